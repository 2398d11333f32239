import AWSCore
import AWSSQS

/// What every batch must be, whatever is in it.
enum BatchRules {
    /// - Parameter entryType: as the words of EmptyBatchRequest name it: `SendMessageBatchRequestEntry`.
    static func check(ids: [String], entryType: String) throws(SQSError) {
        guard !ids.isEmpty else {
            throw SQSError(.emptyBatchRequest, "There should be at least one \(entryType) in the request.")
        }
        guard ids.count <= SQSLimits.batchEntriesMax else {
            throw SQSError(
                .tooManyEntriesInBatchRequest,
                "Maximum number of entries per request are \(SQSLimits.batchEntriesMax). You have sent \(ids.count).")
        }
        var seen: Set<String> = []
        for id in ids {
            guard isValid(id) else {
                throw SQSError(
                    .invalidBatchEntryId,
                    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                        + "It can be at most 80 letters long.")
            }
            guard seen.insert(id).inserted else {
                throw SQSError(.batchEntryIdsNotDistinct, "Id \(id) repeated.")
            }
        }
    }

    private static func isValid(_ id: String) -> Bool {
        (1...SQSLimits.batchIDLengthMax).contains(id.utf8.count)
            && id.utf8.allSatisfy { $0.isNameByte }
    }

    static func checkSize(_ bytes: Int) throws(SQSError) {
        guard bytes <= SQSLimits.batchBytesMax else {
            throw SQSError(
                .batchRequestTooLong,
                "Batch requests cannot be longer than \(SQSLimits.batchBytesMax) bytes. You have sent \(bytes) bytes.")
        }
    }
}

extension SQS.BatchResultErrorEntry {
    init(_ id: String, _ error: SQSError) {
        self.init(id: id, senderFault: error.isClientFault, code: error.code.rawValue, message: error.message)
    }
}
