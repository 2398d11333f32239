package import AWSDynamoDB

/// What a query asks of the sort attributes: equality with all but the last of those it names, and this of the last.
package enum SortKeyCondition: Equatable, Sendable {
    case equal(DynamoDB.AttributeValue)
    case less(DynamoDB.AttributeValue)
    case lessOrEqual(DynamoDB.AttributeValue)
    case greater(DynamoDB.AttributeValue)
    case greaterOrEqual(DynamoDB.AttributeValue)
    case between(DynamoDB.AttributeValue, DynamoDB.AttributeValue)
    case beginsWith(DynamoDB.AttributeValue)
}

/// The keys that a query or a scan reads: from `lower` on, up to but without `upper`.
package struct KeyRange: Hashable, Sendable {
    package var lower: [UInt8]
    /// Nil when nothing bounds the range from above.
    package var upper: [UInt8]?

    package init(lower: [UInt8], upper: [UInt8]?) {
        self.lower = lower
        self.upper = upper
    }

    /// Every key that begins with `prefix`.
    package init(beginningWith prefix: [UInt8]) {
        self.init(lower: prefix, upper: KeyEncoding.successor(of: prefix))
    }

    /// The rows of `start` (a partition, and the sort attributes asked to be equal) whose next sort attribute meets
    /// `condition`.
    package init(in start: [UInt8], where condition: SortKeyCondition) {
        let whole = KeyRange(beginningWith: start)
        func at(_ value: DynamoDB.AttributeValue) -> [UInt8] {
            var bytes = start
            KeyEncoding.appendOrdered(value, to: &bytes)
            return bytes
        }
        switch condition {
        case .equal(let value): self.init(beginningWith: at(value))
        case .less(let value): self.init(lower: whole.lower, upper: at(value))
        case .lessOrEqual(let value): self.init(lower: whole.lower, upper: KeyEncoding.successor(of: at(value)))
        case .greater(let value):
            // An end of 00 or a complemented FF always leaves a byte to increase, so the successor exists.
            self.init(lower: KeyEncoding.successor(of: at(value)) ?? at(value), upper: whole.upper)
        case .greaterOrEqual(let value): self.init(lower: at(value), upper: whole.upper)
        case .between(let low, let high): self.init(lower: at(low), upper: KeyEncoding.successor(of: at(high)))
        case .beginsWith(let value):
            var bytes = start
            KeyEncoding.appendOpenEnded(value, to: &bytes)
            self.init(beginningWith: bytes)
        }
    }

    /// The part of a table or index that one of `total` parallel scan workers reads.
    /// - Parameter segment: 0..<`total`.
    package init(prefix: [UInt8], segment: Int, of total: Int) {
        func boundary(_ index: Int) -> [UInt8] {
            let (quotient, _) = UInt64(total).dividingFullWidth((UInt64(index), 0))
            return prefix + withUnsafeBytes(of: quotient.bigEndian) { Array($0) }
        }
        let whole = KeyRange(beginningWith: prefix)
        self.init(
            lower: segment == 0 ? whole.lower : boundary(segment),
            upper: segment == total - 1 ? whole.upper : boundary(segment + 1))
    }

    package var isEmpty: Bool { upper.map { !lower.lexicographicallyPrecedes($0) } ?? false }

    package func contains(_ key: [UInt8]) -> Bool {
        !key.lexicographicallyPrecedes(lower) && upper.map { key.lexicographicallyPrecedes($0) } ?? true
    }
}
