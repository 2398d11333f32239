import AWSCore
import AWSOpenSearch

/// Which methods engines have, and what their parameters may be.
///
/// Source: k-NN plugin, FaissHNSWMethod, FaissIVFMethod, LuceneHNSWMethod, LuceneFlatMethod, NmslibHNSWMethod and the
/// encoders that they name; what OpenSearch 3.3 has of them.
struct VectorMethodRules: Sendable {
    let name: String
    let spaces: Set<VectorSpace>
    let dataTypes: Set<VectorMapping.DataType>
    let parameters: [String: ParameterRule]
    var encoders: [String: EncoderRule] = [:]
    var needsTraining = false

    struct EncoderRule: Sendable {
        let parameters: [String: ParameterRule]
        var needsTraining = false
    }

    /// nil when the engine has no such method.
    static func rules(_ engine: VectorMapping.Engine, _ method: String) -> VectorMethodRules? {
        switch (engine, method) {
        case (.faiss, "hnsw"):
            VectorMethodRules(
                name: method, spaces: faissSpaces, dataTypes: [.float, .byte, .binary],
                parameters: graph.merging(["ef_search": .integer(1...)]) { $1 }, encoders: faissEncoders)
        case (.faiss, "ivf"):
            VectorMethodRules(
                name: method, spaces: faissSpaces, dataTypes: [.float, .byte, .binary],
                parameters: ["nlist": .integer(1..<20_000), "nprobes": .integer(1..<20_000)],
                encoders: faissEncoders, needsTraining: true)
        case (.lucene, "hnsw"):
            VectorMethodRules(
                name: method, spaces: [.l2, .cosinesimil, .innerproduct, .hamming],
                dataTypes: [.float, .byte, .binary], parameters: graph,
                encoders: ["sq": .init(parameters: ["confidence_interval": .confidence, "bits": .oneOf([7])])])
        case (.lucene, "flat"):
            VectorMethodRules(
                name: method, spaces: [.l2, .cosinesimil, .innerproduct], dataTypes: [.float], parameters: [:])
        case (.nmslib, "hnsw"):
            VectorMethodRules(
                name: method, spaces: [.l2, .l1, .linf, .cosinesimil, .innerproduct], dataTypes: [.float],
                parameters: graph)
        default: nil
        }
    }

    private static let faissSpaces: Set<VectorSpace> = [.hamming, .l2, .innerproduct, .cosinesimil]
    private static let graph: [String: ParameterRule] = ["m": .integer(1...), "ef_construction": .integer(1...)]
    private static let faissEncoders: [String: EncoderRule] = [
        "flat": .init(parameters: [:]),
        "sq": .init(parameters: ["type": .text(["fp16"]), "clip": .truth]),
        "pq": .init(parameters: ["m": .integer(1..<1024), "code_size": .integer(1..<128)], needsTraining: true),
        "binary": .init(
            parameters: ["bits": .oneOf([1, 2, 4]), "random_rotation": .truth, "enable_adc": .truth]),
    ]

    /// What does not hold of a field, in the plugin's order and words.
    func problems(
        _ space: VectorSpace, _ dataType: VectorMapping.DataType, _ method: VectorMethod?,
        _ engine: VectorMapping.Engine
    ) throws(OpenSearchError) -> [String] {
        var problems: [String] = []
        if !spaces.contains(space) {
            problems.append(
                #""\#(name)" with "\#(engine.rawValue)" configuration does not support space type: "#
                    + #""\#(space.rawValue)"."#
            )
        }
        if !dataTypes.contains(dataType) {
            problems.append(Self.unsupported(name, dataType))
        }
        for entry in method?.parameters.entries ?? [] {
            if entry.name == "encoder", !encoders.isEmpty {
                problems += try encoderProblems(entry.value, dataType)
            } else if let rule = parameters[entry.name] {
                problems += rule.problem(entry.value, entry.name).map { [$0] } ?? []
            } else {
                problems.append("Unknown parameter '\(entry.name)' found")
            }
        }
        return problems
    }

    private func encoderProblems(
        _ value: Document, _ dataType: VectorMapping.DataType
    ) throws(OpenSearchError) -> [String] {
        guard value.object != nil else {
            return ["value is not an instance of for MethodComponentContext parameter [encoder]."]
        }
        let encoder = try VectorMethod.Encoder(value)
        let isGood =
            dataType == .float || encoder.name == "flat"
            ? encoders[encoder.name].map { rule in
                encoder.parameters.entries.allSatisfy {
                    rule.parameters[$0.name]?.problem($0.value, $0.name) == .some(nil)
                }
            } ?? false : false
        return isGood ? [] : ["parameter validation failed for MethodComponentContext parameter [encoder]."]
    }

    private static func unsupported(_ name: String, _ dataType: VectorMapping.DataType) -> String {
        #"Method "\#(name)" is not supported for vector data type "\#(dataType.rawValue.uppercased())"."#
    }
}

/// What a parameter of a method or of an encoder may be.
enum ParameterRule: Sendable {
    case numbers(ClosedRange<Int>)
    case oneOf(Set<Int>)
    case text(Set<String>)
    case truth
    /// 0, or from 0.9 to 1.
    case confidence

    static func integer(_ range: PartialRangeFrom<Int>) -> ParameterRule { .numbers(range.lowerBound...Int(Int32.max)) }
    static func integer(_ range: Range<Int>) -> ParameterRule { .numbers(range.lowerBound...range.upperBound - 1) }

    /// nil when the value is one that the parameter may have.
    func problem(_ value: Document, _ name: String) -> String? {
        let (kind, isKind, isGood): (String, Bool, Bool) =
            switch self {
            case .numbers(let range): ("Integer", value.int != nil, value.int.map(range.contains) ?? false)
            case .oneOf(let numbers): ("Integer", value.int != nil, value.int.map(numbers.contains) ?? false)
            case .text(let texts): ("String", value.string != nil, value.string.map(texts.contains) ?? false)
            case .truth: ("Boolean", value.bool != nil, true)
            case .confidence:
                ("Double", value.double != nil, value.double.map { $0 == 0 || (0.9...1).contains($0) } ?? false)
            }
        guard isKind else { return "value is not an instance of \(kind) for \(kind) parameter [\(name)]." }
        return isGood ? nil : "parameter validation failed for \(kind) parameter [\(name)]."
    }
}
