import AWSCore
import AWSDynamoDB

/// What became of a document of the knowledge base.
struct DocumentStatus: Hashable, Sendable {
    var documentID: String
    var key: String
    var state: State
    /// How often the document was begun.
    var generation: Int
    var sequencer: String?
    var tag: String?
    var bytes: Int?
    /// Once it is indexed.
    var chunks: Int?
    /// Why it failed.
    var reason: String?
    /// What kind of failure that trying again would not mend; nil for one that it may.
    var refusal: DocumentRefusal.Kind?
    /// Chunks of earlier generations may still be found.
    var needsCleanup: Bool
    var updatedAt: Timestamp

    enum State: String {
        case received, processing, indexed, failed, deleted
    }

    /// Nothing more is going to be done for it by itself.
    var isFinished: Bool { state == .indexed || state == .deleted || state == .failed && refusal != nil }

    init?(_ item: [String: DynamoDB.AttributeValue]) {
        guard let id = item["doc_id"]?.string, let key = item["source"]?.string,
            let state = item["state"]?.string.flatMap(State.init)
        else { return nil }
        documentID = id
        self.key = key
        self.state = state
        generation = item["generation"]?.integer ?? 0
        sequencer = item["sequencer"]?.string
        tag = item["etag"]?.string
        bytes = item["bytes"]?.integer
        chunks = item["chunks"]?.integer
        reason = item["reason"]?.string
        refusal = item["refusal"]?.string.flatMap(DocumentRefusal.Kind.init)
        needsCleanup = item["needs_cleanup"]?.flag ?? false
        updatedAt = Timestamp(milliseconds: Int64(item["updated_at"]?.integer ?? 0))
    }

    /// As `GET /documents` lists it.
    var document: Document {
        var object = Document.Object([
            .init("doc_id", .string(documentID)), .init("source", .string(key)),
            .init("state", .string(state.rawValue)),
        ])
        object["etag"] = tag.map { .string($0) }
        object["chunks"] = chunks.map { .number(Number($0)) }
        object["bytes"] = bytes.map { .number(Number($0)) }
        object["reason"] = reason.map { .string($0) }
        object["kind"] = refusal.map { .string($0.rawValue) }
        object["updated_at"] = .string(updatedAt.secondText)
        return .object(object)
    }
}
