import AWSBedrockRuntime
import AWSCore
import World

/// The embedding models' requests and answers.
struct Embedding {
    let view: BedrockRuntimeEmulator
    let model: FoundationModel

    func answer(_ body: Document) async throws(BedrockRuntimeError) -> InvocationAnswer {
        let result =
            switch model.dialect {
            case .titanEmbedV1, .titanEmbedV2, .titanEmbedImage: try TitanEmbedding(model: model).answer(body)
            case .cohereEmbedV3, .cohereEmbedV4: try CohereEmbedding(model: model, ids: view.state.ids).answer(body)
            case .novaEmbed: try NovaEmbedding(model: model).answer(body)
            default: throw BedrockRuntimeError.actionUnsupported
            }
        view.scope.use(.inputTokens, Double(result.tokens), on: model.id)
        let latency = 45 + result.tokens / 40 + Int(view.state.nextCall() % 40)
        await view.pause(latency)
        return InvocationAnswer(body: result.body, inputTokens: result.tokens, latencyMs: latency)
    }
}

/// What an embedding model answers, and what it read.
struct EmbeddingResult: Sendable {
    var body: Document
    var tokens: Int
}

extension Document {
    init(vector: [Float]) { self = .list(vector.map { .number(Number($0)) }) }
}
