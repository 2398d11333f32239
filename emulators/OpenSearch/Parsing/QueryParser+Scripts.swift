import AWSCore
import AWSOpenSearch

/// Scripts that score by distance.
///
/// Source: OpenSearch documentation, "Exact k-NN with scoring script" and "Painless scripting extensions"; k-NN plugin,
/// KNNScoringScriptEngine, KNNScoreScriptLeafFactory and KNNScoringSpace.
extension QueryParser {
    /// The k-NN plugin's own script, or a formula of its functions in Painless; others are refused.
    func script(_ script: Document) throws(OpenSearchError) -> ScoreFunction.Kind {
        guard let source = script["source"]?.string ?? script.string else {
            throw .notEmulated("scripts that are stored")
        }
        let parameters = script["params"] ?? .object(.init())
        switch script["lang"]?.string ?? "painless" {
        case "knn":
            guard source == "knn_score" else { throw .illegalArgument("Unknown script name \(source)") }
            return try scoring(parameters)
        case "painless": return .formula(try FormulaParser.parse(source, parameters, mapping))
        case let other: throw .notEmulated("scripts in the language [\(other)]")
        }
    }

    private func scoring(_ parameters: Document) throws(OpenSearchError) -> ScoreFunction.Kind {
        for name in ["field", "space_type", "query_value"] where parameters[name]?.isNull ?? true {
            throw .illegalArgument("Missing parameter [\(name)]")
        }
        let name = parameters["field"]?.scalarText ?? ""
        let spaceName = parameters["space_type"]?.scalarText?.lowercased() ?? ""
        let query = parameters["query_value"] ?? .null
        if spaceName == "hammingbit" { return try bits(mapping.field(name), query) }
        guard let space = VectorSpace(rawValue: spaceName) else {
            throw .illegalArgument("Invalid space type. Please refer to the available space types.")
        }
        guard let field = mapping.field(name), let vectors = field.vector else {
            throw .illegalArgument(
                "Incompatible field_type for \(space.scriptName) space. The field type must be knn_vector.")
        }
        guard (space == .hamming) == (vectors.dataType == .binary) else {
            throw .illegalArgument(
                "Incompatible field_type for \(space.scriptName) space. The data type should be "
                    + "\(space == .hamming ? "[BINARY]" : "[FLOAT, BYTE]") but got "
                    + vectors.dataType.rawValue.uppercased())
        }
        return .vector(field: field.path, try FormulaParser.vector(query.list ?? [], vectors, space), space)
    }

    /// Bits that differ in bytes, which are told in base64.
    private func bytes(_ field: FieldMapping, _ query: Document) throws(OpenSearchError) -> ScoreFunction.Kind {
        guard field.keepsBytes else {
            throw .illegalArgument(
                "Can't load fielddata on [\(field.path)] because fielddata is unsupported on fields of type [binary]. "
                    + "Use doc values instead.")
        }
        guard let bytes = query.string.flatMap({ Blob(base64: $0) })?.bytes else {
            throw .illegalArgument("Illegal base64 character")
        }
        return .bytes(field: field.path, bytes)
    }

    /// Bits that differ in whole numbers.
    private func bits(_ field: FieldMapping?, _ query: Document) throws(OpenSearchError) -> ScoreFunction.Kind {
        if let field, field.type == .binary { return try bytes(field, query) }
        guard let field, field.type == .long else {
            throw .illegalArgument(
                "Incompatible field_type for hammingbit space. The field type must of type long or binary.")
        }
        guard case .number(let number) = query, let value = number.int64 else {
            throw .illegalArgument("Object cannot be parsed as a Long.")
        }
        return .bits(field: field.path, UInt64(bitPattern: value))
    }
}

extension VectorSpace {
    /// As the plugin names the space where a script cannot use it.
    fileprivate var scriptName: String {
        switch self {
        case .cosinesimil: "cosine"
        case .linf: "l-inf"
        default: rawValue
        }
    }
}
