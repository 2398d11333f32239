import AWSCore
import AWSOpenSearchServerless

/// Reads the JSON of a policy, and refuses what is none of its kind.
///
/// Sources: developer guide, "Encryption", "Network access" and "Data access control for Amazon OpenSearch Serverless";
/// the words of errors as reported in public issues, which quote a JSON schema validator.
enum PolicyReader {
    static func read(_ text: String, _ kind: Policy.Kind) throws(OpenSearchServerlessError) -> Document {
        guard let document = try? Document(json: Array(text.utf8)) else {
            throw invalid("the policy is not JSON")
        }
        switch kind {
        case .encryption:
            guard document.object != nil else { throw invalid("$: array found, object expected") }
            try check(document, at: "$", kind)
            guard document["AWSOwnedKey"] != nil || document["KmsARN"] != nil else {
                throw invalid("$.AWSOwnedKey: is missing but it is required")
            }
        case .network, .data:
            guard let statements = document.list else { throw invalid("$: object found, array expected") }
            for (index, statement) in statements.enumerated() { try check(statement, at: "$[\(index)]", kind) }
        }
        return document
    }

    private static func check(
        _ statement: Document, at path: String, _ kind: Policy.Kind
    ) throws(OpenSearchServerlessError) {
        guard let rules = statement["Rules"]?.list else {
            throw invalid("\(path).Rules: is missing but it is required")
        }
        if kind == .data, (statement["Principal"]?.list ?? []).isEmpty {
            throw invalid("\(path).Principal: is missing but it is required")
        }
        for (index, rule) in rules.enumerated() {
            let path = "\(path).Rules[\(index)]"
            for name in ["ResourceType", "Resource"] + (kind == .data ? ["Permission"] : []) where rule[name] == nil {
                throw invalid("\(path).\(name): is missing but it is required")
            }
            guard types(kind).contains(rule["ResourceType"]?.string ?? "") else {
                throw invalid("\(path).ResourceType: does not have a value in the enumeration \(types(kind))")
            }
        }
    }

    private static func types(_ kind: Policy.Kind) -> [String] {
        switch kind {
        case .encryption: ["collection"]
        case .network: ["collection", "dashboard"]
        case .data: ["collection", "index", "model"]
        }
    }

    private static func invalid(_ what: String) -> OpenSearchServerlessError {
        .validation("Policy json is invalid, error: [\(what)]")
    }
}
