import AWSCore
import BedrockEmulator
import Testing

@Suite struct EmbeddingTests {
    private static let titan = "amazon.titan-embed-text-v2:0"

    private func vector(_ body: Document, _ model: String = titan) async throws -> [Double] {
        (try await Cloud().invoke(model, body)["embedding"]?.list ?? []).compactMap(\.double)
    }

    @Test(arguments: [256, 512, 1024]) func hasTheAskedLengthAndNormOne(_ dimensions: Int) async throws {
        let vector = try await vector(["inputText": "Leave policy", "dimensions": .number(Number(dimensions))])
        #expect(vector.count == dimensions)
        #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }

    @Test func bringsRelatedTextsNear() {
        let embedder = TextEmbedder(dimensions: 1024)
        func similarity(_ left: String, _ right: String) -> Float {
            zip(embedder.embed(left), embedder.embed(right)).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let question = "How much does the cheapest plan cost each month?"
        let related = similarity(question, "Plans and pricing: the monthly price of the smallest plan is 10 dollars.")
        let unrelated = similarity(question, "Our office dog is called Rex and likes long walks on the beach.")
        #expect(related > unrelated + 0.1 && unrelated < 0.1, "\(related) and \(unrelated)")
        #expect(similarity(question, question) > 0.9999)
    }

    /// The bits of a vector are part of golden files, so they must not change from machine to machine.
    @Test func isTheSameEverywhere() {
        let vector = TextEmbedder(dimensions: 256).embed("Determinism matters.")
        let first = vector.enumerated().filter { $0.element != 0 }.prefix(3).map(\.offset)
        #expect(vector == TextEmbedder(dimensions: 256).embed("Determinism matters."))
        #expect(!first.isEmpty)
        #expect(TextEmbedder(dimensions: 8).embed("") == [1, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func givesBinaryVectors() async throws {
        let answer = try await Cloud().invoke(Self.titan, ["inputText": "a text", "embeddingTypes": ["binary"]])
        let bits = answer["embeddingsByType"]?["binary"]?.list ?? []
        #expect(bits.count == 1024 && bits.allSatisfy { $0 == 0 || $0 == 1 })
        #expect(answer["embedding"] == nil)
    }

    @Test func givesCoheresTypes() async throws {
        let types = ["float", "int8", "uint8", "binary", "ubinary"]
        let answer = try await Cloud().invoke(
            "cohere.embed-english-v3",
            [
                "texts": ["One", "Two"], "input_type": "search_document",
                "embedding_types": .list(types.map { .string($0) }),
            ])
        #expect(answer["response_type"] == "embeddings_by_type" && answer["texts"] == ["one", "two"])
        func counts(_ type: String) -> [Int] { (answer["embeddings"]?[type]?.list ?? []).compactMap { $0.list?.count } }
        #expect(types.map(counts) == [[1024, 1024], [1024, 1024], [1024, 1024], [128, 128], [128, 128]])
        let small = answer["embeddings"]?["int8"]?[0]?.list?.compactMap(\.int) ?? []
        #expect(small.allSatisfy { (-128...127).contains($0) })
    }

    @Test(
        arguments: [
            (
                titan, ["inputTxt": "a"],
                "#: required key [inputText] not found#: extraneous key [inputTxt] is not permitted"
            ),
            (titan, ["inputText": "a", "dimensions": 300], "#/dimensions: 300 is not a valid enum value"),
            (titan, ["inputText": 3], "#/inputText: expected type: String, found: Integer"),
            (titan, ["inputText": ""], "#/inputText: expected minLength: 1, actual: 0"),
            (
                "cohere.embed-english-v3", ["texts": ["a"], "input_type": "other"],
                "#/input_type: other is not a valid enum value"
            ),
            ("cohere.embed-english-v3", ["texts": ["a"]], "#: required key [input_type] not found"),
        ] as [(String, Document, String)])
    func refusesMalformedInput(_ model: String, _ body: Document, _ complaint: String) async {
        let error = await failure { try await Cloud().invoke(model, body) }
        #expect(error?.message == "Malformed input request: \(complaint), please reformat your input and try again.")
    }

    @Test func refusesTextsThatAreTooLong() async throws {
        func text(_ count: Int) -> Document { .string(String(repeating: "a", count: count)) }
        let long = await failure { try await Cloud().invoke(Self.titan, ["inputText": text(50_001)]) }
        #expect(
            long?.message
                == "Malformed input request: expected maxLength: 50000, actual: 50001, please reformat your input and try again."
        )
        let words = String(repeating: "word ", count: 9000)
        let tokens = await failure { try await Cloud().invoke(Self.titan, ["inputText": .string(words)]) }
        #expect(tokens?.message?.hasPrefix("400 Bad Request: Too many input tokens. Max input tokens: 8192,") == true)
        func cohere(_ count: Int) async throws -> Document {
            try await Cloud().invoke("cohere.embed-english-v3", ["texts": [text(count)], "input_type": "search_query"])
        }
        _ = try await cohere(2048)
        let texts = await failure { try await cohere(2049) }
        #expect(texts?.message?.contains("#/texts/0: expected maxLength: 2048, actual: 2049") == true)
        let many = Document.list([Document](repeating: "a", count: 97))
        let batch = await failure {
            try await Cloud().invoke("cohere.embed-english-v3", ["texts": many, "input_type": "search_query"])
        }
        #expect(batch?.message?.contains("#/texts: expected maximum item count: 96, found: 97") == true)
    }

    @Test func saysWhatIsNotEmulated() async {
        let error = await failure { try await Cloud().invoke("amazon.titan-embed-image-v1", ["inputImage": "aGk="]) }
        #expect(error?.code.rawValue == "NotImplemented" && error?.status == 501)
        #expect(error?.message?.contains("inputImage") == true)
    }
}
