import AWSDynamoDB

/// Changes at paths of one document, made all at once.
///
/// Indexes mean elements as they were before: what is removed closes up afterwards, and what is set behind the end of
/// a list is appended in the order of the indexes.
struct DocumentEdits {
    private var root = Node()

    private enum Leaf {
        case set(DynamoDB.AttributeValue)
        case remove
    }

    private struct Node {
        var leaf: Leaf?
        var children: [PathElement: Node] = [:]
    }

    mutating func set(_ path: DocumentPath, to value: DynamoDB.AttributeValue) {
        Self.insert(.set(value), at: path.elements[...], in: &root)
    }

    mutating func remove(_ path: DocumentPath) {
        Self.insert(.remove, at: path.elements[...], in: &root)
    }

    func applied(to item: Item) -> Item {
        Self.members(item, root)
    }

    private static func insert(_ leaf: Leaf, at path: ArraySlice<PathElement>, in node: inout Node) {
        guard let first = path.first else {
            node.leaf = leaf
            return
        }
        insert(leaf, at: path.dropFirst(), in: &node.children[first, default: Node()])
    }

    /// What becomes of a value; nil when it goes.
    private static func value(_ value: DynamoDB.AttributeValue?, _ node: Node) -> DynamoDB.AttributeValue? {
        switch node.leaf {
        case .set(let new)?: return new
        case .remove?: return nil
        case nil: break
        }
        switch value {
        case .m(let members)?: return .m(self.members(members, node))
        case .l(let elements)?: return .l(list(elements, node))
        default: return value
        }
    }

    private static func members(
        _ members: [String: DynamoDB.AttributeValue], _ node: Node
    ) -> [String: DynamoDB.AttributeValue] {
        var members = members
        for case (.attribute(let name), let child) in node.children {
            members[name] = value(members[name], child)
        }
        return members
    }

    private static func list(_ elements: [DynamoDB.AttributeValue], _ node: Node) -> [DynamoDB.AttributeValue] {
        var changed: [DynamoDB.AttributeValue?] = elements
        var appended: [(index: Int, value: DynamoDB.AttributeValue)] = []
        for case (.index(let index), let child) in node.children {
            if index < elements.count {
                changed[index] = value(elements[index], child)
            } else if let new = value(nil, child) {
                appended.append((index, new))
            }
        }
        return changed.compactMap(\.self) + appended.sorted { $0.index < $1.index }.map(\.value)
    }
}
