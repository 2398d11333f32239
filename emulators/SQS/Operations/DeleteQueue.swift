import AWSCore
import AWSSQS
import World

/// DeleteQueue: the queue and all its messages; its name is free again after a minute.
enum DeleteQueue {
    static func run(_ input: SQS.DeleteQueueRequest, _ view: SQSEmulator) async throws(SQSError)
        -> SQS.DeleteQueueOutput
    {
        try await view.state.write(view.call) { session in try session.delete(session.queue(at: input.queueUrl)) }
        return SQS.DeleteQueueOutput()
    }
}

/// PurgeQueue: all messages of a queue, at most once a minute.
enum PurgeQueue {
    static func run(_ input: SQS.PurgeQueueRequest, _ view: SQSEmulator) async throws(SQSError) -> SQS.PurgeQueueOutput
    {
        try await view.state.write(view.call) { session in
            let queue = try session.queue(at: input.queueUrl)
            try session.notePurge(of: queue)
            try session.deleteMessages(of: queue)
        }
        return SQS.PurgeQueueOutput()
    }
}

extension Session {
    fileprivate func notePurge(of queue: Queue) throws {
        let last = try integer("SELECT purged FROM sqs_queues WHERE id = ?", [.integer(queue.id)])
        if let last, now.milliseconds < last + Int64(SQSLimits.purgeIntervalSeconds) * 1000 {
            throw SQSError(
                .purgeQueueInProgress,
                "Only one PurgeQueue operation on \(queue.name) is allowed every 60 seconds.")
        }
        try run("UPDATE sqs_queues SET purged = ? WHERE id = ?", [.time(now), .integer(queue.id)])
    }
}
