import AWSDynamoDB

/// The part of an item that a request asks for.
package struct Projection: Sendable {
    package let paths: [DocumentPath]
    private let tree: [String: Node]

    /// What is kept below one path element: everything, or some members or elements.
    fileprivate struct Node: Sendable {
        var isWhole = false
        var members: [String: Node] = [:]
        /// Of a list, by index.
        var elements: [Int: Node] = [:]
    }

    /// Reads a ProjectionExpression.
    /// - Throws: the first thing that AWS finds wrong with it.
    package init(_ text: String, in context: inout ExpressionContext) throws(ValidationFailure) {
        let syntax = try ExpressionCache.shared.projection(text)
        var binder = OperandBinder(kind: .projection)
        var paths: [DocumentPath] = []
        for path in syntax { paths.append(binder.bind(path, &context)) }
        if let failure = binder.firstUndefined { throw failure }
        try PathRules(kind: .projection).check(paths)
        self.init(paths)
    }

    /// - Parameter paths: paths that do not reach into each other.
    package init(_ paths: [DocumentPath]) {
        self.paths = paths
        var root = Node()
        for path in paths { root.insert(path.elements[...]) }
        tree = root.members
    }

    /// What is there of the paths, in the shape of the item: lists hold the elements asked for in their order, and
    /// nothing in place of the others.
    package func apply(to item: Item) -> Item {
        Self.members(item, tree)
    }
}

extension Projection.Node {
    mutating func insert(_ path: ArraySlice<PathElement>) {
        guard let first = path.first else {
            isWhole = true
            return
        }
        switch first {
        case .attribute(let name): members[name, default: .init()].insert(path.dropFirst())
        case .index(let index): elements[index, default: .init()].insert(path.dropFirst())
        }
    }
}

extension Projection {
    private static func members(
        _ members: [String: DynamoDB.AttributeValue], _ nodes: [String: Node]
    ) -> [String: DynamoDB.AttributeValue] {
        var kept: [String: DynamoDB.AttributeValue] = [:]
        for (name, node) in nodes {
            if let member = members[name], let value = value(member, node) { kept[name] = value }
        }
        return kept
    }

    /// Nil when nothing of what `node` asks for is there.
    private static func value(_ value: DynamoDB.AttributeValue, _ node: Node) -> DynamoDB.AttributeValue? {
        if node.isWhole { return value }
        switch value {
        case .m(let members):
            let kept = self.members(members, node.members)
            return kept.isEmpty ? nil : .m(kept)
        case .l(let elements):
            let kept = node.elements.keys.sorted().compactMap { index -> DynamoDB.AttributeValue? in
                guard elements.indices.contains(index), let element = node.elements[index] else { return nil }
                return self.value(elements[index], element)
            }
            return kept.isEmpty ? nil : .l(kept)
        default: return nil
        }
    }
}
