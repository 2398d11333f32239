import AWSCore
package import AWSDynamoDB

/// How two values of one ordered type stand to each other.
package enum ValueOrder: Sendable {
    case before
    case same
    case after
}

extension DynamoDB.AttributeValue {
    /// Equality as conditions mean it: the same type and the same value, sets in any order, documents member by member.
    ///
    /// Both values are normalised (``validated(wording:)``), so that numbers and sets have one form each.
    /// Texts are compared by their bytes, unlike Swift's strings.
    package func isSame(as other: Self) -> Bool {
        switch (self, other) {
        case (.s(let left), .s(let right)), (.n(let left), .n(let right)): left.hasSameUTF8(as: right)
        case (.b(let left), .b(let right)): left == right
        case (.ss(let left), .ss(let right)), (.ns(let left), .ns(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.hasSameUTF8(as: $1) }
        case (.bs(let left), .bs(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.null, .null): true
        case (.l(let left), .l(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.m(let left), .m(let right)):
            left.count == right.count && left.allSatisfy { name, value in right[name]?.isSame(as: value) ?? false }
        default: false
        }
    }

    /// The order of two strings, numbers or binaries; nil for values of two types or of one that has no order.
    package func order(against other: Self) -> ValueOrder? {
        switch (self, other) {
        case (.s(let left), .s(let right)):
            if left.hasSameUTF8(as: right) { .same } else { left.precedesInUTF8(right) ? .before : .after }
        case (.b(let left), .b(let right)):
            if left == right { .same } else { left.precedes(right) ? .before : .after }
        case (.n(let left), .n(let right)): Self.order(left, right)
        default: nil
        }
    }

    private static func order(_ left: String, _ right: String) -> ValueOrder? {
        guard let left = try? DynamoDBNumber(left), let right = try? DynamoDBNumber(right) else { return nil }
        return left == right ? .same : left < right ? .before : .after
    }
}
