extension XMLCodec {
    /// The value that `element` holds; elements unknown to the shape are dropped.
    ///
    /// - Throws: ``WireError/unexpectedType(expected:at:)`` where a text does not spell a value of its shape,
    ///   ``WireError/missingMember(path:)`` for an entry of a map without a key.
    package static func read(_ element: XMLElement, as shape: Shape) throws(WireError) -> Document {
        switch shape {
        case .structure(let schema): .object(try readMembers(of: element, schema()))
        case .list(let list):
            try read(element.children.filter { $0.localName == list.elementName ?? elementName }, of: list)
        case .map(let map): try read(element.children.filter { $0.localName == entryName }, of: map)
        default: try ScalarText.read(element.text, as: shape)
        }
    }

    /// The members of a structure that are in the body, in the model's order.
    package static func readMembers(
        of element: XMLElement, _ schema: StructureSchema
    ) throws(WireError) -> Document.Object {
        var object = Document.Object()
        for member in schema.members where member.place == .body {
            do throws(WireError) {
                guard let value = try read(member, of: element) else { continue }
                object.entries.append(Document.Entry(member.name, value))
            } catch {
                throw error.inside(member.name)
            }
        }
        return object
    }

    /// nil where the member is not there.
    private static func read(_ member: Member, of element: XMLElement) throws(WireError) -> Document? {
        if member.isXMLAttribute {
            guard let text = element.attribute(member.wireName) else { return nil }
            return try ScalarText.read(text, as: member.shape)
        }
        guard member.isFlattened else {
            guard let child = element.child(member.wireName) else { return nil }
            return try read(child, as: member.shape)
        }
        let repeated = element.children.filter { $0.localName == member.wireName }
        guard !repeated.isEmpty else { return nil }
        return switch member.shape {
        case .list(let list): try read(repeated, of: list)
        case .map(let map): try read(repeated, of: map)
        default: nil
        }
    }

    private static func read(_ elements: [XMLElement], of list: ListShape) throws(WireError) -> Document {
        var values: [Document] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do throws(WireError) {
                values.append(try read(element, as: list.element))
            } catch {
                throw error.inside("\(index + 1)")
            }
        }
        return .list(values)
    }

    private static func read(_ elements: [XMLElement], of map: MapShape) throws(WireError) -> Document {
        var (entries, seen) = ([Document.Entry](), DuplicateNames())
        for element in elements {
            guard let key = element.child(map.keyName ?? keyName)?.text else { throw .missingMember(path: keyName) }
            guard let value = element.child(map.valueName ?? valueName) else { continue }
            do throws(WireError) {
                seen.put(Document.Entry(key, try read(value, as: map.value)), into: &entries)
            } catch {
                throw error.inside(key)
            }
        }
        return .object(Document.Object(entries))
    }
}
