import AWSDynamoDB

/// One condition on one attribute of a key: from a KeyConditionExpression, or from KeyConditions.
package struct KeyCondition: Equatable, Sendable {
    package let attribute: String
    package let test: Test

    package enum Test: Equatable, Sendable {
        case sort(SortKeyCondition)
        /// An operator of KeyConditions that no index answers.
        case notIndexable
    }

    package init(_ attribute: String, _ condition: SortKeyCondition) {
        self.attribute = attribute
        test = .sort(condition)
    }

    init(notIndexable attribute: String) {
        self.attribute = attribute
        test = .notIndexable
    }

    /// Reads a KeyConditionExpression: conditions joined by AND, each on one attribute.
    /// - Throws: the first thing that AWS finds wrong with it.
    package static func parse(
        _ text: String, in context: inout ExpressionContext
    ) throws(ValidationFailure) -> [KeyCondition] {
        let condition = try Condition(text, kind: .keyCondition, in: &context)
        var reader = KeyConditionReader()
        try reader.read(condition)
        return reader.conditions
    }
}

/// Picks key conditions out of a condition, in its order.
private struct KeyConditionReader {
    var conditions: [KeyCondition] = []

    mutating func read(_ condition: Condition) throws(ValidationFailure) {
        switch condition {
        case .all(let parts):
            for part in parts { try read(part) }
        case .any: throw invalidOperator("OR")
        case .not: throw invalidOperator("NOT")
        case .membership: throw invalidOperator("IN")
        case .exists: throw invalidOperator("attribute_exists")
        case .notExists: throw invalidOperator("attribute_not_exists")
        case .hasType: throw invalidOperator("attribute_type")
        case .contains: throw invalidOperator("contains")
        case .comparison(let comparator, let left, let right): try read(comparator, left, right)
        case .between(let operand, let low, let high):
            let (name, values) = try single("BETWEEN", operand, [low, high])
            try add(name, .between(values[0], values[1]))
        case .beginsWith(let operand, let prefix):
            let (name, values) = try single("begins_with", operand, [prefix])
            try add(name, .beginsWith(values[0]))
        }
    }

    private mutating func read(
        _ comparator: Comparator, _ left: Condition.Operand, _ right: Condition.Operand
    ) throws(ValidationFailure) {
        guard comparator != .notEqual else { throw invalidOperator("<>") }
        let name = try attribute(of: [left, right])
        let isMirrored = if case .path = left { false } else { true }
        guard case .value(let value) = isMirrored ? left : right else { throw noAttribute }
        switch isMirrored ? comparator.mirrored : comparator {
        case .less: try add(name, .less(value))
        case .lessOrEqual: try add(name, .lessOrEqual(value))
        case .greater: try add(name, .greater(value))
        case .greaterOrEqual: try add(name, .greaterOrEqual(value))
        case .equal, .notEqual: try add(name, .equal(value))
        }
    }

    /// The attribute and the values of an operator whose first operand must be the attribute.
    private func single(
        _ name: String, _ first: Condition.Operand, _ rest: [Condition.Operand]
    ) throws(ValidationFailure) -> (String, [DynamoDB.AttributeValue]) {
        guard case .path = first else {
            throw ValidationFailure(
                "Invalid condition in KeyConditionExpression: \(name) operator must have the key attribute "
                    + "as its first operand")
        }
        let attribute = try attribute(of: [first] + rest)
        let values = rest.compactMap { if case .value(let value) = $0 { value } else { nil } }
        return (attribute, values)
    }

    /// The one attribute among `operands`; the first operand that is no attribute or value of its own is refused.
    private func attribute(of operands: [Condition.Operand]) throws(ValidationFailure) -> String {
        var found: String?
        for operand in operands {
            switch operand {
            case .value: continue
            case .size: throw ValidationFailure("KeyConditionExpressions cannot contain nested operations")
            case .path(let path):
                guard found == nil else {
                    throw ValidationFailure(
                        "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition")
                }
                guard !path.isNested else {
                    throw ValidationFailure("KeyConditionExpressions cannot have conditions on nested attributes")
                }
                found = path.attribute
            }
        }
        guard let found else { throw noAttribute }
        return found
    }

    private mutating func add(_ name: String, _ condition: SortKeyCondition) throws(ValidationFailure) {
        guard !conditions.contains(where: { $0.attribute == name }) else {
            throw ValidationFailure("KeyConditionExpressions must only contain one condition per key")
        }
        conditions.append(KeyCondition(name, condition))
    }

    private var noAttribute: ValidationFailure {
        ValidationFailure("Invalid condition in KeyConditionExpression: No key attribute specified")
    }

    private func invalidOperator(_ name: String) -> ValidationFailure {
        ValidationFailure("Invalid operator used in KeyConditionExpression: \(name)")
    }
}
