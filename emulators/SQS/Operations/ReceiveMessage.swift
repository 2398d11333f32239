import AWSCore
import AWSSQS
import World

/// ReceiveMessage: takes messages that can be received, or waits for some.
///
/// 1. Look: take what is there, up to the number asked for.
/// 2. Nothing there, and time to wait: sleep on the world's clock until a message is sent, one comes back from a delay
///    or a visibility time-out, the time is up, or the caller is gone.
/// 3. Look again.
enum ReceiveMessage {
    static func run(
        _ input: SQS.ReceiveMessageRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.ReceiveMessageResult {
        let request = try Request(input)
        let clock = view.state.world.clock
        let start = view.call.now
        while true {
            let look = try await view.state.look(view.call.at(clock.now), request)
            let end = start + .seconds(request.wait ?? look.defaultWait)
            guard look.messages.isEmpty, clock.now < end, !Task.isCancelled else {
                view.state.signals.leave(look.ticket)
                return answer(look.messages, request, view)
            }
            let goesOn = await view.state.world.wait(for: look.ticket.signal, until: min(end, look.next ?? end))
            view.state.signals.leave(look.ticket)
            if !goesOn { return answer([], request, view) }
        }
    }

    private static func answer(
        _ messages: [ReceivedMessage], _ request: Request, _ view: SQSEmulator
    ) -> SQS.ReceiveMessageResult {
        view.use(bytes: messages.reduce(0) { $0 + $1.message.body.utf8.count }, on: request.url)
        if messages.isEmpty { return SQS.ReceiveMessageResult() }
        return SQS.ReceiveMessageResult(
            messages: messages.map { $0.shown(system: request.systemNames, names: request.attributeNames) })
    }

    struct Request: Sendable {
        let url: String
        let limit: Int
        let visibility: Int?
        let wait: Int?
        let systemNames: Set<String>
        let attributeNames: [String]

        init(_ input: SQS.ReceiveMessageRequest) throws(SQSError) {
            url = input.queueUrl
            limit = input.maxNumberOfMessages ?? 1
            visibility = input.visibilityTimeout
            wait = input.waitTimeSeconds
            systemNames = Set(
                (input.attributeNames?.map(\.rawValue) ?? [])
                    + (input.messageSystemAttributeNames?.map(\.rawValue) ?? []))
            attributeNames = input.messageAttributeNames ?? []
            guard (1...SQSLimits.receivedMax).contains(limit) else {
                throw .invalidParameter("MaxNumberOfMessages", "\(limit)", "Must be between 1 and 10, if provided.")
            }
            if let wait { try MessageRules.checkRange("WaitTimeSeconds", wait, 0...SQSLimits.waitSecondsMax) }
            if let visibility {
                try MessageRules.checkRange("VisibilityTimeout", visibility, 0...SQSLimits.visibilitySecondsMax)
            }
            if input.receiveRequestAttemptId != nil {
                throw .notEmulated("ReceiveMessage", parameter: "ReceiveRequestAttemptId")
            }
        }
    }

    /// What one look into the queue found.
    struct Look: Sendable {
        let messages: [ReceivedMessage]
        /// Given when something changes in the queue after the look.
        let ticket: QueueSignals.Ticket
        /// When something that is there can be received.
        let next: Timestamp?
        let defaultWait: Int
    }
}

extension SQSState {
    fileprivate func look(
        _ call: Call, _ request: ReceiveMessage.Request
    ) async throws(SQSError) -> ReceiveMessage.Look {
        let id = try await read(call) { session in try session.queue(at: request.url).id }
        let ticket = signals.join(id)
        do throws(SQSError) {
            return try await write(call) { session in
                let queue = try session.queue(at: request.url)
                let messages = try session.receive(request, from: queue)
                return ReceiveMessage.Look(
                    messages: messages, ticket: ticket,
                    next: messages.isEmpty ? try session.nextAvailability(in: queue.id) : nil,
                    defaultWait: queue.integer(Attribute.wait))
            }
        } catch {
            signals.leave(ticket)
            throw error
        }
    }
}

extension Session {
    fileprivate func receive(_ request: ReceiveMessage.Request, from queue: Queue) throws -> [ReceivedMessage] {
        let free = state.settings.inFlightMax - (try inFlight(in: queue))
        guard free > 0 else {
            // FIFO queues, and calls that may wait, just find nothing (Developer Guide, "Amazon SQS quotas").
            let wait = request.wait ?? queue.integer(Attribute.wait)
            if queue.isFIFO || wait > 0 { return [] }
            throw SQSError(
                .overLimit,
                "Too many messages are in flight: the limit of a queue is \(state.settings.inFlightMax) messages.")
        }
        let visibility = Duration.seconds(request.visibility ?? queue.integer(Attribute.visibility))
        return try receive(min(request.limit, free), from: queue, visibility: visibility)
    }
}
