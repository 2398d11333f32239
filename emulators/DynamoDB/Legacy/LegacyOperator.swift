import AWSDynamoDB

/// The comparison operators of legacy conditions, with the values that each takes.
///
/// Source: developer guide, "Legacy conditional parameters"; the errors are recorded in dynalite's tests.
enum LegacyOperator: String {
    case equal = "EQ"
    case notEqual = "NE"
    case lessOrEqual = "LE"
    case less = "LT"
    case greaterOrEqual = "GE"
    case greater = "GT"
    case contains = "CONTAINS"
    case notContains = "NOT_CONTAINS"
    case beginsWith = "BEGINS_WITH"
    case isIn = "IN"
    case between = "BETWEEN"
    case null = "NULL"
    case notNull = "NOT_NULL"

    init(_ name: DynamoDB.ComparisonOperator) throws(ValidationFailure) {
        guard let known = Self(rawValue: name.rawValue) else {
            throw .invalidParameter("\(name.rawValue) is not a ComparisonOperator")
        }
        self = known
    }

    private func takes(_ count: Int) -> Bool {
        switch self {
        case .null, .notNull: count == 0
        case .between: count == 2
        case .isIn: count > 0
        default: count == 1
        }
    }

    private func takes(_ type: AttributeType) -> Bool {
        switch self {
        case .equal, .notEqual, .null, .notNull: true
        case .contains, .notContains: !type.isSet && type != .map && type != .list
        case .beginsWith: type == .string || type == .binary
        default: type.isOrdered
        }
    }

    /// - Throws: when the values are too few, too many, of two types, or of one that the operator does not take.
    func check(_ values: [DynamoDB.AttributeValue]) throws(ValidationFailure) {
        guard takes(values.count) else {
            throw .invalidParameter("Invalid number of argument(s) for the \(rawValue) ComparisonOperator")
        }
        guard let type = values.first?.type else { return }
        guard values.allSatisfy({ $0.type == type }) else {
            throw .invalidParameter("AttributeValues inside AttributeValueList must be of same type")
        }
        guard takes(type) else {
            throw .invalidParameter(
                "ComparisonOperator \(rawValue) is not valid for \(type.rawValue) AttributeValue type")
        }
        if self == .between, values[0].order(against: values[1]) == .after {
            throw ValidationFailure(
                "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound")
        }
    }

    /// The condition on the attribute `name`; the values have been checked.
    func condition(on name: String, _ values: [DynamoDB.AttributeValue]) -> Condition {
        let path = DocumentPath(attribute: name)
        let operands = values.map(Condition.Operand.value)
        switch self {
        case .equal: return .comparison(.equal, .path(path), operands[0])
        case .notEqual: return .comparison(.notEqual, .path(path), operands[0])
        case .lessOrEqual: return .comparison(.lessOrEqual, .path(path), operands[0])
        case .less: return .comparison(.less, .path(path), operands[0])
        case .greaterOrEqual: return .comparison(.greaterOrEqual, .path(path), operands[0])
        case .greater: return .comparison(.greater, .path(path), operands[0])
        case .contains: return .contains(.path(path), operands[0])
        case .notContains: return .not(.contains(.path(path), operands[0]))
        case .beginsWith: return .beginsWith(.path(path), operands[0])
        case .isIn: return .membership(.path(path), operands)
        case .between: return .between(.path(path), low: operands[0], high: operands[1])
        case .null: return .notExists(path)
        case .notNull: return .exists(path)
        }
    }

    func keyCondition(on name: String, _ values: [DynamoDB.AttributeValue]) -> KeyCondition {
        switch self {
        case .equal: KeyCondition(name, .equal(values[0]))
        case .lessOrEqual: KeyCondition(name, .lessOrEqual(values[0]))
        case .less: KeyCondition(name, .less(values[0]))
        case .greaterOrEqual: KeyCondition(name, .greaterOrEqual(values[0]))
        case .greater: KeyCondition(name, .greater(values[0]))
        case .beginsWith: KeyCondition(name, .beginsWith(values[0]))
        case .between: KeyCondition(name, .between(values[0], values[1]))
        case .notEqual, .contains, .notContains, .isIn, .null, .notNull: KeyCondition(notIndexable: name)
        }
    }
}
