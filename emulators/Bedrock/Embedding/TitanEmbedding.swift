import AWSBedrockRuntime
import AWSCore

/// Titan's embeddings (Bedrock User Guide, "Amazon Titan Text Embeddings" and "Titan Multimodal Embeddings G1").
struct TitanEmbedding {
    let model: FoundationModel

    private static let dimensionsV1 = 1536
    /// Version 1 does not normalize: its vectors were seen to be about so long.
    private static let lengthV1: Float = 18.7
    private static let charactersMax = 50_000

    private var rules: BodyRules {
        switch model.dialect {
        case .titanEmbedV1: .object([.init("inputText", .string(min: 1), isRequired: true)])
        case .titanEmbedV2:
            .object([
                .init("inputText", .string(min: 1), isRequired: true),
                .init("dimensions", .integerChoice([256, 512, 1024])),
                .init("normalize", .boolean),
                .init("embeddingTypes", .list(.choice(["float", "binary"]), count: 1...2)),
            ])
        default:
            .object([
                .init("inputText", .string(min: 1)), .init("inputImage", .string(min: 1)),
                .init("embeddingConfig", .object([.init("outputEmbeddingLength", .integerChoice([256, 384, 1024]))])),
            ])
        }
    }

    func answer(_ body: Document) throws(BedrockRuntimeError) -> EmbeddingResult {
        let complaints = rules.complaints(about: body)
        guard complaints.isEmpty else { throw .malformed(complaints) }
        if body["inputImage"] != nil { throw .notEmulated("InvokeModel", parameter: "inputImage") }
        guard let text = body["inputText"]?.string else {
            throw .validation(
                "Malformed input request: inputText or inputImage is required, please reformat your input and "
                    + "try again.")
        }
        let count = text.unicodeScalars.count
        guard count <= Self.charactersMax else {
            // Worded without the path, as issues of client libraries quote it.
            throw .malformed(["expected maxLength: \(Self.charactersMax), actual: \(count)"])
        }
        let tokens = max(1, TokenCounter.count(text) + 1)
        guard tokens <= model.contextTokensMax else {
            throw .validation(
                "400 Bad Request: Too many input tokens. Max input tokens: \(model.contextTokensMax), request input token "
                    + "count: \(tokens) ")
        }
        return EmbeddingResult(body: document(text, tokens, body), tokens: tokens)
    }

    private func document(_ text: String, _ tokens: Int, _ body: Document) -> Document {
        let count = Document.number(Number(tokens))
        switch model.dialect {
        case .titanEmbedV1:
            let vector = TextEmbedder(dimensions: Self.dimensionsV1).embed(text).map { $0 * Self.lengthV1 }
            return ["embedding": Document(vector: vector), "inputTextTokenCount": count]
        case .titanEmbedImage:
            let length = body["embeddingConfig"]?["outputEmbeddingLength"]?.int ?? 1024
            return [
                "embedding": Document(vector: TextEmbedder(dimensions: length).embed(text)),
                "inputTextTokenCount": count,
                "message": .null,
            ]
        default: return documentV2(text, count, body)
        }
    }

    /// Unnormalized vectors of version 2 were seen to have length 1 all the same.
    private func documentV2(_ text: String, _ count: Document, _ body: Document) -> Document {
        let vector = TextEmbedder(dimensions: body["dimensions"]?.int ?? 1024).embed(text)
        let types = (body["embeddingTypes"]?.list ?? ["float"]).compactMap(\.string)
        var byType = Document.Object()
        if types.contains("binary") {
            byType.entries.append(.init("binary", .list(vector.map { .number(Number($0 > 0 ? 1 : 0)) })))
        }
        if types.contains("float") { byType.entries.append(.init("float", Document(vector: vector))) }
        var members = Document.Object()
        if types.contains("float") { members.entries.append(.init("embedding", Document(vector: vector))) }
        members.entries.append(.init("embeddingsByType", .object(byType)))
        members.entries.append(.init("inputTextTokenCount", count))
        return .object(members)
    }
}
