import AWSCore

/// A condition operator without its prefix and suffix.
struct ConditionComparison: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case string(ignoringCase: Bool)
        case stringLike
        case number(Order)
        case date(Order)
        case bool
        case binary
        case address
        case arn
        case null
    }

    enum Order: Hashable, Sendable {
        case equal, less, lessOrEqual, greater, greaterOrEqual

        func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .equal: left == right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }
    }

    let kind: Kind
    let isNegated: Bool

    static let null = ConditionComparison(kind: .null, isNegated: false)

    private init(kind: Kind, isNegated: Bool) {
        self.kind = kind
        self.isNegated = isNegated
    }

    /// nil for an operator that IAM does not know.
    init?(_ name: String) {
        if name == "Null" {
            self = .null
            return
        }
        isNegated = name.contains("Not")
        switch name {
        case "StringEquals", "StringNotEquals": kind = .string(ignoringCase: false)
        case "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase": kind = .string(ignoringCase: true)
        case "StringLike", "StringNotLike": kind = .stringLike
        case "Bool": kind = .bool
        case "BinaryEquals": kind = .binary
        case "IpAddress", "NotIpAddress": kind = .address
        case "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike": kind = .arn
        default:
            guard let ordered = Self.ordered(name) else { return nil }
            kind = ordered
        }
    }

    private static func ordered(_ name: String) -> Kind? {
        let orders: [String: Order] = [
            "Equals": .equal, "NotEquals": .equal, "LessThan": .less, "LessThanEquals": .lessOrEqual,
            "GreaterThan": .greater, "GreaterThanEquals": .greaterOrEqual,
        ]
        if name.hasPrefix("Numeric") { return orders[String(name.dropFirst(7))].map { .number($0) } }
        if name.hasPrefix("Date") { return orders[String(name.dropFirst(4))].map { .date($0) } }
        return nil
    }

    /// Whether the two agree, negation aside. Values that cannot be read agree with nothing.
    func matches(_ actual: String, _ expected: PolicyTemplate, _ context: ConditionContext) -> Bool {
        switch kind {
        case .stringLike: return expected.pattern(in: context)?.matches(actual) ?? false
        case .arn: return expected.text(in: context).map { ARNPattern($0).matches(actual) } ?? false
        default: return expected.text(in: context).map { matches(actual, $0) } ?? false
        }
    }

    private func matches(_ actual: String, _ expected: String) -> Bool {
        switch kind {
        case .string(let ignoringCase):
            ignoringCase ? actual.lowercased() == expected.lowercased() : actual == expected
        case .number(let order): Self.both(Double(actual), Double(expected), order)
        case .date(let order): Self.both(PolicyDate(actual), PolicyDate(expected), order)
        case .bool: actual.lowercased() == expected.lowercased()
        case .binary: actual == expected
        case .address: AddressRange(expected)?.contains(actual) ?? false
        case .stringLike, .arn, .null: false
        }
    }

    private static func both<Value: Comparable>(_ left: Value?, _ right: Value?, _ order: Order) -> Bool {
        guard let left, let right else { return false }
        return order.holds(left, right)
    }
}

/// An ARN whose six parts may each hold wildcards, compared part by part: `*` does not reach across a colon.
struct ARNPattern {
    private let parts: [WildcardPattern]

    init(_ text: String) {
        parts = Self.split(text).map { WildcardPattern($0) }
    }

    func matches(_ arn: String) -> Bool {
        let actual = Self.split(arn)
        guard actual.count == 6, parts.count == 6 else { return false }
        return zip(parts, actual).allSatisfy { $0.matches($1) }
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    }
}
