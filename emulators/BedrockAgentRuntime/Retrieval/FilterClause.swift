import AWSBedrockAgentRuntime
import AWSCore

/// A filter of metadata as OpenSearch's queries.
///
/// Source: Bedrock User Guide, "Metadata and filtering", which says what each operator takes.
struct FilterClause {
    let fields: KnowledgeBase.Fields

    /// - Throws: ValidationException for a value that the operator does not take.
    func query(_ filter: BedrockAgentRuntime.RetrievalFilter) throws(BedrockAgentRuntimeError) -> Document {
        switch filter {
        case .andAll(let filters): return ["bool": ["filter": .list(try queries(filters))]]
        case .orAll(let filters):
            return ["bool": ["should": .list(try queries(filters)), "minimum_should_match": 1]]
        case .equals(let attribute): return try equal(attribute)
        case .notEquals(let attribute): return Self.not(try equal(attribute))
        case .in(let attribute): return try among(attribute)
        case .notIn(let attribute): return Self.not(try among(attribute))
        case .greaterThan(let attribute): return try range(attribute, "gt")
        case .greaterThanOrEquals(let attribute): return try range(attribute, "gte")
        case .lessThan(let attribute): return try range(attribute, "lt")
        case .lessThanOrEquals(let attribute): return try range(attribute, "lte")
        case .listContains(let attribute):
            return ["term": .member(field(attribute), try text(attribute))]
        case .startsWith(let attribute):
            return ["prefix": .member(field(attribute), try text(attribute))]
        case .stringContains(let attribute):
            let pattern = "*\(Self.escaped(try text(attribute)))*"
            return ["wildcard": .member(field(attribute), Document.member("value", pattern))]
        case .sdkUnknown(let name): throw .notEmulated("Retrieve", parameter: "filter.\(name)")
        }
    }

    private func queries(
        _ filters: [BedrockAgentRuntime.RetrievalFilter]
    ) throws(BedrockAgentRuntimeError) -> [Document] {
        var queries: [Document] = []
        for filter in filters { queries.append(try query(filter)) }
        return queries
    }

    /// The attributes that Bedrock itself gives to passages can be filtered by as well.
    private func field(_ attribute: BedrockAgentRuntime.FilterAttribute) -> String {
        fields.filters[attribute.key] ?? "\(fields.metadata).\(attribute.key)"
    }

    private func equal(_ attribute: BedrockAgentRuntime.FilterAttribute) throws(BedrockAgentRuntimeError) -> Document {
        guard Self.isScalar(attribute.value) else { throw .unusableInput }
        return ["term": .member(field(attribute), attribute.value)]
    }

    private func among(_ attribute: BedrockAgentRuntime.FilterAttribute) throws(BedrockAgentRuntimeError) -> Document {
        guard let values = attribute.value.list, !values.isEmpty, values.allSatisfy(Self.isScalar) else {
            throw .unusableInput
        }
        return ["terms": .member(field(attribute), attribute.value)]
    }

    private func range(
        _ attribute: BedrockAgentRuntime.FilterAttribute, _ bound: String
    ) throws(BedrockAgentRuntimeError) -> Document {
        guard attribute.value.number != nil else { throw .unusableInput }
        return ["range": .member(field(attribute), Document.member(bound, attribute.value))]
    }

    private func text(_ attribute: BedrockAgentRuntime.FilterAttribute) throws(BedrockAgentRuntimeError) -> String {
        guard let text = attribute.value.string else { throw .unusableInput }
        return text
    }

    private static func not(_ query: Document) -> Document { ["bool": ["must_not": [query]]] }

    private static func isScalar(_ value: Document) -> Bool {
        switch value {
        case .string, .number, .bool: true
        default: false
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("?", with: "\\?")
    }
}
