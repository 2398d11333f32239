extension CBORCodec {
    /// `value` as one data item, with definite lengths and members in the model's order.
    ///
    /// - Throws: ``WireError/unexpectedType(expected:at:)`` where the value is not of the shape.
    package static func bytes(of value: Document, as shape: Shape) throws(WireError) -> [UInt8] {
        var writer = CBORWriter()
        try writer.write(value, as: shape)
        return writer.bytes
    }
}

extension CBORWriter {
    package mutating func write(_ value: Document, as shape: Shape) throws(WireError) {
        switch (shape, value) {
        case (_, .null): null()
        case (.structure(let schema), .object(let object)): try write(object, schema())
        case (.map(let map), .object(let object)): try write(object, of: map)
        case (.list(let list), .list(let elements)): try write(elements, of: list)
        case (.string, .string(let text)): self.text(text)
        case (.blob, .blob(let blob)): byteString(blob.bytes)
        case (.boolean, .bool(let value)): bool(value)
        case (.timestamp, .timestamp(let instant)): timestamp(instant)
        case (.integer, .number(let number)) where number.int64 != nil: integer(number.int64 ?? 0)
        case (.float, .number(let number)) where number.double != nil: float(Float(number.double ?? 0))
        case (.double, .number(let number)) where number.double != nil: double(number.double ?? 0)
        case (.document, _): try write(value, as: value.ownShape)
        default: throw .unexpectedType(expected: shape.typeName, at: "")
        }
    }

    private mutating func write(_ object: Document.Object, _ schema: StructureSchema) throws(WireError) {
        let present = schema.members.compactMap { member in
            object[member.name].flatMap { $0.isNull ? nil : (member: member, value: $0) }
        }
        // What a member that came later than the model looks like is not known: it can be told of, but not sent.
        if schema.isUnion, present.count < object.entries.count(where: { !$0.value.isNull }) {
            throw .unexpectedType(expected: "member of \(schema.name)", at: "")
        }
        map(count: present.count)
        for (member, value) in present {
            text(member.wireName)
            do throws(WireError) {
                try write(value, as: member.shape)
            } catch {
                throw error.inside(member.name)
            }
        }
    }

    private mutating func write(_ object: Document.Object, of shape: MapShape) throws(WireError) {
        let entries = shape.isSparse ? object.entries : object.entries.filter { !$0.value.isNull }
        map(count: entries.count)
        for entry in entries {
            text(entry.name)
            do throws(WireError) {
                try write(entry.value, as: shape.value)
            } catch {
                throw error.inside(entry.name)
            }
        }
    }

    private mutating func write(_ elements: [Document], of shape: ListShape) throws(WireError) {
        let elements = shape.isSparse ? elements : elements.filter { !$0.isNull }
        array(count: elements.count)
        for (index, element) in elements.enumerated() {
            do throws(WireError) {
                try write(element, as: shape.element)
            } catch {
                throw error.inside("\(index + 1)")
            }
        }
    }
}

extension Document {
    /// The shape that a value without a model has.
    fileprivate var ownShape: Shape {
        switch self {
        case .null, .bool: .boolean
        case .number(let number): number.int64 == nil ? .double : .integer(.long)
        case .string: .string()
        case .blob: .blob()
        case .timestamp: .timestamp()
        case .list: .list(ListShape(.document, isSparse: true))
        case .object: .map(MapShape(.document, isSparse: true))
        }
    }
}
