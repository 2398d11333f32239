import AWSBedrockRuntime
import AWSCore

/// Cohere's embeddings, version 3 and 4 (Bedrock User Guide, "Cohere Embed and Cohere Embed v4 models").
struct CohereEmbedding {
    let model: FoundationModel
    let ids: AnswerIDs

    private static let textsMax = 96
    private static let charactersMaxV3 = 2048
    private static let inputTypes = ["search_document", "search_query", "classification", "clustering", "image"]
    private static let types = ["float", "int8", "uint8", "binary", "ubinary"]

    private var isV4: Bool { model.dialect == .cohereEmbedV4 }

    private var rules: BodyRules {
        let text = BodyRules.string(max: isV4 ? .max : Self.charactersMaxV3)
        var members: [BodyRules.Member] = [
            .init("texts", .list(text, count: 1...Self.textsMax)),
            .init("input_type", .choice(Self.inputTypes), isRequired: true), .init("images", .anything),
            .init("truncate", .choice(isV4 ? ["NONE", "LEFT", "RIGHT", "START", "END"] : ["NONE", "START", "END"])),
            .init("embedding_types", .list(.choice(Self.types), count: 1...5)),
        ]
        if isV4 {
            members += [
                .init("output_dimension", .integerChoice([256, 512, 1024, 1536])),
                .init("max_tokens", .integer(1...128_000)), .init("inputs", .anything),
            ]
        }
        return .object(members)
    }

    func answer(_ body: Document) throws(BedrockRuntimeError) -> EmbeddingResult {
        let complaints = rules.complaints(about: body)
        guard complaints.isEmpty else { throw .malformed(complaints) }
        for name in ["images", "inputs"] where body[name] != nil { throw .notEmulated("InvokeModel", parameter: name) }
        guard let texts = body["texts"]?.list?.compactMap(\.string) else {
            throw .malformed(["#: required key [texts] not found"])
        }
        let dimensions = isV4 ? body["output_dimension"]?.int ?? 1536 : 1024
        let embedder = TextEmbedder(dimensions: dimensions)
        var vectors: [[Float]] = []
        var tokens = 0
        for text in texts {
            let fitted = try fitted(text, body)
            tokens += TokenCounter.count(fitted)
            vectors.append(embedder.embed(fitted))
        }
        return EmbeddingResult(body: document(vectors, texts, body), tokens: max(1, tokens))
    }

    /// A text that is too long loses its start or its end, or is refused.
    private func fitted(_ text: String, _ body: Document) throws(BedrockRuntimeError) -> String {
        let limit = min(model.contextTokensMax, body["max_tokens"]?.int ?? .max)
        guard TokenCounter.count(text) > limit else { return text }
        switch body["truncate"]?.string ?? (isV4 ? "END" : "NONE") {
        case "END", "RIGHT": return String(TokenCounter.prefix(text, tokens: limit))
        case "START", "LEFT":
            let reversed = TokenCounter.prefix(String(text.reversed()), tokens: limit)
            return String(reversed.reversed())
        default: throw .inputTooLong
        }
    }

    private func document(_ vectors: [[Float]], _ texts: [String], _ body: Document) -> Document {
        let types = body["embedding_types"]?.list?.compactMap(\.string)
        // Version 3 answers with a plain list unless types are named; version 4 always by type.
        let embeddings: Document
        let isByType = types != nil || isV4
        if isByType {
            embeddings = .object(
                Document.Object(
                    (types ?? ["float"]).map { type in .init(type, .list(vectors.map { Self.encoded($0, as: type) })) })
            )
        } else {
            embeddings = .list(vectors.map { Document(vector: $0) })
        }
        // The English model lower-cases what it reads, and says so.
        let isEnglish = model.id.contains("english")
        return .object(
            Document.Object([
                .init("id", .string(ids.uuid())),
                .init("texts", .list(texts.map { .string(isEnglish ? $0.lowercased() : $0) })),
                .init("embeddings", embeddings),
                .init("response_type", isByType ? "embeddings_by_type" : "embeddings_floats"),
            ]))
    }

    private static func encoded(_ vector: [Float], as type: String) -> Document {
        switch type {
        case "int8": .list(scaled(vector).map { .number(Number($0)) })
        case "uint8": .list(scaled(vector).map { .number(Number($0 + 128)) })
        case "ubinary": .list(packed(vector).map { .number(Number($0)) })
        case "binary": .list(packed(vector).map { .number(Number(Int($0) - 128)) })
        default: Document(vector: vector)
        }
    }

    /// The largest number becomes 127.
    private static func scaled(_ vector: [Float]) -> [Int] {
        let largest = vector.reduce(Float.leastNormalMagnitude) { max($0, abs($1)) }
        return vector.map { Int(($0 / largest * 127).rounded()) }
    }

    /// Eight signs a byte, the first in the highest bit.
    private static func packed(_ vector: [Float]) -> [UInt8] {
        stride(from: 0, to: vector.count, by: 8).map { start in
            (0..<8).reduce(UInt8(0)) { byte, bit in
                let isPositive = start + bit < vector.count && vector[start + bit] > 0
                return byte << 1 | (isPositive ? 1 : 0)
            }
        }
    }
}
