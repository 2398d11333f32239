/// A step into a document.
package enum PathElement: Hashable, Sendable {
    /// A member of a map, or an attribute of the item.
    case attribute(String)
    /// An element of a list, from 0.
    case index(Int)
}

/// Where a value stands in an item: an attribute's name, then names and indexes.
package struct DocumentPath: Hashable, Sendable, CustomStringConvertible {
    /// At least one; the first is an attribute.
    package let elements: [PathElement]

    package init(_ elements: [PathElement]) {
        self.elements = elements
    }

    package init(attribute: String) {
        elements = [.attribute(attribute)]
    }

    /// The attribute of the item that the path begins with.
    package var attribute: String {
        guard case .attribute(let name)? = elements.first else { return "" }
        return name
    }

    package var isNested: Bool { elements.count > 1 }

    /// As errors quote it: `[a, b, [1]]`.
    package var description: String {
        let parts = elements.map { element in
            switch element {
            case .attribute(let name): name
            case .index(let index): "[\(index)]"
            }
        }
        return "[\(parts.joined(separator: ", "))]"
    }
}
