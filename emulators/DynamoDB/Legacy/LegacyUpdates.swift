package import AWSDynamoDB

extension Update {
    /// The meaning of AttributeUpdates, sorted by attribute.
    /// - Throws: for the first attribute by name whose update is wrong.
    package init(
        attributeUpdates: [String: DynamoDB.AttributeValueUpdate], wording: ValueWording = .older
    ) throws(ValidationFailure) {
        var actions: [Action] = []
        for (name, update) in attributeUpdates.sorted(by: { $0.key < $1.key }) {
            let change = try Self.change(update, wording)
            actions.append(Action(path: DocumentPath(attribute: name), change: change))
        }
        self.init(actions: actions, isLegacy: true)
    }

    private static func change(
        _ update: DynamoDB.AttributeValueUpdate, _ wording: ValueWording
    ) throws(ValidationFailure) -> Change {
        let action = update.action?.rawValue ?? "PUT"
        guard let given = update.value else {
            guard action == "DELETE" else {
                throw .invalidParameter("Only DELETE action is allowed when no attribute value is specified")
            }
            return .remove
        }
        let value = try given.validated(wording: wording)
        switch action {
        case "DELETE":
            guard value.type.isSet else {
                throw .invalidParameter(
                    "DELETE action with value is not supported for the type \(value.type.rawValue)")
            }
            return .delete(value)
        case "ADD":
            if case .l(let elements) = value { return .append(elements) }
            guard value.type.isSet || value.type == .number else {
                throw .invalidParameter("ADD action is not supported for the type \(value.type.rawValue)")
            }
            return .add(value)
        default: return .set(.constant(value))
        }
    }
}
