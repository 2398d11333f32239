public import AWSCore
public import AWSSQS
public import World

/// SQS for one call: who calls is in the scope, what is there in the state.
public struct SQSEmulator: SQSClient {
    let state: SQSState
    let scope: CallScope

    public init(_ state: SQSState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var call: Call { Call(scope) }
}

// Queues.
extension SQSEmulator {
    public func createQueue(
        _ input: SQS.CreateQueueRequest
    ) async throws(SQSError) -> SQS.CreateQueueResult {
        try await CreateQueue.run(input, self)
    }

    public func deleteQueue(
        _ input: SQS.DeleteQueueRequest
    ) async throws(SQSError) -> SQS.DeleteQueueOutput {
        try await DeleteQueue.run(input, self)
    }

    public func purgeQueue(
        _ input: SQS.PurgeQueueRequest
    ) async throws(SQSError) -> SQS.PurgeQueueOutput {
        try await PurgeQueue.run(input, self)
    }

    public func getQueueUrl(
        _ input: SQS.GetQueueUrlRequest
    ) async throws(SQSError) -> SQS.GetQueueUrlResult {
        try await GetQueueURL.run(input, self)
    }

    public func listQueues(
        _ input: SQS.ListQueuesRequest
    ) async throws(SQSError) -> SQS.ListQueuesResult {
        try await ListQueues.run(input, self)
    }

    public func listDeadLetterSourceQueues(
        _ input: SQS.ListDeadLetterSourceQueuesRequest
    ) async throws(SQSError) -> SQS.ListDeadLetterSourceQueuesResult {
        try await ListDeadLetterSourceQueues.run(input, self)
    }

    public func setQueueAttributes(
        _ input: SQS.SetQueueAttributesRequest
    ) async throws(SQSError) -> SQS.SetQueueAttributesOutput {
        try await SetQueueAttributes.run(input, self)
    }

    public func getQueueAttributes(
        _ input: SQS.GetQueueAttributesRequest
    ) async throws(SQSError) -> SQS.GetQueueAttributesResult {
        try await GetQueueAttributes.run(input, self)
    }
}

// Messages.
extension SQSEmulator {
    public func sendMessage(
        _ input: SQS.SendMessageRequest
    ) async throws(SQSError) -> SQS.SendMessageResult {
        try await SendMessage.run(input, self)
    }

    public func sendMessageBatch(
        _ input: SQS.SendMessageBatchRequest
    ) async throws(SQSError) -> SQS.SendMessageBatchResult {
        try await SendMessageBatch.run(input, self)
    }

    public func receiveMessage(
        _ input: SQS.ReceiveMessageRequest
    ) async throws(SQSError) -> SQS.ReceiveMessageResult {
        try await ReceiveMessage.run(input, self)
    }

    public func deleteMessage(
        _ input: SQS.DeleteMessageRequest
    ) async throws(SQSError) -> SQS.DeleteMessageOutput {
        try await DeleteMessage.run(input, self)
    }

    public func deleteMessageBatch(
        _ input: SQS.DeleteMessageBatchRequest
    ) async throws(SQSError) -> SQS.DeleteMessageBatchResult {
        try await DeleteMessageBatch.run(input, self)
    }

    public func changeMessageVisibility(
        _ input: SQS.ChangeMessageVisibilityRequest
    ) async throws(SQSError) -> SQS.ChangeMessageVisibilityOutput {
        try await ChangeMessageVisibility.run(input, self)
    }

    public func changeMessageVisibilityBatch(
        _ input: SQS.ChangeMessageVisibilityBatchRequest
    ) async throws(SQSError) -> SQS.ChangeMessageVisibilityBatchResult {
        try await ChangeMessageVisibilityBatch.run(input, self)
    }
}

// Message move tasks.
extension SQSEmulator {
    public func startMessageMoveTask(
        _ input: SQS.StartMessageMoveTaskRequest
    ) async throws(SQSError) -> SQS.StartMessageMoveTaskResult {
        try await StartMove.run(input, self)
    }

    public func cancelMessageMoveTask(
        _ input: SQS.CancelMessageMoveTaskRequest
    ) async throws(SQSError) -> SQS.CancelMessageMoveTaskResult {
        try await CancelMove.run(input, self)
    }

    public func listMessageMoveTasks(
        _ input: SQS.ListMessageMoveTasksRequest
    ) async throws(SQSError) -> SQS.ListMessageMoveTasksResult {
        try await ListMoves.run(input, self)
    }
}

// Permissions and tags.
extension SQSEmulator {
    public func addPermission(
        _ input: SQS.AddPermissionRequest
    ) async throws(SQSError) -> SQS.AddPermissionOutput {
        try await AddPermission.run(input, self)
    }

    public func removePermission(
        _ input: SQS.RemovePermissionRequest
    ) async throws(SQSError) -> SQS.RemovePermissionOutput {
        try await RemovePermission.run(input, self)
    }

    public func tagQueue(
        _ input: SQS.TagQueueRequest
    ) async throws(SQSError) -> SQS.TagQueueOutput {
        try await TagQueue.run(input, self)
    }

    public func untagQueue(
        _ input: SQS.UntagQueueRequest
    ) async throws(SQSError) -> SQS.UntagQueueOutput {
        try await UntagQueue.run(input, self)
    }

    public func listQueueTags(
        _ input: SQS.ListQueueTagsRequest
    ) async throws(SQSError) -> SQS.ListQueueTagsResult {
        try await ListQueueTags.run(input, self)
    }
}
