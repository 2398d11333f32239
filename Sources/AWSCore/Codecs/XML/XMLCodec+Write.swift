extension XMLCodec {
    /// Writes `value` as one element.
    ///
    /// - Throws: ``WireError/unexpectedType(expected:at:)`` where the value is not of the shape.
    package static func write(
        _ value: Document, as shape: Shape, name: String, namespace: XMLNamespace? = nil, to writer: inout XMLWriter
    ) throws(WireError) {
        switch (shape, value) {
        case (.structure(let schema), .object(let object)):
            let schema = schema()
            let declared = (namespace ?? schema.xmlNamespace).map { [XMLElement.Attribute($0)] } ?? []
            writer.open(name, declared + (try attributes(of: object, schema)))
            try writeMembers(of: object, schema, to: &writer)
            writer.close(name)
        case (.list(let list), .list(let elements)):
            writer.open(name, declaration(namespace))
            try write(elements, of: list, name: list.elementName ?? elementName, to: &writer)
            writer.close(name)
        case (.map(let map), .object(let object)):
            writer.open(name, declaration(namespace))
            try write(object, of: map, name: entryName, namespace: nil, to: &writer)
            writer.close(name)
        default:
            writer.leaf(name, declaration(namespace), text: try ScalarText.write(value, as: shape))
        }
    }

    /// Writes the members that are elements, in the model's order, with no element around them.
    package static func writeMembers(
        of object: Document.Object, _ schema: StructureSchema, to writer: inout XMLWriter
    ) throws(WireError) {
        for member in schema.members where member.place == .body && !member.isXMLAttribute {
            guard let value = object[member.name], !value.isNull else { continue }
            do throws(WireError) {
                try write(value, of: member, to: &writer)
            } catch {
                throw error.inside(member.name)
            }
        }
    }

    private static func write(
        _ value: Document, of member: Member, to writer: inout XMLWriter
    ) throws(WireError) {
        switch (member.shape, value) {
        case (.list(let list), .list(let elements)) where member.isFlattened:
            try write(elements, of: list, name: member.wireName, to: &writer)
        case (.map(let map), .object(let object)) where member.isFlattened:
            try write(object, of: map, name: member.wireName, namespace: member.xmlNamespace, to: &writer)
        default:
            try write(value, as: member.shape, name: member.wireName, namespace: member.xmlNamespace, to: &writer)
        }
    }

    private static func write(
        _ elements: [Document], of list: ListShape, name: String, to writer: inout XMLWriter
    ) throws(WireError) {
        for (index, element) in elements.enumerated() where !element.isNull {
            do throws(WireError) {
                try write(element, as: list.element, name: name, namespace: list.elementNamespace, to: &writer)
            } catch {
                throw error.inside("\(index + 1)")
            }
        }
    }

    private static func write(
        _ object: Document.Object, of map: MapShape, name: String, namespace: XMLNamespace?, to writer: inout XMLWriter
    ) throws(WireError) {
        let valueName = map.valueName ?? valueName
        for entry in object.entries where !entry.value.isNull {
            writer.open(name, declaration(namespace))
            writer.leaf(map.keyName ?? keyName, declaration(map.keyNamespace), text: entry.name)
            do throws(WireError) {
                try write(entry.value, as: map.value, name: valueName, namespace: map.valueNamespace, to: &writer)
            } catch {
                throw error.inside(entry.name)
            }
            writer.close(name)
        }
    }

    private static func attributes(
        of object: Document.Object, _ schema: StructureSchema
    ) throws(WireError) -> [XMLElement.Attribute] {
        var attributes: [XMLElement.Attribute] = []
        for member in schema.members where member.isXMLAttribute {
            guard let value = object[member.name], !value.isNull else { continue }
            do throws(WireError) {
                let text = try ScalarText.write(value, as: member.shape)
                attributes.append(XMLElement.Attribute(member.wireName, text))
            } catch {
                throw error.inside(member.name)
            }
        }
        return attributes
    }

    private static func declaration(_ namespace: XMLNamespace?) -> [XMLElement.Attribute] {
        namespace.map { [XMLElement.Attribute($0)] } ?? []
    }
}
