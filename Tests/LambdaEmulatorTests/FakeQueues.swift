import AWSCore
import AWSSQS
import World

/// Queues for one test: messages that are received are invisible until they are deleted or ``returnAll()`` is called.
final class FakeQueues: OperationInvoker, Sendable {
    typealias Service = SQS

    private struct State {
        var visible: [String: [SQS.Message]] = [:]
        var received: [String: [SQS.Message]] = [:]
        var sent = 0
    }

    private let state = Lock(State())

    var client: any SQSClient { SQSProxy(self) }

    func send(_ body: String, to queue: String = "q") {
        state.withLock { state in Self.append(body, [:], to: queue, &state) }
    }

    /// Bodies of what waits in a queue.
    func bodies(_ queue: String = "q") -> [String] {
        state.withLock { ($0.visible[queue] ?? []).compactMap(\.body) }
    }

    func attributes(_ queue: String) -> [[String: String]] {
        state.withLock { state in
            (state.visible[queue] ?? []).map { ($0.messageAttributes ?? [:]).compactMapValues(\.stringValue) }
        }
    }

    /// Lets the visibility time-out of all messages pass.
    func returnAll() {
        state.withLock { state in
            for (queue, messages) in state.received { state.visible[queue, default: []] += messages }
            state.received = [:]
        }
    }

    func invoke<Input: Structure, Output: Structure>(
        _ operation: Operation<SQS, Input, Output>, _ input: Input
    ) async throws(SQSError) -> Output {
        switch input {
        case let input as SQS.GetQueueUrlRequest:
            guard !input.queueName.hasPrefix("missing") else {
                throw SQSError(.queueDoesNotExist, "The specified queue does not exist.")
            }
            return answer(SQS.GetQueueUrlResult(queueUrl: input.queueName))
        case let input as SQS.SendMessageRequest:
            state.withLock {
                Self.append(input.messageBody, input.messageAttributes ?? [:], to: input.queueUrl, &$0)
            }
            return answer(SQS.SendMessageResult())
        case let input as SQS.ReceiveMessageRequest: return answer(receive(input))
        case let input as SQS.DeleteMessageBatchRequest: return answer(delete(input))
        default: throw SQSError(ErrorCode("NotImplemented"), operation.schema.name)
        }
    }

    private func answer<Output>(_ value: some Structure) -> Output {
        guard let output = value as? Output else { preconditionFailure("not what the operation answers") }
        return output
    }

    private static func append(
        _ body: String, _ attributes: [String: SQS.MessageAttributeValue], to queue: String, _ state: inout State
    ) {
        state.sent += 1
        let identifier = "message-\(state.sent)"
        state.visible[queue, default: []].append(
            SQS.Message(
                messageId: identifier, receiptHandle: "receipt-\(identifier)", body: body, messageAttributes: attributes
            )
        )
    }

    private func receive(_ input: SQS.ReceiveMessageRequest) -> SQS.ReceiveMessageResult {
        state.withLock { state in
            let count = input.maxNumberOfMessages ?? 1
            let messages = Array((state.visible[input.queueUrl] ?? []).prefix(count))
            state.visible[input.queueUrl]?.removeFirst(messages.count)
            state.received[input.queueUrl, default: []] += messages
            return SQS.ReceiveMessageResult(messages: messages)
        }
    }

    private func delete(_ input: SQS.DeleteMessageBatchRequest) -> SQS.DeleteMessageBatchResult {
        state.withLock { state in
            let handles = Set(input.entries.map(\.receiptHandle))
            state.received[input.queueUrl]?.removeAll { handles.contains($0.receiptHandle ?? "") }
            return SQS.DeleteMessageBatchResult(successful: input.entries.map { .init(id: $0.id) }, failed: [])
        }
    }
}
