import AWSCore
import Functions

/// What the daily schedule does: compares the bucket with the catalog and mends what differs.
struct DailyBatch: Sendable {
    let ingestor: Ingestor
    let bucket: String

    /// An invocation that took longer has ended without a word.
    static let processingSecondsMax: Int64 = 900

    struct Summary: Hashable {
        var checked = 0
        var indexed = 0
        var removed = 0
        var failed = 0
        /// Cut off by the deadline, for the next day.
        var left = 0
    }

    func run() async throws -> Summary {
        var summary = Summary()
        let statuses = try await ingestor.catalog.all()
        let known = Dictionary(statuses.map { ($0.documentID, $0) }, uniquingKeysWith: { first, _ in first })
        let objects = try await ingestor.objects.documents(in: bucket)
        let present = Set(objects.map(\.documentID))
        for object in objects {
            summary.checked += 1
            guard needsIndexing(object, known[object.documentID]) else { continue }
            await attempt(&summary, object.key) { summary in
                if case .indexed = try await ingestor.index(object) { summary.indexed += 1 }
            }
        }
        for status in statuses {
            let isGone = !present.contains(status.documentID) && status.state != .deleted
            guard isGone || status.needsCleanup && status.isFinished else { continue }
            await attempt(&summary, status.key) { summary in
                if isGone {
                    _ = try await ingestor.delete(ObjectEvent(bucket: bucket, key: status.key))
                    summary.removed += 1
                } else {
                    try await ingestor.cleanUp(status)
                }
            }
        }
        return summary
    }

    /// What a person must mend first is left alone until the object changes.
    private func needsIndexing(_ object: ObjectEvent, _ status: DocumentStatus?) -> Bool {
        guard let status else { return true }
        let isChanged = status.tag != object.tag
        switch status.state {
        case .indexed: return isChanged
        case .failed: return isChanged || status.refusal == nil
        case .deleted: return true
        case .received, .processing:
            return ingestor.retrier.context.now.seconds - status.updatedAt.seconds > Self.processingSecondsMax
        }
    }

    /// One document that fails keeps no other from its turn.
    private func attempt(
        _ summary: inout Summary, _ key: String, _ work: (inout Summary) async throws -> Void
    ) async {
        let context = ingestor.retrier.context
        guard context.remaining > .seconds(60) else {
            summary.left += 1
            return
        }
        do {
            try await work(&summary)
        } catch {
            summary.failed += 1
            context.log("ERROR \(key): \(DocumentFailure(error).message)")
        }
    }
}

extension DailyBatch.Summary {
    var document: Document {
        [
            "status": "checked", "checked": .number(Number(checked)), "indexed": .number(Number(indexed)),
            "removed": .number(Number(removed)), "failed": .number(Number(failed)), "left": .number(Number(left)),
        ]
    }
}
