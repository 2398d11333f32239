// Events into messages.

extension EventStreamCodec {
    /// The message that carries an event.
    /// - Parameter event: a value of the union: an object with one member.
    /// - Throws: ``WireError``.
    public func message(event: Document, of union: StructureSchema) throws(WireError) -> EventStreamMessage {
        guard let entry = event.object?.entries.first, event.object?.entries.count == 1 else {
            throw .notOneMember(count: event.object?.entries.count ?? 0, at: union.name)
        }
        guard let member = union.member(named: entry.name) else { throw .missingMember(path: entry.name) }
        let kind = [EventStreamMessage.Header(Name.eventType, .string(member.name))]
        return try message(entry.value, as: member, kind, type: "event")
    }

    /// The first message, with the members of the output beside its stream, for protocols that have no other place.
    public func message(initial output: Document, of schema: StructureSchema) throws(WireError) -> EventStreamMessage {
        let names = schema.members.filter { $0.place == .body && !$0.traits.contains(.eventStream) }.map(\.name)
        let object = Document.Object((output.object?.entries ?? []).filter { names.contains($0.name) })
        return EventStreamMessage(
            headers: [
                .init(Name.eventType, .string(Name.initialResponse)), .init(Name.contentType, .string(body.mediaType)),
                .init(Name.messageType, .string("event")),
            ], payload: try body.encode(.object(object), as: .structure { schema }, payload: nil))
    }

    /// The message that carries an exception of the model, and ends the stream.
    public func message(
        exception: Document, member name: String, of union: StructureSchema
    ) throws(WireError) -> EventStreamMessage {
        guard let member = union.member(named: name) else { throw .missingMember(path: name) }
        let kind = [EventStreamMessage.Header(Name.exceptionType, .string(member.name))]
        return try message(exception, as: member, kind, type: "exception")
    }

    /// The message that carries an error that the model does not name, and ends the stream.
    public func message(errorCode: String, message: String?) -> EventStreamMessage {
        var headers = [EventStreamMessage.Header(Name.errorCode, .string(errorCode))]
        if let message { headers.append(.init(Name.errorMessage, .string(message))) }
        return EventStreamMessage(headers: headers + [.init(Name.messageType, .string("error"))])
    }

    private func message(
        _ value: Document, as member: Member, _ kind: [EventStreamMessage.Header], type: String
    ) throws(WireError) -> EventStreamMessage {
        let schema = try Self.schema(of: member)
        var message = EventStreamMessage(headers: kind)
        let (contentType, payload) = try payload(of: value, schema)
        if let contentType { message.headers.append(.init(Name.contentType, .string(contentType))) }
        message.headers.append(.init(Name.messageType, .string(type)))
        for member in schema.members where member.place == .eventHeader {
            guard let value = value[member.name], !value.isNull else { continue }
            message.headers.append(.init(member.name, try Self.headerValue(value, of: member)))
        }
        message.payload = payload
        return message
    }

    private func payload(
        of value: Document, _ schema: StructureSchema
    ) throws(WireError) -> (contentType: String?, payload: [UInt8]) {
        guard let member = schema.payloadMember else {
            let inBody = schema.members.filter { $0.place == .body }.map(\.name)
            // An event all of whose members are headers, or that has none, carries no payload.
            if inBody.isEmpty, !schema.members.isEmpty { return (nil, []) }
            let object = Document.Object((value.object?.entries ?? []).filter { inBody.contains($0.name) })
            return (body.mediaType, try body.encode(.object(object), as: .structure { schema }, payload: nil))
        }
        guard let value = value[member.name], !value.isNull else { return (nil, []) }
        switch (member.shape, value) {
        case (.blob, .blob(let blob)): return ("application/octet-stream", blob.bytes)
        case (.string, .string(let text)): return ("text/plain", Array(text.utf8))
        case (.blob, _), (.string, _): throw .unexpectedType(expected: "blob or string", at: member.name)
        default: return (body.mediaType, try body.encode(value, as: member.shape, payload: member))
        }
    }

    private static func headerValue(
        _ value: Document, of member: Member
    ) throws(WireError) -> EventStreamMessage.Value {
        func integer<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
            value.number?.int64.flatMap { Value(exactly: $0) }
        }
        let header: EventStreamMessage.Value? =
            switch member.shape {
            case .boolean: value.bool.map { .bool($0) }
            case .integer(.byte, _): integer(Int8.self).map { .byte($0) }
            case .integer(.short, _): integer(Int16.self).map { .short($0) }
            case .integer(.integer, _): integer(Int32.self).map { .integer($0) }
            case .integer(.long, _): integer(Int64.self).map { .long($0) }
            case .blob: value.blob.map { .bytes($0.bytes) }
            case .string: value.string.map { .string($0) }
            case .timestamp: value.timestamp.map { .timestamp($0) }
            default: nil
            }
        guard let header else { throw .unexpectedType(expected: "an event header", at: member.name) }
        return header
    }
}
