import AWSBedrockAgentRuntime
import AWSBedrockRuntime
import AWSCore

/// Turns a query into a vector, as the model of the index wants to be asked.
///
/// Source: Bedrock User Guide, request bodies of Titan Embeddings G1, Titan Text Embeddings V2, Titan Multimodal
/// Embeddings and Cohere Embed.
struct QueryEmbedding {
    let client: any BedrockRuntimeClient
    let knowledgeBase: KnowledgeBase

    private var model: String { knowledgeBase.embeddingModelID }

    func vector(of text: String) async throws(BedrockAgentRuntimeError) -> [Document] {
        do throws(BedrockRuntimeError) {
            let output = try await client.invokeModel(
                .init(
                    body: Blob(body(text).json()), contentType: "application/json", accept: "application/json",
                    modelId: model))
            let answer = (try? Document(json: output.body.bytes)) ?? .null
            let cohere = (answer["embeddings"]?["float"] ?? answer["embeddings"])?.list?.first
            return (answer["embedding"] ?? cohere)?.list ?? []
        } catch {
            throw .failedDependency(model, error.code.rawValue, error.message)
        }
    }

    private func body(_ text: String) -> Document {
        let dimensions = Document.number(Number(knowledgeBase.dimensions))
        if model.contains("cohere.embed") {
            return ["texts": [.string(text)], "input_type": "search_query", "truncate": "END"]
        }
        if model.contains("titan-embed-image") {
            return ["inputText": .string(text), "embeddingConfig": ["outputEmbeddingLength": dimensions]]
        }
        if model.contains("titan-embed-text-v1") || model.contains("titan-embed-g1") {
            return ["inputText": .string(text)]
        }
        return ["inputText": .string(text), "dimensions": dimensions, "normalize": true]
    }
}
