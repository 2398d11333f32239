import AWSBedrockAgentRuntime
import AWSCore
import AWSOpenSearch

/// A passage of the index as Bedrock shows it.
struct PassageResult {
    private let knowledgeBase: KnowledgeBase

    init(_ knowledgeBase: KnowledgeBase) {
        self.knowledgeBase = knowledgeBase
    }

    /// - Returns: nil for what holds no text.
    func result(_ hit: OpenSearch.Hit) -> BedrockAgentRuntime.KnowledgeBaseRetrievalResult? {
        let fields = knowledgeBase.fields
        guard let text = hit.source?[fields.text]?.string else { return nil }
        let attributes = hit.source?[fields.metadata]?.object ?? .init()
        let address = attributes[fields.sourceKey]?.string.map { "s3://\(knowledgeBase.bucket)/\($0)" }
        return .init(
            content: .init(text: text, type: .text),
            location: address.map { .init(s3Location: .init(uri: $0), type: .s3) },
            metadata: metadata(attributes, address), score: hit.score.map { Double($0) })
    }

    /// The document's own attributes, and those that Bedrock gives to every passage.
    private func metadata(_ attributes: Document.Object, _ address: String?) -> [String: Document] {
        var metadata = Dictionary(attributes.entries.map { ($0.name, $0.value) }) { first, _ in first }
        metadata["x-amz-bedrock-kb-source-uri"] = address.map { .string($0) }
        metadata["x-amz-bedrock-kb-chunk-id"] = attributes[knowledgeBase.fields.passageID]
        metadata["x-amz-bedrock-kb-document-page-number"] = attributes["page"]
        return metadata
    }
}
