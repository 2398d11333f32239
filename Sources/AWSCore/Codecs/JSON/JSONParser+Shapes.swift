/// From tokens to documents: what each shape may look like in JSON.
extension JSONParser {
    /// The value that begins here, after white space; `null` for any shape.
    mutating func value(as shape: Shape) throws(WireError) -> Document {
        guard let first = next() else { throw malformed("the text ends where a value should begin") }
        if first == UInt8(ascii: "n") {
            try consume(literal: "null")
            return .null
        }
        return switch shape {
        case .structure(let schema): try structure(schema(), first)
        case .map(let map): try self.map(map, first)
        case .list(let list): try self.list(list, first)
        case .string: .string(try text(first, expected: "string"))
        case .boolean: .bool(try boolean(first))
        case .integer(let kind, _): .number(try integer(kind, first))
        case .float, .double: .number(try decimal(first))
        case .blob: .blob(try blob(first))
        case .timestamp(let format): .timestamp(try timestamp(format ?? .epochSeconds, first))
        case .document: try anything(first)
        }
    }

    // Containers.

    private mutating func structure(_ schema: StructureSchema, _ first: UInt8) throws(WireError) -> Document {
        guard first == UInt8(ascii: "{") else { throw mismatch("structure") }
        var entries: [Document.Entry] = []
        var unknown: Document.Entry?
        var seen = DuplicateNames(capacity: schema.isUnion ? 1 : schema.members.count)
        try object { parser throws(WireError) in
            let start = parser.position
            guard let index = try parser.member(of: schema) else {
                let value = try parser.value(as: .document)
                if schema.isUnion, !value.isNull { unknown = Document.Entry(try parser.name(at: start), value) }
                return
            }
            do throws(WireError) {
                let value = try parser.value(as: schema.members[index].shape)
                if value.isNull { return }
                seen.put(Document.Entry(schema.members[index].name, value), number: index, into: &entries)
            } catch {
                throw error.inside(schema.members[index].name)
            }
        }
        // Of a union whose member came later than the model, the name is what clients can be told.
        if entries.isEmpty, let unknown, unknown.name != "__type" { entries = [unknown] }
        return .object(Document.Object(entries))
    }

    private func name(at start: Int) throws(WireError) -> String {
        var parser = self
        parser.position = start
        return try parser.string()
    }

    /// The member whose name stands here, with the colon after it; nil when the schema has none of that name.
    private mutating func member(of schema: StructureSchema) throws(WireError) -> Int? {
        let start = position + 1
        let end = PlainRun(in: bytes, from: start).end
        let index: Int?
        if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
            position = end + 1
            index = schema.wireNames.index(
                of: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<end]))
        } else {
            var name = try string()
            index = name.withUTF8 { schema.wireNames.index(of: UnsafeRawBufferPointer($0)) }
        }
        try consume(UInt8(ascii: ":"), or: "a colon stands between name and value")
        return index
    }

    private mutating func map(_ map: MapShape, _ first: UInt8) throws(WireError) -> Document {
        guard first == UInt8(ascii: "{") else { throw mismatch("map") }
        return try entries(of: map.value, keepingNulls: map.isSparse)
    }

    private mutating func entries(of shape: Shape, keepingNulls: Bool) throws(WireError) -> Document {
        var entries: [Document.Entry] = []
        var seen = DuplicateNames()
        try object { parser throws(WireError) in
            let name = try parser.string()
            try parser.consume(UInt8(ascii: ":"), or: "a colon stands between name and value")
            do throws(WireError) {
                let value = try parser.value(as: shape)
                if keepingNulls || !value.isNull { seen.put(Document.Entry(name, value), into: &entries) }
            } catch {
                throw error.inside(name)
            }
        }
        return .object(Document.Object(entries))
    }

    private mutating func list(_ list: ListShape, _ first: UInt8) throws(WireError) -> Document {
        guard first == UInt8(ascii: "[") else { throw mismatch("list") }
        return try elements(of: list.element, keepingNulls: list.isSparse)
    }

    private mutating func elements(of shape: Shape, keepingNulls: Bool) throws(WireError) -> Document {
        var elements: [Document] = []
        var count = 0
        try array { parser throws(WireError) in
            count += 1
            do throws(WireError) {
                let value = try parser.value(as: shape)
                if keepingNulls || !value.isNull { elements.append(value) }
            } catch {
                throw error.inside("\(count)")
            }
        }
        return .list(elements)
    }

    /// Free-form JSON, nulls and all.
    private mutating func anything(_ first: UInt8) throws(WireError) -> Document {
        switch first {
        case UInt8(ascii: "{"): try entries(of: .document, keepingNulls: true)
        case UInt8(ascii: "["): try elements(of: .document, keepingNulls: true)
        case UInt8(ascii: "\""): .string(try string())
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool(try boolean(first))
        default: .number(try number())
        }
    }

    // Scalars.

    private mutating func text(_ first: UInt8, expected: String) throws(WireError) -> String {
        guard first == UInt8(ascii: "\"") else { throw mismatch(expected) }
        return try string()
    }

    private mutating func boolean(_ first: UInt8) throws(WireError) -> Bool {
        switch first {
        case UInt8(ascii: "t"):
            try consume(literal: "true")
            return true
        case UInt8(ascii: "f"):
            try consume(literal: "false")
            return false
        default: throw mismatch("boolean")
        }
    }

    private mutating func integer(_ kind: Shape.IntegerKind, _ first: UInt8) throws(WireError) -> Number {
        guard Self.beginsNumber(first) else { throw mismatch("integer") }
        let number = try number()
        guard let value = number.int64, kind.range.contains(value) else { throw mismatch("integer") }
        return number
    }

    private mutating func decimal(_ first: UInt8) throws(WireError) -> Number {
        if Self.beginsNumber(first) { return try number() }
        guard first == UInt8(ascii: "\"") else { throw mismatch("number") }
        let word = Number(text: try string())
        guard word.isWord else { throw mismatch("number") }
        return word
    }

    private mutating func blob(_ first: UInt8) throws(WireError) -> Blob {
        let start = position
        guard let blob = Blob(base64: try text(first, expected: "blob")) else {
            throw malformed("a blob is not base64", at: start)
        }
        return blob
    }

    /// A number is always seconds since the epoch, whatever the model says: old services write it so.
    private mutating func timestamp(_ format: Shape.TimestampFormat, _ first: UInt8) throws(WireError) -> Timestamp {
        let start = position
        let instant =
            Self.beginsNumber(first)
            ? Timestamp(try number().text, .epochSeconds)
            : Timestamp(anyFormat: try text(first, expected: "timestamp"), preferring: format)
        guard let instant else { throw malformed("a timestamp is of no known format", at: start) }
        return instant
    }

    private static func beginsNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private func mismatch(_ expected: String) -> WireError {
        .unexpectedType(expected: expected, at: "")
    }
}

extension Timestamp {
    /// Reads `text` as `format` if it can, else as any other format that AWS uses: services do not always write what
    /// their models say.
    init?(anyFormat text: String, preferring format: Shape.TimestampFormat) {
        for format in [format, .dateTime, .httpDate, .epochSeconds] {
            if let instant = Timestamp(text, format) {
                self = instant
                return
            }
        }
        return nil
    }
}
