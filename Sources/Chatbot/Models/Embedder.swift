import AWSBedrockRuntime
import AWSCore

/// Texts to vectors of length 1, by the model of the embedding role.
struct Embedder: Sendable {
    let client: any BedrockRuntimeClient
    let modelID: String
    let dimensions: Int
    let retrier: Retrier

    init(_ configuration: ChatbotConfiguration, _ client: any BedrockRuntimeClient, _ retrier: Retrier) {
        self.client = client
        self.retrier = retrier
        modelID = configuration.models.embedding
        dimensions = configuration.embeddingDimensions
    }

    /// - Returns: in the order of `texts`.
    /// - Complexity: at most `embeddingConcurrency` requests are under way at a time.
    func embed(_ texts: [String], for purpose: EmbeddingFormat.Purpose) async throws -> [[Float]] {
        let size = EmbeddingFormat(modelID: modelID).textsMax
        let batches = stride(from: 0, to: texts.count, by: size).map { Array(texts[$0..<min($0 + size, texts.count)]) }
        var vectors = [[[Float]]](repeating: [], count: batches.count)
        try await withThrowingTaskGroup(of: (Int, [[Float]]).self) { group in
            var next = 0
            func start() {
                guard next < batches.count else { return }
                let (number, batch) = (next, batches[next])
                next += 1
                group.addTask(operation: { (number, try await request(batch, number: number, purpose)) })
            }
            for _ in 0..<retrier.limits.embeddingConcurrency { start() }
            while let (number, some) = try await group.next() {
                vectors[number] = some
                start()
            }
        }
        return vectors.flatMap { $0 }
    }

    private func request(
        _ texts: [String], number: Int, _ purpose: EmbeddingFormat.Purpose
    ) async throws -> [[Float]] {
        let format = EmbeddingFormat(modelID: modelID)
        let bounded = texts.map { String($0.prefix(retrier.limits.embeddedCharactersMax)) }
        let body = format.body(bounded, dimensions: dimensions, purpose: purpose)
        let request = BedrockRuntime.InvokeModelRequest(
            body: Blob(body.json()), contentType: "application/json", accept: "application/json", modelId: modelID)
        let response = try await retrier.run("bedrock:InvokeModel#\(number)") {
            try await client.invokeModel(request)
        }
        guard let document = try? Document(json: response.body.bytes),
            let vectors = format.vectors(in: document, count: texts.count),
            vectors.allSatisfy({ $0.count == dimensions })
        else {
            throw ChatbotError(.model, "The embedding model gave no vectors of \(dimensions) dimensions.")
        }
        return vectors.map(Self.normalized)
    }

    /// Of length 1, whichever model gave it; a vector of zeros stays one.
    private static func normalized(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
        guard length > 0, abs(length - 1) > 1e-5 else { return vector }
        return vector.map { $0 / length }
    }
}
