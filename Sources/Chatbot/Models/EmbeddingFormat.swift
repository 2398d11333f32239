import AWSCore

/// How an embedding model reads texts and gives vectors, which differs by family.
enum EmbeddingFormat: Hashable, Sendable {
    /// Amazon Titan Text Embeddings V2: one text, a chosen length.
    case titanText2
    /// Amazon Titan Embeddings G1: one text, a fixed length.
    case titanText1
    /// Amazon Titan Multimodal Embeddings G1, here for texts alone.
    case titanMultimodal
    /// Cohere Embed v3: many texts, told what they are for.
    case cohere

    enum Purpose: String {
        case document = "search_document"
        case query = "search_query"
    }

    init(modelID: String) {
        self =
            if modelID.contains("cohere.embed") {
                .cohere
            } else if modelID.contains("titan-embed-image") {
                .titanMultimodal
            } else if modelID.contains("titan-embed-text-v1") || modelID.contains("titan-embed-g1") {
                .titanText1
            } else {
                .titanText2
            }
    }

    /// Lengths of the vectors that a model gives, as Amazon Bedrock's user guide lists them; nil of a model that is not
    /// known.
    static func lengths(of modelID: String) -> [Int]? {
        let known = [
            ("titan-embed-text-v2", [256, 512, 1024]), ("titan-embed-text-v1", [1536]),
            ("titan-embed-image-v1", [256, 384, 1024]), ("cohere.embed-english-v3", [1024]),
            ("cohere.embed-multilingual-v3", [1024]),
        ]
        return known.first { modelID.contains($0.0) }?.1
    }

    /// Texts of one request. Cohere: at most 96.
    var textsMax: Int { self == .cohere ? 96 : 1 }

    func body(_ texts: [String], dimensions: Int, purpose: Purpose) -> Document {
        switch self {
        case .titanText2:
            ["inputText": .string(texts[0]), "dimensions": .number(Number(dimensions)), "normalize": true]
        case .titanText1: ["inputText": .string(texts[0])]
        case .titanMultimodal:
            [
                "inputText": .string(texts[0]),
                "embeddingConfig": ["outputEmbeddingLength": .number(Number(dimensions))],
            ]
        case .cohere:
            [
                "texts": .list(texts.map { .string($0) }), "input_type": .string(purpose.rawValue), "truncate": "END",
            ]
        }
    }

    /// - Returns: nil when the response does not hold one vector of numbers for each text.
    func vectors(in response: Document, count: Int) -> [[Float]]? {
        let lists: [Document]? =
            switch self {
            case .cohere: (response["embeddings"]?["float"] ?? response["embeddings"])?.list
            default: response["embedding"].map { [$0] }
            }
        guard let lists, lists.count == count else { return nil }
        var vectors: [[Float]] = []
        for list in lists {
            guard let numbers = list.list else { return nil }
            let vector = numbers.compactMap { $0.double.map { Float($0) } }
            guard vector.count == numbers.count, vector.allSatisfy(\.isFinite) else { return nil }
            vectors.append(vector)
        }
        return vectors
    }
}
