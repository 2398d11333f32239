import AWSCore
import AWSOpenSearch

/// Reads the parameters of a `knn_vector` field.
///
/// Source: OpenSearch documentation, "k-NN vector" and "Methods and engines"; the order and the words of refusals are
/// those of the k-NN plugin's KNNVectorFieldMapper, resolvers and methods. For Serverless the developer guide, "Working
/// with vector search collections".
struct VectorMappingReader {
    private let definition: Document.Object
    private let name: String
    private let flavor: OpenSearchSettings.Flavor
    private let models: [String: VectorModel]

    /// - Parameter models: those that fields may name.
    static func read(
        _ definition: Document.Object, _ name: String, _ flavor: OpenSearchSettings.Flavor,
        _ models: [String: VectorModel]
    ) throws(OpenSearchError) -> VectorMapping {
        let reader = VectorMappingReader(definition: definition, name: name, flavor: flavor, models: models)
        guard let id = definition["model_id"], !id.isNull else { return try reader.read() }
        return try reader.read(modelID: id)
    }

    private func read(modelID: Document) throws(OpenSearchError) -> VectorMapping {
        let id = modelID.scalarText ?? ""
        if definition["method"] != nil {
            throw .illegalMapping("Method and model can not be both specified in the mapping: \(name)")
        }
        if definition["dimension"] != nil {
            throw .illegalMapping("Cannot specify both a modelId and dimension in the mapping: \(name)")
        }
        if flavor == .serverless { throw .mapperParsing("[model_id] is not supported in OpenSearch Serverless") }
        if try topSpace() != nil {
            throw .illegalMapping("TopLevel Space type and model can not be both specified in the mapping")
        }
        if try mode() != nil { throw sized() }
        if try compression() != nil { throw sized() }
        guard let model = models[id], model.state == .created else {
            throw .illegalMapping("Model ID '\(id)' is not created.")
        }
        return model.mapping
    }

    private func sized() -> OpenSearchError {
        .mapperParsing(
            "Compression and mode can not be specified in a model mapping configuration for field: \(name)")
    }

    private func read() throws(OpenSearchError) -> VectorMapping {
        let dimension = try dimension()
        let dataType = try dataType()
        let (mode, compression) = (try mode(), try compression())
        let topSpace = try topSpace()
        let topEngine = try topEngine()
        let method = try definition["method"].map { value throws(OpenSearchError) in try VectorMethod(value) }
        if mode != nil || compression != nil, dataType != .float {
            throw .mapperParsing("Compression and mode cannot be used for non-float32 data type for field \(name)")
        }
        let space = try space(method, topSpace, dataType)
        let engine = try engine(method, topEngine, mode, compression)
        let methodName = method?.name ?? "hnsw"
        try checkServerless(engine, methodName)
        let resolved = try resolvedCompression(method, engine, mode, compression)
        guard engine != .nmslib else {
            throw .illegalMapping(
                "nmslib engine is deprecated in OpenSearch  and cannot be used for new index creation in OpenSearch "
                    + "from  3.0.0.")
        }
        try check(method, engine, methodName, space, dataType, dimension)
        guard let dimension else { throw .illegalMapping("Dimension value missing for vector: \(name)") }
        let encoder = try method?.encoder
        let isHalf = engine == .faiss && (encoder?.name == "sq" || (encoder == nil && resolved == 2))
        return VectorMapping(
            dimension: dimension, space: space, engine: engine, dataType: dataType, method: methodName, isHalf: isHalf,
            clips: isHalf && encoder?.parameters["clip"]?.bool ?? false, compression: resolved)
    }

    // What stands there.

    private func dimension() throws(OpenSearchError) -> Int? {
        guard let value = definition["dimension"] else { return nil }
        if value.isNull { throw .illegalMapping("Dimension cannot be null") }
        guard let dimension = value.integerText else {
            throw .illegalMapping(
                "Unable to parse [dimension] from provided value [\(value.scalarText ?? value.jsonText())] for vector "
                    + "[\(name)]")
        }
        guard dimension > 0 else {
            throw .illegalMapping("Dimension value must be greater than 0 for vector: \(name)")
        }
        return dimension
    }

