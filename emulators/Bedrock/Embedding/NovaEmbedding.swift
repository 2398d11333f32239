import AWSBedrockRuntime
import AWSCore

/// Nova Multimodal Embeddings, for a single text (Amazon Nova User Guide, "Complete embeddings request").
struct NovaEmbedding {
    let model: FoundationModel

    private static let purposes = [
        "GENERIC_INDEX", "GENERIC_RETRIEVAL", "TEXT_RETRIEVAL", "IMAGE_RETRIEVAL", "VIDEO_RETRIEVAL",
        "DOCUMENT_RETRIEVAL",
        "AUDIO_RETRIEVAL", "CLASSIFICATION", "CLUSTERING",
    ]
    private static let charactersMax = 8192

    private static let rules = BodyRules.object([
        .init("schemaVersion", .string()), .init("taskType", .choice(["SINGLE_EMBEDDING"]), isRequired: true),
        .init(
            "singleEmbeddingParams",
            .object([
                .init("embeddingPurpose", .choice(purposes), isRequired: true),
                .init("embeddingDimension", .integerChoice([256, 384, 1024, 3072])),
                .init(
                    "text",
                    .object([
                        .init("value", .string(min: 1)),
                        .init("truncationMode", .choice(["START", "END", "NONE"]), isRequired: true),
                        .init("source", .anything),
                    ])),
                .init("image", .anything), .init("audio", .anything), .init("video", .anything),
            ]), isRequired: true),
    ])

    func answer(_ body: Document) throws(BedrockRuntimeError) -> EmbeddingResult {
        if body["taskType"]?.string == "SEGMENTED_EMBEDDING" {
            throw .notEmulated("InvokeModel", parameter: "SEGMENTED_EMBEDDING")
        }
        let complaints = Self.rules.complaints(about: body)
        guard complaints.isEmpty else { throw .malformed(complaints) }
        let parameters = body["singleEmbeddingParams"]
        for name in ["image", "audio", "video"] where parameters?[name] != nil {
            throw .notEmulated("InvokeModel", parameter: "singleEmbeddingParams.\(name)")
        }
        guard var text = parameters?["text"]?["value"]?.string else {
            throw .notEmulated("InvokeModel", parameter: "singleEmbeddingParams.text.source")
        }
        if text.count > Self.charactersMax {
            switch parameters?["text"]?["truncationMode"]?.string {
            case "START": text = String(text.suffix(Self.charactersMax))
            case "END": text = String(text.prefix(Self.charactersMax))
            default:
                throw .malformed([
                    "#/singleEmbeddingParams/text/value: expected maxLength: \(Self.charactersMax), actual: \(text.count)"
                ])
            }
        }
        let dimensions = parameters?["embeddingDimension"]?.int ?? 3072
        let vector = TextEmbedder(dimensions: dimensions).embed(text)
        return EmbeddingResult(
            body: ["embeddings": [["embeddingType": "TEXT", "embedding": Document(vector: vector)]]],
            tokens: max(1, TokenCounter.count(text) + 2))
    }
}
