/// From documents to tokens: how each shape looks in JSON.
extension JSONWriter {
    mutating func value(_ value: Document, as shape: Shape) throws(WireError) {
        switch (shape, value) {
        case (.document, _): try anything(value)
        case (_, .null): append("null")
        case (.structure(let schema), .object(let object)): try structure(object, schema())
        case (.map(let map), .object(let object)): try entries(object, as: map.value, keepingNulls: map.isSparse)
        case (.list(let list), .list(let elements)): try self.elements(elements, of: list)
        case (.string, .string(let text)): string(text)
        case (.boolean, .bool(let value)): append(value ? "true" : "false")
        case (.integer, .number(let value)) where value.int64 != nil: number(value)
        case (.float, .number(let value)), (.double, .number(let value)): number(value)
        case (.blob, .blob(let value)): string(value.base64)
        case (.timestamp(let format), .timestamp(let instant)): timestamp(instant, format ?? .epochSeconds)
        default: throw .unexpectedType(expected: shape.typeName, at: "")
        }
    }

    /// Members travel under their wire names. Nulls are left out: to AWS an absent member and a null one are the same.
    private mutating func structure(_ object: Document.Object, _ schema: StructureSchema) throws(WireError) {
        var members = MemberCursor(schema.members)
        try container(present(object, keepingNulls: false), from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) {
            writer, entry throws(WireError) in
            do throws(WireError) {
                guard let member = members.next(named: entry.name) else {
                    throw WireError.unexpectedType(expected: "member of \(schema.name)", at: "")
                }
                writer.name(member.wireName)
                try writer.value(entry.value, as: member.shape)
            } catch {
                throw error.inside(entry.name)
            }
        }
    }

    private mutating func entries(
        _ object: Document.Object, as shape: Shape, keepingNulls: Bool
    ) throws(WireError) {
        try container(present(object, keepingNulls: keepingNulls), from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) {
            writer, entry throws(WireError) in
            do throws(WireError) {
                writer.name(entry.name)
                try writer.value(entry.value, as: shape)
            } catch {
                throw error.inside(entry.name)
            }
        }
    }

    private mutating func elements(_ elements: [Document], of list: ListShape) throws(WireError) {
        let kept = list.isSparse || !elements.contains(where: \.isNull) ? elements : elements.filter { !$0.isNull }
        var count = 0
        try container(kept, from: UInt8(ascii: "["), to: UInt8(ascii: "]")) { writer, element throws(WireError) in
            count += 1
            do throws(WireError) {
                try writer.value(element, as: list.element)
            } catch {
                throw error.inside("\(count)")
            }
        }
    }

    /// The members to write, in the order to write them.
    private func present(_ object: Document.Object, keepingNulls: Bool) -> [Document.Entry] {
        var entries = object.entries
        if !keepingNulls, entries.contains(where: \.value.isNull) { entries.removeAll(where: \.value.isNull) }
        if style.sortsKeys { entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }
        return entries
    }

    /// Free-form JSON. What it has no type for is written as the JSON protocols do where the model says nothing.
    private mutating func anything(_ value: Document) throws(WireError) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .blob(let value): string(value.base64)
        case .timestamp(let value): timestamp(value, .epochSeconds)
        case .list(let elements):
            try container(elements, from: UInt8(ascii: "["), to: UInt8(ascii: "]")) {
                writer, element throws(WireError) in
                try writer.anything(element)
            }
        case .object(let object): try entries(object, as: .document, keepingNulls: true)
        }
    }

    private mutating func number(_ number: Number) {
        if number.isWord { return string(number.text) }
        var text = number.text
        text.withUTF8 { append(contentsOf: $0) }
    }

    private mutating func timestamp(_ instant: Timestamp, _ format: Shape.TimestampFormat) {
        switch format {
        case .epochSeconds: number(Number(text: instant.text(.epochSeconds)))
        case .dateTime, .httpDate: string(instant.text(format))
        }
    }
}

/// Finds members that mostly come in the model's order, without searching from the start each time.
struct MemberCursor {
    private let members: [Member]
    private var index = 0

    init(_ members: [Member]) {
        self.members = members
    }

    mutating func next(named name: String) -> Member? {
        for _ in members.indices {
            let place = index
            index = index + 1 < members.count ? index + 1 : 0
            // Compared in its place: a copy of a member costs more than that.
            if members[place].name == name { return members[place] }
        }
        return nil
    }
}
