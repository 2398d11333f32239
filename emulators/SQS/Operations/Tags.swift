import AWSCore
import AWSSQS

/// TagQueue: sets tags of a queue, replacing those of the same key.
enum TagQueue {
    static func run(_ input: SQS.TagQueueRequest, _ view: SQSEmulator) async throws(SQSError) -> SQS.TagQueueOutput {
        guard !input.tags.isEmpty else { throw .missingParameter("Tags") }
        try QueueRules.checkTags(input.tags)
        try await view.state.write(view.call) { session in
            let queue = try session.queue(at: input.queueUrl)
            try session.putTags(input.tags, on: queue)
            try QueueRules.checkTags(session.tags(of: queue))
        }
        return SQS.TagQueueOutput()
    }
}

/// UntagQueue: takes tags away; keys that the queue does not have are passed over.
enum UntagQueue {
    static func run(_ input: SQS.UntagQueueRequest, _ view: SQSEmulator) async throws(SQSError) -> SQS.UntagQueueOutput
    {
        guard !input.tagKeys.isEmpty else { throw .missingParameter("TagKeys") }
        try await view.state.write(view.call) { session in
            try session.deleteTags(input.tagKeys, of: session.queue(at: input.queueUrl))
        }
        return SQS.UntagQueueOutput()
    }
}

/// ListQueueTags: all tags of a queue.
enum ListQueueTags {
    static func run(
        _ input: SQS.ListQueueTagsRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.ListQueueTagsResult {
        let tags = try await view.state.read(view.call) { session in
            try session.tags(of: session.queue(at: input.queueUrl))
        }
        return SQS.ListQueueTagsResult(tags: tags.isEmpty ? nil : tags)
    }
}