    private func dataType() throws(OpenSearchError) -> VectorMapping.DataType {
        try definition["data_type"].map { value throws(OpenSearchError) in try Self.dataType(value) } ?? .float
    }

    static func dataType(_ value: Document) throws(OpenSearchError) -> VectorMapping.DataType {
        guard let type = value.string.flatMap({ VectorMapping.DataType(rawValue: $0.lowercased()) }) else {
            throw .illegalMapping(
                "Invalid value provided for [data_type] field. Supported values are [binary,byte,float]")
        }
        return type
    }

    private func mode() throws(OpenSearchError) -> String? {
        try definition["mode"].flatMap { value throws(OpenSearchError) in try Self.mode(value) }
    }

    static func mode(_ value: Document) throws(OpenSearchError) -> String? {
        if value.isNull { return nil }
        guard let mode = value.string, ["in_memory", "on_disk"].contains(mode) else {
            throw unknown(value, "mode", "[null, in_memory, on_disk]")
        }
        return mode
    }

    /// How many times smaller vectors are to be; nil when nothing is said.
    private func compression() throws(OpenSearchError) -> Int? {
        try definition["compression_level"].flatMap { value throws(OpenSearchError) in try Self.compression(value) }
    }

    static func compression(_ value: Document) throws(OpenSearchError) -> Int? {
        if value.isNull || value.string == "" { return nil }
        let levels = [1, 2, 4, 8, 16, 32]
        guard let level = levels.first(where: { "\($0)x" == value.string }) else {
            throw unknown(value, "compression_level", "[, \(levels.map { "\($0)x" }.joined(separator: ", "))]")
        }
        return level
    }

    private static func unknown(_ value: Document, _ parameter: String, _ accepted: String) -> OpenSearchError {
        .mapperParsing(
            "Unknown value [\(value.scalarText ?? value.jsonText())] for field [\(parameter)] - accepted values are "
                + accepted)
    }

    private func topSpace() throws(OpenSearchError) -> VectorSpace? {
        try definition["space_type"].flatMap { value throws(OpenSearchError) in try Self.space(value) }
    }

    static func space(_ value: Document) throws(OpenSearchError) -> VectorSpace? {
        if value.string?.lowercased() == "undefined" { return nil }
        guard let space = value.string.flatMap({ VectorSpace(rawValue: $0.lowercased()) }) else {
            let spaces = ["l2", "cosinesimil", "l1", "linf", "innerproduct", "hamming"].joined(separator: ", ")
            throw .illegalMapping(
                "Unable to find space: \(value.scalarText ?? "null") . Valid values are: [\(spaces)]")
        }
        return space
    }

    private func topEngine() throws(OpenSearchError) -> VectorMapping.Engine? {
        try definition["engine"].flatMap { value throws(OpenSearchError) in try Self.engine(value) }
    }

    static func engine(_ value: Document) throws(OpenSearchError) -> VectorMapping.Engine? {
        if value.string?.lowercased() == "undefined" { return nil }
        guard let engine = value.string.flatMap({ VectorMapping.Engine(rawValue: $0.lowercased()) }) else {
            throw .illegalMapping("Invalid engine type: \(value.scalarText ?? "null")")
        }
        return engine
    }

    // What follows from it.

