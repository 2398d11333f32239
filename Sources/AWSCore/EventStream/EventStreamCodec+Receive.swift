// Messages into events.

extension EventStreamCodec {
    /// What a message is.
    /// - Throws: ``WireError`` when it is nothing that an event stream may carry.
    public func receive(_ message: EventStreamMessage, of union: StructureSchema) throws(WireError) -> Received {
        switch message.string(Name.messageType) {
        case "event": return try receiveEvent(message, union)
        case "exception":
            let name = message.string(Name.exceptionType) ?? ""
            guard let member = union.member(named: name) else {
                return .error(code: name, message: nil)
            }
            return .exception(member: name, try value(of: message, as: try Self.schema(of: member)))
        case "error":
            return .error(
                code: message.string(Name.errorCode) ?? "", message: message.string(Name.errorMessage))
        default: throw .malformed("a message of an event stream has no known :message-type", offset: 0)
        }
    }

    /// The members beside the stream, from ``Received/initial(_:)``.
    public func initial(_ body: [UInt8], of output: StructureSchema) throws(WireError) -> Document {
        .object(try payload(body, as: output))
    }

    private func receiveEvent(
        _ message: EventStreamMessage, _ union: StructureSchema
    ) throws(WireError) -> Received {
        guard let type = message.string(Name.eventType) else {
            throw .malformed("an event has no :event-type", offset: 0)
        }
        if type == Name.initialResponse { return .initial(message.payload) }
        guard let member = union.member(named: type) else { return .unknown(type: type) }
        let value = try value(of: message, as: try Self.schema(of: member))
        return .event(.object(Document.Object([.init(type, value)])))
    }

    private func value(
        of message: EventStreamMessage, as schema: StructureSchema
    ) throws(WireError) -> Document {
        var object = try payload(message.payload, as: schema)
        for member in schema.members where member.place == .eventHeader {
            guard let header = message[member.name] else { continue }
            object.entries.append(.init(member.name, try Self.document(header, of: member)))
        }
        return .object(object)
    }

    private func payload(
        _ bytes: [UInt8], as schema: StructureSchema
    ) throws(WireError) -> Document.Object {
        guard let member = schema.payloadMember else {
            guard !bytes.isEmpty, schema.members.contains(where: { $0.place == .body }) else { return .init() }
            let decoded = try body.decode(bytes, as: .structure { schema }, payload: nil)
            return decoded.object ?? .init()
        }
        switch member.shape {
        case .blob: return .init([.init(member.name, .blob(Blob(bytes)))])
        case .string:
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .malformed("an event's text is no UTF-8", offset: 0)
            }
            return .init([.init(member.name, .string(text))])
        default:
            guard !bytes.isEmpty else { return .init() }
            return .init([.init(member.name, try body.decode(bytes, as: member.shape, payload: member))])
        }
    }

    /// Integers are read whatever their width, since services and models disagree on it.
    private static func document(
        _ value: EventStreamMessage.Value, of member: Member
    ) throws(WireError) -> Document {
        switch (member.shape, value) {
        case (.boolean, .bool(let value)): return .bool(value)
        case (.integer, .byte(let value)): return .number(Number(value))
        case (.integer, .short(let value)): return .number(Number(value))
        case (.integer, .integer(let value)): return .number(Number(value))
        case (.integer, .long(let value)): return .number(Number(value))
        case (.blob, .bytes(let value)): return .blob(Blob(value))
        case (.string, .string(let value)): return .string(value)
        case (.timestamp, .timestamp(let value)): return .timestamp(value)
        default: throw .unexpectedType(expected: "an event header", at: member.name)
        }
    }
}
