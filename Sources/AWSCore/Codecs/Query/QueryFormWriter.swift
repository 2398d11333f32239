/// Writes an input as the parameters of a query call: `Filters.member.1.Name=owner`.
package struct QueryFormWriter {
    private(set) var items: [HTTPRequest.QueryItem]

    /// The parameters of a call to `action`, the action and version first.
    ///
    /// - Throws: ``WireError/unexpectedType(expected:at:)`` where the input is not of the schema.
    package static func items(
        action: String, version: String, input: Document, _ schema: StructureSchema
    ) throws(WireError) -> [HTTPRequest.QueryItem] {
        var writer = QueryFormWriter(items: [.init("Action", action), .init("Version", version)])
        try writer.write(input, as: .structure { schema }, at: "", isFlattened: false)
        return writer.items
    }

    /// - Parameter prefix: the names on the way here, joined by dots.
    private mutating func write(
        _ value: Document, as shape: Shape, at prefix: String, isFlattened: Bool
    ) throws(WireError) {
        switch (shape, value) {
        case (.structure(let schema), .object(let object)):
            try write(object, schema(), at: prefix)
        case (.list(let list), .list(let elements)):
            let isFlattened = isFlattened || list.isFlattened
            try write(elements, of: list, at: prefix, isFlattened ? "" : ".\(list.elementName ?? XMLCodec.elementName)")
        case (.map(let map), .object(let object)):
            let isFlattened = isFlattened || map.isFlattened
            try write(object, of: map, at: isFlattened ? prefix : "\(prefix).\(XMLCodec.entryName)")
        default:
            items.append(HTTPRequest.QueryItem(prefix, try ScalarText.write(value, as: shape)))
        }
    }

    private mutating func write(
        _ object: Document.Object, _ schema: StructureSchema, at prefix: String
    ) throws(WireError) {
        for member in schema.members {
            guard let value = object[member.name], !value.isNull else { continue }
            let name = prefix.isEmpty ? member.wireName : "\(prefix).\(member.wireName)"
            do throws(WireError) {
                try write(value, as: member.shape, at: name, isFlattened: member.isFlattened)
            } catch {
                throw error.inside(member.name)
            }
        }
    }

    /// An empty list leaves its bare name, so that it differs from none.
    private mutating func write(
        _ elements: [Document], of list: ListShape, at prefix: String, _ suffix: String
    ) throws(WireError) {
        if elements.isEmpty { items.append(HTTPRequest.QueryItem(prefix, "")) }
        for (index, element) in elements.lazy.filter({ !$0.isNull }).enumerated() {
            do throws(WireError) {
                try write(element, as: list.element, at: "\(prefix)\(suffix).\(index + 1)", isFlattened: false)
            } catch {
                throw error.inside("\(index + 1)")
            }
        }
    }

    private mutating func write(
        _ object: Document.Object, of map: MapShape, at prefix: String
    ) throws(WireError) {
        for (index, entry) in object.entries.lazy.filter({ !$0.value.isNull }).enumerated() {
            let name = "\(prefix).\(index + 1)"
            items.append(HTTPRequest.QueryItem("\(name).\(map.keyName ?? XMLCodec.keyName)", entry.name))
            do throws(WireError) {
                let valueName = map.valueName ?? XMLCodec.valueName
                try write(entry.value, as: map.value, at: "\(name).\(valueName)", isFlattened: false)
            } catch {
                throw error.inside(entry.name)
            }
        }
    }
}
