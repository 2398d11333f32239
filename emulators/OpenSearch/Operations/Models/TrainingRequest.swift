import AWSCore
import AWSOpenSearch

/// What a request asks to be trained.
///
/// Source: k-NN plugin, RestTrainModelHandler and TrainingModelRequest: the order of checks and their words.
struct TrainingRequest: Sendable {
    private(set) var id: String?
    private(set) var index = ""
    private(set) var field = ""
    private(set) var vectorsMax = Int.max
    private var method: VectorMethod?
    private var dimension: Int?
    private var description = ""
    private var dataType = VectorMapping.DataType.float
    private var space: VectorSpace?
    private var engine: VectorMapping.Engine?
    /// `mode` and `compression_level`, which are kept and shown.
    private var sizes: [Document.Entry] = []
    private let preference: String?

    /// KNNConstants, MAX_MODEL_DESCRIPTION_LENGTH.
    private static let descriptionMax = 1000
    /// TrainingModelRequest, setSearchSize.
    private static let searchSizeMax = 10_000

    init(
        _ body: Document?, id: String?, _ parameters: OpenSearch.Parameters
    ) throws(OpenSearchError) {
        self.id = id.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        preference = parameters["preference"]
        var given: [String: Document] = [:]
        for entry in body?.object?.entries ?? [] {
            try take(entry)
            given[entry.name] = entry.value.isNull ? nil : entry.value
        }
        let (mode, level) = (given["mode"], given["compression_level"])
        guard method != nil || mode != nil || level != nil else {
            throw .illegalArgument(#"At least "[method]", "[mode]" or "[compression_level]" needs to be set"#)
        }
        for name in ["dimension", "training_index", "training_field"] where given[name] == nil {
            throw .illegalArgument("Request did not set \"\(name).")
        }
        guard (mode == nil && level == nil) || dataType == .float else {
            throw .illegalArgument(
                #"When "[mode]" or "[compression_level]" is set, "[data_type]" must be set to "[float]""#)
        }
        guard method != nil else { throw .notEmulated("training by [mode] or [compression_level] without [method]") }
        sizes = [("mode", mode), ("compression_level", level)].compactMap { name, value in
            value.map { Document.Entry(name, $0) }
        }
        if let count = given["max_training_vector_count"]?.integerText {
            guard count > 0 else {
                throw .illegalArgument(
                    "Maximum vector count \(count) is invalid. Maximum vector count must be greater than 0")
            }
            vectorsMax = count
        }
        if let size = given["search_size"]?.integerText, !(1...Self.searchSizeMax).contains(size) {
            throw .illegalArgument(
                "Search size \(size) is invalid. Search size must be between 0 and 10,000")
        }
    }

    private mutating func take(_ entry: Document.Entry) throws(OpenSearchError) {
        switch entry.name {
        case "training_index": index = entry.value.scalarText ?? ""
        case "training_field": field = entry.value.scalarText ?? ""
        case "method": method = try VectorMethod(entry.value)
        case "dimension": dimension = try integer(entry.value)
        case "max_training_vector_count", "search_size": _ = try integer(entry.value)
        case "description":
            description = entry.value.scalarText ?? ""
            guard !description.contains(",") else {
                throw .illegalArgument("Model description cannot contain any commas: ','")
            }
        case "data_type": dataType = try VectorMappingReader.dataType(entry.value)
        case "mode": _ = try VectorMappingReader.mode(entry.value)
        case "compression_level": _ = try VectorMappingReader.compression(entry.value)
        case "space_type", "spaceType": space = try VectorMappingReader.space(entry.value)
        case "engine": engine = try VectorMappingReader.engine(entry.value)
        default: throw .illegalArgument("Unable to parse token. \"\(entry.name)\" is not a valid parameter.")
        }
    }

    private func integer(_ value: Document) throws(OpenSearchError) -> Int {
        guard let number = value.integerText else {
            throw OpenSearchError(
                ErrorCode("number_format_exception"),
                reason: "For input string: \"\(value.scalarText ?? value.jsonText())\"", status: 400)
        }
        return number
    }

    /// The model as it is while it is trained.
    /// - Throws: `action_request_validation_exception` with all that is wrong.
    func model(_ catalog: Catalog, now: Timestamp) throws(OpenSearchError) -> VectorModel {
        if let id, catalog.item(.vectorModel, id) != nil {
            throw .validation("Model with id=\"\(id)\" already exists")
        }
        guard let method, let dimension else { throw .illegalArgument("Request did not set \"method.") }
        let engine = method.engine ?? engine ?? .faiss
        let space = method.space ?? space ?? (dataType == .binary ? .hamming : .l2)
        guard let rules = VectorMethodRules.rules(engine, method.name) else {
            throw .illegalArgument("Invalid method name: \(method.name)")
        }
        var problems = try rules.problems(space, dataType, method, engine)
        let encoder = try method.encoder.flatMap { rules.encoders[$0.name] }
        if !rules.needsTraining, !(encoder?.needsTraining ?? false) {
            problems.append("Method does not require training.")
        }
        if let preference, preference != Models.node {
            problems.append("Preferred node \"\(preference)\" does not exist")
        }
        if description.utf16.count > Self.descriptionMax {
            problems.append("Description exceeds limit of \(Self.descriptionMax) characters")
        }
        if let problem = try sourceProblem(catalog, dimension) { problems.append(problem) }
        guard problems.isEmpty else { throw .validation(problems) }
        guard (1...VectorMapping.dimensionMax).contains(dimension) else {
            throw .illegalArgument(
                "Dimension \"\(dimension)\" is invalid. Value must be greater than 0 and less than or equal to "
                    + "\(VectorMapping.dimensionMax)")
        }
        let definition: Document = ["name": .string(method.name), "parameters": .object(method.parameters)]
        var document = Document.Object([
            .init("state", .string(VectorModel.State.training.rawValue)),
            .init("timestamp", .string(DatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").string(now))),
            .init("description", .string(description)), .init("error", ""),
            .init("space_type", .string(space.rawValue)), .init("dimension", .integer(dimension)),
            .init("engine", .string(engine.rawValue)), .init("training_node_assignment", .string(Models.node)),
            .init("model_definition", definition), .init("data_type", .string(dataType.rawValue)),
        ])
        document.entries += sizes + [.init("model_version", .string(Cluster.version))]
        guard let model = VectorModel(.object(document)) else {
            throw .notEmulated("models of the method [\(method.name)]")
        }
        return model
    }

    /// What is wrong with the field that the vectors come from (k-NN plugin, IndexUtil, validateKnnField).
    private func sourceProblem(_ catalog: Catalog, _ dimension: Int) throws(OpenSearchError) -> String? {
        guard let index = catalog.index(index) else { return "Index \"\(index)\" does not exist." }
        let mapping = index.mapping
        guard !mapping.definition.entries.isEmpty else { return "Invalid index. Index does not contain a mapping" }
        guard !field.isEmpty else { return "Field path is empty." }
        guard let source = mapping.fields[field] else { return "Field \"\(field)\" does not exist." }
        guard let vectors = source.vector else { return "Field \"\(field)\" is not of type knn_vector." }
        guard vectors.dataType == dataType else {
            return "Field \"\(field)\" has data type \(vectors.dataType.rawValue), which is different from data type "
                + "used in the training request: \(dataType.rawValue)"
        }
        if let encoder = try method?.encoder, dataType != .float, encoder.name != "flat" {
            return "encoder is not supported for vector data type [\(dataType.rawValue)]"
        }
        guard vectors.dimension == dimension else {
            return "Field \"\(field)\" has dimension \(vectors.dimension), which is different from dimension specified "
                + "in the training request: \(dimension)"
        }
        return nil
    }
}
