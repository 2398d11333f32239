package import AWSDynamoDB

/// What an update does to an item: the meaning of UpdateExpression and of AttributeUpdates.
package struct Update: Sendable {
    package let actions: [Action]

    package struct Action: Sendable {
        package let path: DocumentPath
        package let change: Change
    }

    package enum Change: Sendable {
        case set(Value)
        case remove
        /// Adds to a number or joins a set.
        case add(DynamoDB.AttributeValue)
        /// Takes members out of a set.
        case delete(DynamoDB.AttributeValue)
        /// AttributeUpdates only: appends to a list.
        case append([DynamoDB.AttributeValue])
    }

    /// The right-hand side of SET; it reads the item as it was before the update.
    package indirect enum Value: Sendable {
        case constant(DynamoDB.AttributeValue)
        case path(DocumentPath)
        case sum(Value, Value)
        case difference(Value, Value)
        case ifNotExists(DocumentPath, Value)
        case listAppend(Value, Value)
    }

    /// Of AttributeUpdates, which word one error in their own way.
    let isLegacy: Bool

    package init(actions: [Action], isLegacy: Bool = false) {
        self.actions = actions
        self.isLegacy = isLegacy
    }

    /// The paths that are changed, in the order of the text: what UPDATED_OLD and UPDATED_NEW show.
    package var targets: [DocumentPath] { actions.map(\.path) }

    /// All paths of the update, those it only reads included.
    package var paths: [DocumentPath] {
        actions.flatMap { action in
            if case .set(let value) = action.change { [action.path] + value.paths } else { [action.path] }
        }
    }

    /// - Parameter keyNames: the attributes of the table's key.
    /// - Throws: when the update changes one of them.
    package func checkKeys(_ keyNames: [String]) throws(ValidationFailure) {
        for name in keyNames where actions.contains(where: { $0.path.attribute == name }) {
            throw .invalidParameter("Cannot update attribute \(name). This attribute is part of the key")
        }
    }

    /// The type that the update gives to the attribute `name` as a whole, when it is known without an item.
    package func knownType(of name: String) -> AttributeType? {
        guard let action = actions.first(where: { !$0.path.isNested && $0.path.attribute == name }) else { return nil }
        switch action.change {
        case .set(let value): return value.knownType
        case .add(let value), .delete(let value): return value.type
        case .append: return .list
        case .remove: return nil
        }
    }
}

extension Update.Value {
    var paths: [DocumentPath] {
        switch self {
        case .constant: []
        case .path(let path): [path]
        case .sum(let left, let right), .difference(let left, let right), .listAppend(let left, let right):
            left.paths + right.paths
        case .ifNotExists(let path, let value): [path] + value.paths
        }
    }

    var knownType: AttributeType? {
        switch self {
        case .constant(let value): value.type
        case .path: nil
        case .sum, .difference: .number
        case .ifNotExists(_, let value): value.knownType
        case .listAppend: .list
        }
    }
}
