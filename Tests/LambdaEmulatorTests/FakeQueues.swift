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

    /// `https://sqs.us-east-1.amazonaws.com/000000000000/letters` is `letters`.
    private static func name(_ url: String) -> String { url.split(separator: "/").last.map(String.init) ?? url }

    func invoke<Input: Structure, Output: Structure>(
        _ operation: Operation<SQS, Input, Output>, _ input: Input
    ) async throws(SQSError) -> Output {
        switch input {
        case let input as SQS.SendMessageRequest:
            state.withLock {
                Self.append(input.messageBody, input.messageAttributes ?? [:], to: Self.name(input.queueUrl), &$0)
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
            let messages = Array((state.visible[Self.name(input.queueUrl)] ?? []).prefix(count))
            state.visible[Self.name(input.queueUrl)]?.removeFirst(messages.count)
            state.received[Self.name(input.queueUrl), default: []] += messages
            return SQS.ReceiveMessageResult(messages: messages)
        }
    }

    private func delete(_ input: SQS.DeleteMessageBatchRequest) -> SQS.DeleteMessageBatchResult {
        state.withLock { state in
            let handles = Set(input.entries.map(\.receiptHandle))
            state.received[Self.name(input.queueUrl)]?.removeAll { handles.contains($0.receiptHandle ?? "") }
            return SQS.DeleteMessageBatchResult(successful: input.entries.map { .init(id: $0.id) }, failed: [])
        }
    }
}
