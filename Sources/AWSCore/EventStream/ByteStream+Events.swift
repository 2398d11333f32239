// Bodies as streams of typed events, and back.

extension EventStreamCodec {
    /// The events in `body`, as they arrive.
    ///
    /// The stream throws `ServiceError<Service>` for an exception that came over it, and ``EventStreamError`` or
    /// ``WireError`` for bytes that are no events. Events that the model does not know are passed over.
    public func events<Event: Structure, Service: ServiceModel>(
        in body: ByteStream, as type: Event.Type = Event.self, of service: Service.Type
    ) -> EventStream<Event> {
        EventStream(ReceivedEvents<Event, Service>(body: body, codec: self))
    }

    /// The output with its event stream read from `body`.
    public func output<Output: EventStreamStructure, Service: ServiceModel>(
        _ output: Output, readingEventsFrom body: ByteStream, of service: Service.Type
    ) -> Output {
        var output = output
        output.eventStream = events(in: body, of: service)
        return output
    }

    /// The events of `stream` as a body.
    ///
    /// An error that ends the stream becomes its last message: an exception where the union has a member for it, else an
    /// error; what is no `ServiceError` of `service` becomes `InternalServerException`.
    public func body<Event: Structure, Service: ServiceModel>(
        of stream: EventStream<Event>, of service: Service.Type
    ) -> ByteStream {
        .stream(SentEvents<Event, Service>(stream: stream, codec: self), length: nil)
    }
}

/// Pulls bytes until they make an event.
private struct ReceivedEvents<Event: Structure, Service: ServiceModel>: AsyncSequence, Sendable {
    typealias Element = Event
    typealias Failure = any Error

    let body: ByteStream
    let codec: EventStreamCodec

    struct AsyncIterator: AsyncIteratorProtocol {
        var bytes: any AsyncIteratorProtocol<[UInt8], any Error>
        let codec: EventStreamCodec
        var decoder = EventStreamDecoder()
        var isDone = false

        mutating func next() async throws -> Event? {
            while !isDone {
                if let message = try decoder.next() {
                    if let event = try event(in: message) { return event }
                } else if let more = try await bytes.next(isolation: nil) {
                    decoder.feed(more)
                } else {
                    isDone = true
                    try decoder.finish()
                }
            }
            return nil
        }

        private mutating func event(in message: EventStreamMessage) throws -> Event? {
            switch try codec.receive(message, of: Event.schema) {
            case .event(let document): return try Event(document)
            case .initial, .unknown: return nil
            case .exception(let member, let members):
                isDone = true
                throw ServiceError<Service>(exception: members, member: member, of: Event.schema)
            case .error(let code, let message):
                isDone = true
                throw ServiceError<Service>(ErrorCode(code), message)
            }
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(bytes: body.chunks.makeAsyncIterator(), codec: codec)
    }
}

/// Pulls an event and writes it as bytes.
private struct SentEvents<Event: Structure, Service: ServiceModel>: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let stream: EventStream<Event>
    let codec: EventStreamCodec

    struct AsyncIterator: AsyncIteratorProtocol {
        var events: EventStream<Event>.AsyncIterator
        let codec: EventStreamCodec
        var isDone = false

        mutating func next() async throws -> [UInt8]? {
            guard !isDone else { return nil }
            do {
                guard let event = try await events.next() else {
                    isDone = true
                    return nil
                }
                return try codec.message(event: event.document, of: Event.schema).encoded()
            } catch {
                isDone = true
                return try codec.message(of: error, as: Service.self, in: Event.schema).encoded()
            }
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(events: stream.makeAsyncIterator(), codec: codec)
    }
}

extension EventStreamCodec {
    /// The last message of a stream that failed.
    func message<Service: ServiceModel>(
        of error: any Error, as service: Service.Type, in union: StructureSchema
    ) throws(WireError) -> EventStreamMessage {
        guard let error = error as? ServiceError<Service> else {
            return message(errorCode: "InternalServerException", message: "The stream ended unexpectedly.")
        }
        guard let member = union.exceptions.first(where: { $0.schema.error?.code == error.code.rawValue }) else {
            return message(errorCode: error.code.rawValue, message: error.message)
        }
        var members = error.details?.document.object ?? Document.Object()
        if let name = member.schema.messageMember, members[name] == nil, let text = error.message {
            members.entries.insert(.init(name, .string(text)), at: 0)
        }
        return try message(exception: .object(members), member: member.name, of: union)
    }
}

extension StructureSchema {
    /// The members of an event union that are exceptions, with the name each travels by.
    var exceptions: [(name: String, schema: StructureSchema)] {
        members.compactMap { member in
            guard case .structure(let schema) = member.shape, schema().error != nil else { return nil }
            return (member.name, schema())
        }
    }

    /// What the model calls an error's message.
    var messageMember: String? {
        members.first { $0.name.lowercased() == "message" }?.name
    }
}

extension ServiceError {
    /// The error that an exception in an event stream stands for.
    init(exception members: Document, member name: String, of union: StructureSchema) {
        let schema = union.exceptions.first { $0.name == name }?.schema
        let code = ErrorCode<Service>(schema?.error?.code ?? name)
        let message = schema?.messageMember.flatMap { members[$0]?.string }
        let type = Service.errors.first { $0.schema.name == schema?.name }
        self.init(code, message, status: schema?.error?.status, details: try? type?.init(members))
    }
}