    private func space(
        _ method: VectorMethod?, _ top: VectorSpace?, _ dataType: VectorMapping.DataType
    ) throws(OpenSearchError) -> VectorSpace {
        if let own = method?.space, let top, own != top {
            throw .mapperParsing(
                #"Cannot specify conflicting space types: "[\#(own.rawValue)]" "[\#(top.rawValue)]""#)
        }
        return method?.space ?? top ?? (dataType == .binary ? .hamming : .l2)
    }

    private func engine(
        _ method: VectorMethod?, _ top: VectorMapping.Engine?, _ mode: String?, _ compression: Int?
    ) throws(OpenSearchError) -> VectorMapping.Engine {
        if let own = method?.engine, let top, own != top {
            throw .mapperParsing(
                "Cannot specify conflicting engines: [\(own.rawValue)] and [\(top.rawValue)]")
        }
        if let named = method?.engine ?? top { return named }
        return method?.name == "flat" || compression == 4 ? .lucene : .faiss
    }

    private func checkServerless(_ engine: VectorMapping.Engine, _ method: String) throws(OpenSearchError) {
        guard flavor == .serverless, engine != .faiss || method != "hnsw" else { return }
        throw .mapperParsing(
            "Engine [\(engine.rawValue)] with method [\(method)] is not supported in OpenSearch Serverless")
    }

    /// What compression level, mode and encoder come to together.
    private func resolvedCompression(
        _ method: VectorMethod?, _ engine: VectorMapping.Engine, _ mode: String?, _ level: Int?
    ) throws(OpenSearchError) -> Int {
        let levels: Set = engine == .faiss ? [1, 2, 8, 16, 32] : engine == .lucene ? [1, 4] : [1]
        var problems: [String] = []
        if let level, !levels.contains(level) {
            problems.append(#""\#(engine.rawValue)" does not support "\#(level)x" compression"#)
        }
        if level == 1, mode == "on_disk", engine == .lucene {
            problems.append(#"Cannot specify "x1" compression level when using "on_disk" mode"#)
        }
        guard problems.isEmpty else { throw .invalidMapping(problems) }
        let onDisk = mode == "on_disk" ? (engine == .lucene ? 4 : 32) : 1
        guard let encoder = try method?.encoder else { return level ?? onDisk }
        guard let own = Self.compression(of: encoder, engine) else { return level ?? 1 }
        guard level == nil || level == own else {
            throw .invalidMapping(["Cannot specify an encoder that conflicts with the provided compression level"])
        }
        return own
    }

    private static func compression(of encoder: VectorMethod.Encoder, _ engine: VectorMapping.Engine) -> Int? {
        switch encoder.name {
        case "flat": 1
        case "sq": engine == .lucene ? 4 : 2
        case "binary": encoder.parameters["bits"]?.int.flatMap { [1: 32, 2: 16, 4: 8][$0] }
        default: nil
        }
    }

    private func check(
        _ method: VectorMethod?, _ engine: VectorMapping.Engine, _ methodName: String, _ space: VectorSpace,
        _ dataType: VectorMapping.DataType, _ dimension: Int?
    ) throws(OpenSearchError) {
        guard let rules = VectorMethodRules.rules(engine, methodName) else {
            throw .illegalMapping("Invalid method name: \(methodName)")
        }
        let encoder = try method?.encoder.flatMap { rules.encoders[$0.name] }
        guard !rules.needsTraining, !(encoder?.needsTraining ?? false) else {
            throw .invalidMapping([#""method" requires training."#])
        }
        guard (space == .hamming) == (dataType == .binary) else {
            throw .illegalMapping(
                "Space type [\(space.rawValue)] is not supported with [\(dataType.rawValue)] data type")
        }
        var problems: [String] = []
        if let dimension, dimension > VectorMapping.dimensionMax {
            problems.append(
                "Dimension value cannot be greater than \(VectorMapping.dimensionMax) for vector with engine: "
                    + engine.rawValue)
        } else if dataType == .binary, let dimension, dimension % 8 != 0 {
            problems.append("Dimension should be multiply of 8 for binary vector data type")
        }
        problems += try rules.problems(space, dataType, method, engine)
        guard problems.isEmpty else { throw .invalidMapping(problems) }
    }
}

extension ServiceError where Service == OpenSearch {
    /// A mapping that cannot be, for a reason of OpenSearch's own type.
    static func illegalMapping(_ reason: String) -> Self {
        .mapperParsing(reason, causedBy: .cause("illegal_argument_exception", reason))
    }

    /// A mapping with problems that are told together.
    static func invalidMapping(_ problems: [String]) -> Self {
        let list = problems.enumerated().map { "\($0.offset + 1): \($0.element);" }.joined()
        let reason = "Validation Failed: \(list)"
        return .mapperParsing(reason, causedBy: .cause("validation_exception", reason))
    }

    /// As it is told where a mapping is changed: there it is not wrapped as it is where an index is made.
    var asMappingUpdateFailure: Self {
        guard code == .mapperParsing, let cause = errorDocument["caused_by"], let type = cause["type"]?.string,
            cause["reason"]?.string == message
        else { return self }
        return Self(ErrorCode(type), reason: message ?? "", status: 400)
    }
}
