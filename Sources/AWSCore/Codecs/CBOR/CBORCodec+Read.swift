/// CBOR and documents, one into the other, as Smithy's RPC v2 protocol has it.
package enum CBORCodec {
    /// The value in `bytes`, with members that the shape does not know left out.
    ///
    /// - Throws: ``WireError/malformed(_:offset:)``; ``WireError/tooLarge(_:)`` for nesting beyond
    ///   ``CBORReader/depthMax``; ``WireError/unexpectedType(expected:at:)`` for a value of another shape.
    package static func read(_ bytes: [UInt8], as shape: Shape) throws(WireError) -> Document {
        var reader = CBORReader(bytes)
        let value = try reader.value(as: shape, depth: 0)
        guard reader.isAtEnd else { throw reader.malformed("there is something after the data item") }
        return value
    }
}

extension CBORReader {
    fileprivate mutating func value(as shape: Shape, depth: Int) throws(WireError) -> Document {
        guard depth <= Self.depthMax else { throw .tooLarge("CBOR nests deeper than \(Self.depthMax) items") }
        switch (shape, try head()) {
        case (_, .null): return .null
        case (.document, let head): return try untyped(head, depth: depth)
        case (.structure(let schema), .map(let count)): return try members(of: schema(), count, depth: depth)
        case (.map(let map), .map(let count)): return try entries(of: map, count, depth: depth)
        case (.list(let list), .array(let count)): return try elements(of: list, count, depth: depth)
        case (.string, .text(let length)): return .string(try text(length))
        case (.blob, .bytes(let length)): return .blob(Blob(try bytes(length)))
        case (.boolean, .bool(let value)): return .bool(value)
        case (.timestamp, .tag(1)): return .timestamp(try instant())
        case (.integer(let kind, _), let head):
            if let number = head.number, let value = number.int64, kind.range.contains(value) {
                return .number(Number(value))
            }
        case (.float, let head), (.double, let head):
            if let number = head.number { return .number(number) }
        default: break
        }
        throw .unexpectedType(expected: shape.typeName, at: "")
    }

    private mutating func members(
        of schema: StructureSchema, _ count: Int?, depth: Int
    ) throws(WireError) -> Document {
        var (entries, seen, count) = ([Document.Entry](), DuplicateNames(capacity: schema.members.count), count)
        var unknown: Document.Entry?
        while try hasNext(&count) {
            var name = try key()
            guard let index = name.withUTF8({ schema.wireNames.index(of: UnsafeRawBufferPointer($0)) }) else {
                let value = try value(as: .document, depth: depth + 1)
                if !value.isNull { unknown = Document.Entry(name, value) }
                continue
            }
            let member = schema.members[index]
            do throws(WireError) {
                let value = try value(as: member.shape, depth: depth + 1)
                if !value.isNull { seen.put(Document.Entry(member.name, value), number: index, into: &entries) }
            } catch {
                throw error.inside(member.name)
            }
        }
        // Of a union whose member came later than the model, the name is what clients can be told.
        if schema.isUnion, entries.isEmpty, let unknown { entries = [unknown] }
        return .object(Document.Object(entries))
    }

    private mutating func entries(of map: MapShape, _ count: Int?, depth: Int) throws(WireError) -> Document {
        var (entries, seen, count) = ([Document.Entry](), DuplicateNames(), count)
        while try hasNext(&count) {
            let name = try key()
            do throws(WireError) {
                let value = try value(as: map.value, depth: depth + 1)
                if map.isSparse || !value.isNull { seen.put(Document.Entry(name, value), into: &entries) }
            } catch {
                throw error.inside(name)
            }
        }
        return .object(Document.Object(entries))
    }

    private mutating func elements(of list: ListShape, _ count: Int?, depth: Int) throws(WireError) -> Document {
        var (elements, count) = ([Document](), count)
        while try hasNext(&count) {
            do throws(WireError) {
                let value = try value(as: list.element, depth: depth + 1)
                if list.isSparse || !value.isNull { elements.append(value) }
            } catch {
                throw error.inside("\(elements.count + 1)")
            }
        }
        return .list(elements)
    }

    /// An item by its own type: what is unknown, and the members of errors before their schema is.
    private mutating func untyped(_ head: Head, depth: Int) throws(WireError) -> Document {
        switch head {
        case .bool(let value): return .bool(value)
        case .null: return .null
        case .text(let length): return .string(try text(length))
        case .bytes(let length): return .blob(Blob(try bytes(length)))
        case .tag(1): return .timestamp(try instant())
        case .array(let count): return try elements(of: ListShape(.document, isSparse: true), count, depth: depth)
        case .map(let count): return try entries(of: MapShape(.document), count, depth: depth)
        // Other tags say what an item means: nothing that this protocol's values can mean.
        case .tag: return try value(as: .document, depth: depth + 1)
        case .end: throw malformed("a break outside of any item")
        case .unsigned, .negative, .float, .single: return head.number.map { .number($0) } ?? .null
        }
    }

    /// Seconds since the epoch, to the millisecond, as Smithy has timestamps.
    private mutating func instant() throws(WireError) -> Timestamp {
        let instants: ClosedRange<Double> = -62_135_596_800...253_402_300_799
        guard let seconds = try head().number?.double, instants.contains(seconds) else {
            throw .unexpectedType(expected: "timestamp", at: "")
        }
        return Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
    }
}

extension CBORReader.Head {
    fileprivate var number: Number? {
        switch self {
        case .unsigned(let value): Number(value)
        case .negative(let value): Number(-1 - Int128(value))
        case .float(let value): Number(value)
        case .single(let value): Number(value)
        default: nil
        }
    }
}
