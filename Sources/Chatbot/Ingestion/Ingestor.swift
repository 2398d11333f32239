import AWSCore
import AWSDynamoDB
import AWSS3
import Functions

/// Brings one document into the knowledge base, up to date, or out of it.
///
/// 1. The catalog gives the document to this invocation as a new generation; a later event's claim ends it.
/// 2. The object is read, cut into chunks, and every chunk embedded, before anything is written.
/// 3. The new generation is indexed; searches show one generation of each chunk, the latest.
/// 4. Once searches show the new generation, the earlier ones are deleted: at no time does the document show nothing.
/// 5. The catalog notes the outcome, and cached answers lose their validity.
struct Ingestor: Sendable {
    let configuration: ChatbotConfiguration
    let reader: any DocumentReader
    let objects: ObjectStore
    let catalog: DocumentCatalog
    let index: KnowledgeIndex
    let embedder: Embedder
    let version: KnowledgeVersion
    let retrier: Retrier

    init(_ configuration: ChatbotConfiguration, _ clients: ChatbotClients, _ context: FunctionContext) {
        let retrier = Retrier(context: context, limits: configuration.limits)
        self.configuration = configuration
        self.retrier = retrier
        reader = clients.documents
        objects = ObjectStore(client: clients.s3, retrier: retrier)
        catalog = DocumentCatalog(client: clients.dynamoDB, table: configuration.names.documents, retrier: retrier)
        index = KnowledgeIndex(client: clients.openSearch, index: configuration.index, retrier: retrier)
        embedder = Embedder(configuration, clients.bedrock, retrier)
        version = KnowledgeVersion(client: clients.dynamoDB, table: configuration.names.cache, retrier: retrier)
    }

    enum Outcome: Hashable {
        case indexed(chunks: Int)
        case deleted
        /// This event, or a later one, was dealt with before.
        case unchanged
        case superseded
    }

    /// - Throws: ``DocumentRefusal`` for a document that cannot be indexed, remembered so that a retry fails at once;
    ///   otherwise whatever a service failed with, after its retries.
    func index(_ event: ObjectEvent) async throws -> Outcome {
        if let status = try await catalog.status(of: event.documentID) {
            if status.state == .indexed, let tag = event.tag, status.tag == tag { return .unchanged }
            if let refusal = status.refusal, let sequencer = event.sequencer, status.sequencer == sequencer {
                throw DocumentRefusal(refusal, status.reason ?? "")
            }
        }
        guard let generation = try await catalog.claim(event) else { return .superseded }
        do {
            guard let object = try await objects.get(event, bytesMax: configuration.limits.documentBytesMax) else {
                return try await delete(event.documentID, generation)
            }
            return try await index(object, event, generation)
        } catch {
            await recordFailure(error, of: event.documentID, generation)
            throw error
        }
    }

    private func index(_ object: StoredObject, _ event: ObjectEvent, _ generation: Int) async throws -> Outcome {
        let chunks = try await chunks(of: object, key: event.key)
        guard try await catalog.record(.processing, of: event.documentID, generation: generation, chunks: chunks.count)
        else { return .superseded }
        let records = chunks.enumerated().map { ordinal, chunk in
            ChunkRecord(
                text: chunk.text, source: event.key, timestamp: object.lastModified.secondText,
                documentID: event.documentID, chunkID: ChunkRecord.chunkID(event.documentID, ordinal + 1),
                generation: generation, provenance: chunk.provenance)
        }
        let vectors = try await embedder.embed(records.map(Self.embeddedText), for: .document)
        let isVisible = try await add(records, vectors, of: event.documentID, generation)
        if isVisible { try await index.remove(event.documentID, before: generation) }
        try await version.advance()
        let isRecorded = try await catalog.record(
            .indexed, of: event.documentID, generation: generation, chunks: records.count, needsCleanup: !isVisible)
        if isRecorded { return .indexed(chunks: records.count) }
        try await index.remove(event.documentID, generation: generation)
        return .superseded
    }

    /// What was added of a generation that did not become whole is taken back; a whole one stays, whatever fails.
    private func add(
        _ records: [ChunkRecord], _ vectors: [[Float]], of documentID: String, _ generation: Int
    ) async throws -> Bool {
        do {
            try await index.add(records, embeddings: vectors)
            // Nothing to delete, nothing to wait for.
            guard generation > 1 else { return true }
            return try await index.waitUntilVisible(documentID, generation: generation, count: records.count)
        } catch {
            await logged("taken back") { try await index.remove(documentID, generation: generation) }
            throw error
        }
    }

    private func chunks(of object: StoredObject, key: String) async throws -> [ReadChunk] {
        let chunks = try await reader.read(object.bytes, name: ChunkRecord.fileName(key))
        guard !chunks.isEmpty else { throw DocumentRefusal(.withoutText, "The document holds no text.") }
        let max = configuration.limits.documentChunksMax
        guard chunks.count <= max else {
            throw DocumentRefusal(.tooLarge, "The document has \(chunks.count) parts; at most \(max) can be indexed.")
        }
        return chunks
    }

    /// A chunk is found by what its document and section are about, too.
    private static func embeddedText(_ record: ChunkRecord) -> String {
        "\(record.displayTitle)\n\n\(record.text)"
    }

    /// The object is gone: so are its chunks.
    func delete(_ event: ObjectEvent) async throws -> Outcome {
        if try await objects.exists(event) { return .unchanged }
        guard let generation = try await catalog.claim(event) else { return .superseded }
        return try await delete(event.documentID, generation)
    }

    private func delete(_ documentID: String, _ generation: Int) async throws -> Outcome {
        try await index.remove(documentID, before: generation)
        try await version.advance()
        let isRecorded = try await catalog.record(.deleted, of: documentID, generation: generation)
        return isRecorded ? .deleted : .superseded
    }

    /// Deletes what searches were too late to show: of earlier generations, or of one that was refused halfway.
    func cleanUp(_ status: DocumentStatus) async throws {
        if status.state == .failed {
            try await index.remove(status.documentID, generation: status.generation)
        } else {
            try await index.remove(status.documentID, before: status.generation)
        }
        _ = try await catalog.record(
            status.state, of: status.documentID, generation: status.generation, chunks: status.chunks,
            reason: status.reason, refusal: status.refusal, needsCleanup: false)
    }

    /// When not even this succeeds, the daily batch finds the document unfinished.
    private func recordFailure(_ error: any Error, of documentID: String, _ generation: Int) async {
        // Cancelled before its time is up, the function ends with its process, and the event comes again in another.
        guard !Task.isCancelled || retrier.context.remaining == .zero else { return }
        // An archived document can be read one day without having changed.
        let refusal = DocumentFailure.refusal(for: error).flatMap { $0.kind == .archived ? nil : $0 }
        await logged("recorded") {
            _ = try await catalog.record(
                .failed, of: documentID, generation: generation, reason: DocumentFailure(error).message,
                refusal: refusal?.kind)
        }
    }

    /// Another failure on top of the one that is about to be thrown.
    private func logged(_ done: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            retrier.context.log("ERROR a failure could not be \(done): \(error)")
        }
    }
}
