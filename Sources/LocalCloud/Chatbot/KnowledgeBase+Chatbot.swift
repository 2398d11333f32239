import BedrockAgentRuntimeEmulator
import Chatbot

extension KnowledgeBase {
    /// Bedrock's view of what the chatbot knows: the passages that it has put into its own index.
    init(_ configuration: ChatbotConfiguration) {
        self.init(
            id: Self.id(in: configuration.names.environment), index: configuration.index,
            fields: Fields(
                vector: "embedding", text: "text", metadata: "metadata", sourceKey: "source", passageID: "chunk_id",
                filters: IndexFields.filterable),
            embeddingModelID: configuration.models.embedding, dimensions: configuration.embeddingDimensions,
            bucket: configuration.names.bucket)
    }

    /// Ten letters and digits, as AWS's ids are: `KASSLOCAL0`.
    private static func id(in environment: String) -> String {
        let letters = environment.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(6)
        return "KASS" + letters + String(repeating: "0", count: 6 - letters.count)
    }
}
