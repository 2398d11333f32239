import AWSCore
import AWSDynamoDB

extension Condition {
    /// Whether the condition holds for `item`; an item that is not there has no attributes.
    ///
    /// A comparison with something that is not there, or between two types, is false; `<>` is true then.
    package func holds(for item: Item) -> Bool {
        switch self {
        case .any(let parts): parts.contains { $0.holds(for: item) }
        case .all(let parts): parts.allSatisfy { $0.holds(for: item) }
        case .not(let condition): !condition.holds(for: item)
        case .comparison(let comparator, let left, let right):
            comparator.holds(left.value(in: item), right.value(in: item))
        case .between(let operand, let low, let high):
            Self.isBetween(operand.value(in: item), low.value(in: item), high.value(in: item))
        case .membership(let operand, let members): Self.isMember(operand.value(in: item), of: members, in: item)
        case .exists(let path): path.value(in: item) != nil
        case .notExists(let path): path.value(in: item) == nil
        case .hasType(let operand, let type): operand.value(in: item)?.type == type
        case .beginsWith(let operand, let prefix): Self.begins(operand.value(in: item), with: prefix.value(in: item))
        case .contains(let operand, let part): Self.contains(operand.value(in: item), part.value(in: item))
        }
    }

    private static func isBetween(
        _ value: DynamoDB.AttributeValue?, _ low: DynamoDB.AttributeValue?, _ high: DynamoDB.AttributeValue?
    ) -> Bool {
        Comparator.greaterOrEqual.holds(value, low) && Comparator.lessOrEqual.holds(value, high)
    }

    private static func isMember(_ value: DynamoDB.AttributeValue?, of members: [Operand], in item: Item) -> Bool {
        guard let value else { return false }
        return members.contains { $0.value(in: item).map(value.isSame) ?? false }
    }

    private static func begins(_ value: DynamoDB.AttributeValue?, with prefix: DynamoDB.AttributeValue?) -> Bool {
        switch (value, prefix) {
        case (.s(let text)?, .s(let prefix)?): text.utf8.starts(with: prefix.utf8)
        case (.b(let blob)?, .b(let prefix)?): blob.bytes.starts(with: prefix.bytes)
        default: false
        }
    }

    /// A text or binary within another, a member of a set of its type, or an element of a list.
    private static func contains(_ value: DynamoDB.AttributeValue?, _ part: DynamoDB.AttributeValue?) -> Bool {
        switch (value, part) {
        case (.s(let text)?, .s(let part)?): Array(text.utf8).containsRun(Array(part.utf8))
        case (.b(let blob)?, .b(let part)?): blob.bytes.containsRun(part.bytes)
        case (.ss(let members)?, .s(let text)?), (.ns(let members)?, .n(let text)?):
            members.contains { $0.hasSameUTF8(as: text) }
        case (.bs(let members)?, .b(let blob)?): members.contains(blob)
        case (.l(let elements)?, let part?): elements.contains { $0.isSame(as: part) }
        default: false
        }
    }
}

extension Condition.Operand {
    func value(in item: Item) -> DynamoDB.AttributeValue? {
        switch self {
        case .path(let path): path.value(in: item)
        case .value(let value): value
        case .size(let operand): operand.value(in: item)?.elementCount.map { .n(String($0)) }
        }
    }
}

extension Comparator {
    func holds(_ left: DynamoDB.AttributeValue?, _ right: DynamoDB.AttributeValue?) -> Bool {
        guard let left, let right else { return self == .notEqual }
        switch self {
        case .equal: return left.isSame(as: right)
        case .notEqual: return !left.isSame(as: right)
        case .less: return left.order(against: right) == .before
        case .lessOrEqual: return [.before, .same].contains(left.order(against: right))
        case .greater: return left.order(against: right) == .after
        case .greaterOrEqual: return [.after, .same].contains(left.order(against: right))
        }
    }
}

extension DynamoDB.AttributeValue {
    /// What `size` gives: bytes of a text or binary, members of a set, list or map; nil for numbers, null, booleans.
    var elementCount: Int? {
        switch self {
        case .s(let text): text.utf8.count
        case .b(let blob): blob.count
        case .ss(let members), .ns(let members): members.count
        case .bs(let members): members.count
        case .l(let elements): elements.count
        case .m(let members): members.count
        case .n, .null, .bool: nil
        }
    }
}

extension [UInt8] {
    /// Whether `run` stands somewhere within, without a gap.
    /// - Complexity: O(n·m) at worst; the first byte decides at most places.
    fileprivate func containsRun(_ run: [UInt8]) -> Bool {
        guard let first = run.first else { return true }
        guard count >= run.count else { return false }
        for start in 0...(count - run.count) where self[start] == first {
            if self[start..<start + run.count].elementsEqual(run) { return true }
        }
        return false
    }
}
