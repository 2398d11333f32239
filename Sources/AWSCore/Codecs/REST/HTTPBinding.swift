/// Puts the members of a structure where the model says that they travel in an HTTP message, and takes them from there.
///
/// Source: Smithy, "HTTP binding traits". Members that stream are left to the caller.
package struct HTTPBinding<Codec: RESTBodyCodec>: Sendable {
    package let codec: Codec

    package init(_ codec: Codec) {
        self.codec = codec
    }

    /// A structure while it is collected from a message.
    struct Members {
        private(set) var entries: [Document.Entry] = []

        mutating func put(_ name: String, _ value: Document) {
            if !value.isNull { entries.append(Document.Entry(name, value)) }
        }

        /// - Throws: what `value` throws, inside the member.
        mutating func put(_ member: Member, _ value: () throws(WireError) -> Document?) throws(WireError) {
            do throws(WireError) {
                if let value = try value() { put(member.name, value) }
            } catch {
                throw error.inside(member.name)
            }
        }

        mutating func put(contentsOf object: Document.Object) {
            entries += object.entries
        }

        var document: Document { .object(Document.Object(entries)) }
    }

    // Headers, in both directions.

    func headers(of input: Document, _ schema: StructureSchema) throws(WireError) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for entry in input.object?.entries ?? [] where !entry.value.isNull {
            guard let index = schema.index(named: entry.name) else { continue }
            do throws(WireError) {
                switch schema.members[index].place {
                case .header(let name):
                    headers.append(name, try HeaderText.write(entry.value, as: schema.members[index].shape))
                case .headers(let prefix):
                    headers.fields += try Self.fields(of: entry.value, schema.members[index].shape, prefix: prefix)
                default: break
                }
            } catch {
                throw error.inside(entry.name)
            }
        }
        return headers
    }

    private static func fields(
        of value: Document, _ shape: Shape, prefix: String
    ) throws(WireError) -> [HTTPHeaders.Field] {
        guard case .map(let map) = shape, case .object(let object) = value else {
            throw .unexpectedType(expected: "map", at: "")
        }
        var fields: [HTTPHeaders.Field] = []
        for entry in object.entries where !entry.value.isNull {
            try HeaderText.check(name: prefix + entry.name)
            fields.append(.init(prefix + entry.name, try HeaderText.write(entry.value, as: map.value)))
        }
        return fields
    }

    func read(_ headers: HTTPHeaders, _ schema: StructureSchema, into members: inout Members) throws(WireError) {
        let lengths = NameLengths(headers)
        for place in schema.places.headers where lengths.contains(place.name) {
            let values = headers[all: place.name]
            if values.isEmpty { continue }
            let member = schema.members[place.index]
            try members.put(member) { () throws(WireError) in try HeaderText.read(values, as: member.shape) }
        }
        for place in schema.places.headerPrefixes {
            let member = schema.members[place.index]
            try members.put(member) { () throws(WireError) in
                try Self.map(of: headers, prefix: place.name, member.shape)
            }
        }
    }

    /// How long the names of a message's headers are: most members' names are as long as none of them.
    private struct NameLengths {
        private var bits: UInt64 = 0

        init(_ headers: HTTPHeaders) {
            for index in headers.fields.indices { bits |= Self.bit(headers.fields[index].name) }
        }

        private static func bit(_ name: String) -> UInt64 { 1 << UInt64(min(name.utf8.count, 63)) }

        func contains(_ name: String) -> Bool { bits & Self.bit(name) != 0 }
    }

    /// nil when no header has the prefix.
    private static func map(
        of headers: HTTPHeaders, prefix: String, _ shape: Shape
    ) throws(WireError) -> Document? {
        guard case .map(let map) = shape else { throw .unexpectedType(expected: "map", at: "") }
        var object = Document.Object()
        for field in headers.fields
        where field.name.utf8.count > prefix.utf8.count && HTTPHeaders.hasPrefix(field.name, prefix) {
            let name = String(decoding: field.name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
            object[name] = try HeaderText.read([field.value], as: map.value)
        }
        return object.entries.isEmpty ? nil : .object(object)
    }

    // Bodies, in both directions.

    struct Body {
        let bytes: [UInt8]
        /// nil: no body, hence no type.
        let mediaType: String?

        static var none: Body { Body(bytes: [], mediaType: nil) }
    }

    func body(of input: Document, _ schema: StructureSchema) throws(WireError) -> Body {
        if let payload = schema.payloadMember {
            do throws(WireError) {
                return try body(of: input[payload.name], payload)
            } catch {
                throw error.inside(payload.name)
            }
        }
        guard schema.places.hasBody else { return .none }
        let bytes = try codec.encode(
            .object(Self.bodyMembers(of: input.object, schema)), as: .structure { schema }, payload: nil)
        return Body(bytes: bytes, mediaType: codec.mediaType)
    }

    private func body(of value: Document?, _ payload: Member) throws(WireError) -> Body {
        if payload.traits.contains(.eventStream) {
            return Body(bytes: [], mediaType: "application/vnd.amazon.eventstream")
        }
        switch (payload.shape, value) {
        case (.blob, .blob(let blob)?): return Body(bytes: blob.bytes, mediaType: "application/octet-stream")
        case (.blob, nil) where payload.traits.contains(.streaming):
            return Body(bytes: [], mediaType: "application/octet-stream")
        case (.string, .string(let text)?): return Body(bytes: Array(text.utf8), mediaType: "text/plain")
        case (.structure(let schema), nil):
            guard !schema().isUnion, let bytes = codec.absentStructure else { return .none }
            return Body(bytes: bytes, mediaType: codec.mediaType)
        case (_, nil): return .none
        case (.blob, _), (.string, _): throw .unexpectedType(expected: payload.shape.typeName, at: "")
        case (_, let value?):
            let bytes = try codec.encode(value, as: payload.shape, payload: payload)
            return Body(bytes: bytes, mediaType: codec.mediaType)
        }
    }

    func read(_ body: [UInt8], _ schema: StructureSchema, into members: inout Members) throws(WireError) {
        if let payload = schema.payloadMember {
            let streams = !payload.traits.isDisjoint(with: [.streaming, .eventStream])
            if body.isEmpty || streams { return }
            try members.put(payload) { () throws(WireError) in
                switch payload.shape {
                case .blob: return .blob(Blob(body))
                case .string:
                    guard let text = String(validating: body, as: UTF8.self) else {
                        throw .malformed("the body is not UTF-8", offset: 0)
                    }
                    return .string(text)
                default: return try codec.decode(body, as: payload.shape, payload: payload)
                }
            }
        } else if !body.isEmpty, schema.places.hasBody {
            let document = try codec.decode(body, as: .structure { schema }, payload: nil)
            guard let object = document.object else { throw .unexpectedType(expected: "structure", at: "") }
            members.put(contentsOf: Self.bodyMembers(of: object, schema))
        }
    }

    private static func bodyMembers(of object: Document.Object?, _ schema: StructureSchema) -> Document.Object {
        guard let object, !schema.places.isAllBody else { return object ?? Document.Object() }
        return Document.Object(
            object.entries.filter { entry in
                schema.index(named: entry.name).map { schema.members[$0].isInBody } ?? true
            })
    }
}

extension Member {
    /// In a body that holds several members. A host label travels there too.
    var isInBody: Bool { place == .body }
}
