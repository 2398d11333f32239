import AWSCore
import AWSLambda
import AWSSQS
import World

/// One look into a queue: what is there goes to the function, batch by batch, and what it has handled is deleted.
///
/// Source: Developer Guide, "Using Lambda with Amazon SQS". Messages that were not handled stay invisible until their
/// time-out and come again.
extension LambdaState {
    /// - Returns: whether there were messages; nil when the mapping is not there any more, or not enabled.
    func poll(_ mapping: PolledMapping) async -> Bool? {
        let call = Call(account: mapping.account, region: mapping.region, now: world.clock.now)
        let loaded = try? await read(call) { session in
            try session.structure(Lambda.EventSourceMappingConfiguration.self, .mapping, "", mapping.uuid)
        }
        guard let config = loaded ?? nil, config.state == EventSourceState.enabled else { return nil }
        guard let reference = try? FunctionReference(config.functionArn ?? "", in: call),
            let function = try? await invocable(reference, at: call.now),
            let queue = await PolledQueue(config, function, self)
        else { return false }
        var hasFound = false
        while let batch = await queue.gather(world.clock) {
            hasFound = true
            guard await handle(batch, from: queue, function) else { break }
        }
        return hasFound
    }

    /// - Returns: false when the function could not be run, so that it is better to wait.
    private func handle(
        _ batch: [SQS.Message], from queue: PolledQueue, _ function: InvocableFunction
    ) async -> Bool {
        let event = QueueEvent.document(batch, queue: queue.arn)
        let invocation = Invocation(
            function: function, requestID: identifiers.uuid(), event: event, eventBytes: event.json().count)
        guard let result = try? await perform(invocation) else { return false }
        guard !result.ending.isError else { return true }
        let failed = queue.reportsFailures ? BatchFailures.of(batch, in: result.payload) : []
        await queue.delete(batch.filter { !failed.contains($0.messageId ?? "") })
        return true
    }
}

/// A queue as the function's role sees it.
struct PolledQueue: Sendable {
    let arn: ARN
    let url: String
    let batchSize: Int
    let window: Duration
    let reportsFailures: Bool
    private let client: any SQSClient

    /// SQS gives so many at a time (API reference, ReceiveMessage).
    private static let receiveMax = 10
    /// Of bodies together: an event must fit into an invocation.
    private static let batchBytesMax = LambdaLimits.synchronousBytesMax / 2

    init?(_ config: Lambda.EventSourceMappingConfiguration, _ function: InvocableFunction, _ state: LambdaState) async {
        guard let arn = try? ARN(config.eventSourceArn ?? "") else { return nil }
        let role = function.targets[0].record.configuration.role ?? ""
        let caller = Caller(
            principal: .assumedRole(
                role.split(separator: "/").last.map(String.init) ?? role, session: function.reference.name,
                account: function.reference.account),
            account: function.reference.account, region: function.reference.region)
        client = state.clients.queues(caller)
        self.arn = arn
        url = arn.queueURL
        batchSize = config.batchSize ?? LambdaLimits.queueBatchSizeDefault
        window = .seconds(config.maximumBatchingWindowInSeconds ?? 0)
        reportsFailures = config.functionResponseTypes?.contains(.reportBatchItemFailures) ?? false
    }

    /// As many messages as a batch may have; with a window, waits for more. nil when there are none.
    func gather(_ clock: any WorldClock) async -> [SQS.Message]? {
        var batch: [SQS.Message] = []
        var bytes = 0
        var end: Timestamp?
        while batch.count < batchSize, bytes < Self.batchBytesMax {
            let wanted = min(Self.receiveMax, batchSize - batch.count)
            let messages = await receive(wanted)
            batch += messages
            bytes += messages.reduce(0) { $0 + ($1.body?.utf8.count ?? 0) }
            if batch.isEmpty { return nil }
            if !messages.isEmpty, window == .zero, messages.count == wanted { continue }
            let limit = end ?? clock.now + window
            end = limit
            guard limit > clock.now else { break }
            try? await clock.sleep(for: min(.seconds(1), limit - clock.now))
            if Task.isCancelled { break }
        }
        return batch
    }

    private func receive(_ count: Int) async -> [SQS.Message] {
        let input = SQS.ReceiveMessageRequest(
            queueUrl: url, attributeNames: [.all], messageAttributeNames: ["All"], maxNumberOfMessages: count)
        return (try? await client.receiveMessage(input).messages) ?? []
    }

    func delete(_ messages: [SQS.Message]) async {
        for start in stride(from: 0, to: messages.count, by: Self.receiveMax) {
            let some = messages[start..<min(start + Self.receiveMax, messages.count)]
            let entries = some.enumerated().map { index, message in
                SQS.DeleteMessageBatchRequestEntry(id: String(index), receiptHandle: message.receiptHandle ?? "")
            }
            _ = try? await client.deleteMessageBatch(SQS.DeleteMessageBatchRequest(queueUrl: url, entries: entries))
        }
    }
}

/// Messages in the shape in which functions get them (Developer Guide, "Example SQS event").
enum QueueEvent {
    static func document(_ messages: [SQS.Message], queue: ARN) -> Document {
        ["Records": .list(messages.map { record($0, queue) })]
    }

    private static func record(_ message: SQS.Message, _ queue: ARN) -> Document {
        var record: Document.Object = .init([
            .init("messageId", .string(message.messageId ?? "")),
            .init("receiptHandle", .string(message.receiptHandle ?? "")),
            .init("body", .string(message.body ?? "")), .init("attributes", (message.attributes ?? [:]).document),
            .init("messageAttributes", attributes(message.messageAttributes ?? [:])),
        ])
        record["md5OfMessageAttributes"] = message.md5OfMessageAttributes.map { .string($0) }
        record["md5OfBody"] = .string(message.md5OfBody ?? "")
        record["eventSource"] = "aws:sqs"
        record["eventSourceARN"] = .string(queue.description)
        record["awsRegion"] = .string(queue.region)
        return .object(record)
    }

    private static func attributes(_ attributes: [String: SQS.MessageAttributeValue]) -> Document {
        let entries = attributes.sorted { $0.key < $1.key }.map { name, value in
            var attribute: Document.Object = .init()
            attribute["stringValue"] = value.stringValue.map { .string($0) }
            attribute["binaryValue"] = value.binaryValue.map { .string($0.base64) }
            attribute["stringListValues"] = .list((value.stringListValues ?? []).map { .string($0) })
            attribute["binaryListValues"] = .list((value.binaryListValues ?? []).map { .string($0.base64) })
            attribute["dataType"] = .string(value.dataType)
            return Document.Entry(name, .object(attribute))
        }
        return .object(.init(entries))
    }
}

/// What a function that reports partial failures has not handled.
enum BatchFailures {
    /// - Returns: ids of messages. Those of all, when the answer makes no sense (Developer Guide, "Success and failure
    ///   conditions"): an id that is empty or not of the batch, or no list under `batchItemFailures`.
    static func of(_ batch: [SQS.Message], in payload: [UInt8]) -> Set<String> {
        let all = Set(batch.compactMap(\.messageId))
        guard let answer = try? Document(json: payload) else { return all }
        guard let list = answer["batchItemFailures"], !list.isNull else { return [] }
        guard let failures = list.list else { return all }
        let ids = failures.map { $0["itemIdentifier"]?.string ?? "" }
        return ids.allSatisfy(all.contains) ? Set(ids) : all
    }
}
