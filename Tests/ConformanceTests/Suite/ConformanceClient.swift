import AWSCore

/// Whoever answers the cases: takes an operation's input as plain data and gives its output the same way.
protocol ConformanceClient: Sendable {
    func call(_ operation: String, _ input: Document) async throws -> Answer
}

enum Answer: Hashable, Sendable {
    /// Blobs and streamed bodies as blobs, event streams as lists of events, instants as seconds.
    case output(Document)
    case failure(code: String, message: String?)
}

/// Asks through any client of a service that the project has: the emulator behind its call chain, or the live one.
struct TypedClient<Service: ServiceModel>: ConformanceClient {
    let client: Service.Client

    func call(_ operation: String, _ input: Document) async throws -> Answer {
        guard let found = Service.operations.first(where: { $0.schema.name == operation }) else {
            throw SuiteError("\(Service.metadata.serviceID) has no operation \(operation)")
        }
        return try await call(found, input)
    }

    private func call<Found: ServiceOperation<Service>>(_ operation: Found, _ input: Document) async throws -> Answer {
        let typed: Found.Input
        do {
            typed = try operation.input(input)
        } catch WireError.missingMember, WireError.notOneMember {
            throw CannotAsk("the types of \(operation.schema.name) have no such value: \(input.jsonText())")
        }
        do {
            return .output(try await output(of: operation, typed))
        } catch let error as ServiceError<Service> {
            return .failure(code: error.code.rawValue, message: error.message)
        }
    }

    private func output<Found: ServiceOperation<Service>>(
        of operation: Found, _ input: Found.Input
    ) async throws -> Document {
        let output = try await operation.typed.perform(client, input)
        var document = output.document.plain
        if let streaming = output as? any StreamingStructure, let payload = operation.schema.output.payloadMember {
            document[member: payload.name] = .blob(
                Blob(try await streaming.payloadStream.collect(bytesMax: Self.bodyBytesMax)))
        }
        if let streaming = output as? any EventStreamStructure, let member = operation.schema.output.eventStreamMember {
            document[member: member.name] = .list(try await events(of: streaming))
        }
        return document
    }

    private func events<Output: EventStreamStructure>(of output: Output) async throws -> [Document] {
        var events: [Document] = []
        for try await event in output.eventStream { events.append(event.document.plain) }
        return events
    }

    private static var bodyBytesMax: Int { 64 << 20 }
}

extension ServiceOperation {
    /// The operation's input, from plain data: base64 where the model has bytes, seconds where it has instants.
    fileprivate func input(_ plain: Document) throws -> Input {
        let input = try Input(plain.typed(as: .structure { [schema] in schema.input }))
        guard schema.input.streamsPayload, let name = schema.input.payloadMember?.name, let body = plain[name]?.blob,
            var streaming = input as? any StreamingStructure
        else { return input }
        streaming.payloadStream = .bytes(body.bytes)
        return streaming as? Input ?? input
    }
}

extension Document {
    /// Plain data as values of a shape. What is not of the shape stays as it is, for the types to refuse.
    fileprivate func typed(as shape: Shape) throws -> Document {
        switch (shape, self) {
        case (.blob, .string), (.timestamp, .number): return try Document(json: json(), as: shape)
        case (.list(let list), .list(let elements)): return .list(try elements.map { try $0.typed(as: list.element) })
        case (.map(let map), .object(let object)):
            return .object(Object(try object.entries.map { Entry($0.name, try $0.value.typed(as: map.value)) }))
        case (.structure(let schema), .object(let object)):
            return .object(
                Object(
                    try object.entries.map { entry in
                        guard let member = schema().member(named: entry.name) else { return entry }
                        return Entry(entry.name, try entry.value.typed(as: member.shape))
                    }))
        default: return self
        }
    }

    /// Instants as seconds since 1970.
    var plain: Document {
        switch self {
        case .timestamp: (try? Document(json: json())) ?? self
        case .list(let elements): .list(elements.map(\.plain))
        case .object(let object): .object(Object(object.entries.map { Entry($0.name, $0.value.plain) }))
        default: self
        }
    }

    /// Sets or removes a member of an object.
    subscript(member name: String) -> Document? {
        get { self[name] }
        set {
            guard case .object(var object) = self else { return }
            object[name] = newValue
            self = .object(object)
        }
    }
}

/// The client's types cannot hold the question.
struct CannotAsk: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
