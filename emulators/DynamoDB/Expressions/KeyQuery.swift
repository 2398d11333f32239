package import AWSDynamoDB

/// What a query asks of the key of a table or index.
package struct KeyQuery: Equatable, Sendable {
    /// Values of all partition attributes, in the order of the schema.
    package let partition: [DynamoDB.AttributeValue]
    /// Values of the sort attributes, from the first, that must be equal.
    package let equalSort: [DynamoDB.AttributeValue]
    /// What is asked of the next sort attribute; nil when nothing is.
    package let sort: SortKeyCondition?

    /// Fits conditions to a key.
    /// - Throws: when a partition attribute has no equality, a condition is on another attribute or value type, or
    ///   a sort attribute is skipped.
    package init(_ conditions: [KeyCondition], on schema: KeySchema) throws(ValidationFailure) {
        let attributes = schema.attributes
        guard (1...max(attributes.count, 2)).contains(conditions.count) else { throw Self.wrongCount }
        if schema.sort.isEmpty, conditions.count > schema.partition.count { throw Self.notSupported }
        var partition: [DynamoDB.AttributeValue] = []
        for attribute in schema.partition {
            guard let condition = try Self.condition(on: attribute, in: conditions) else {
                throw Self.missing(attribute)
            }
            guard case .equal(let value) = condition else { throw Self.notSupported }
            partition.append(value)
        }
        var sort: [SortKeyCondition] = []
        for attribute in schema.sort {
            let asked = partition.count + sort.count
            guard let condition = try Self.condition(on: attribute, in: conditions) else {
                if conditions.count > asked { throw Self.missing(attribute) }
                break
            }
            if let last = sort.last {
                guard case .equal = last else { throw Self.notSupported }
            }
            sort.append(condition)
        }
        self.partition = partition
        self.sort = sort.last
        equalSort = sort.dropLast().compactMap { if case .equal(let value) = $0 { value } else { nil } }
    }

    /// The rows that meet the conditions.
    /// - Parameter prefix: the table's or index's, as for ``KeyEncoding/key(prefix:partition:sort:)``.
    package func range(prefix: [UInt8]) -> KeyRange {
        let start = KeyEncoding.key(prefix: prefix, partition: partition, sort: equalSort)
        return sort.map { KeyRange(in: start, where: $0) } ?? KeyRange(beginningWith: start)
    }
}

extension KeyQuery {
    private static let notSupported = ValidationFailure("Query key condition not supported")
    private static let wrongCount = ValidationFailure("Conditions can be of length 1 or 2 only")

    private static func missing(_ attribute: KeyAttribute) -> ValidationFailure {
        ValidationFailure("Query condition missed key schema element: \(attribute.name)")
    }

    private static func condition(
        on attribute: KeyAttribute, in conditions: [KeyCondition]
    ) throws(ValidationFailure) -> SortKeyCondition? {
        guard let condition = conditions.first(where: { $0.attribute == attribute.name }) else { return nil }
        guard case .sort(let test) = condition.test else {
            throw ValidationFailure("Attempted conditional constraint is not an indexable operation")
        }
        guard test.values.allSatisfy({ $0.type == attribute.type }) else {
            throw .invalidParameter("Condition parameter type does not match schema type")
        }
        if case .beginsWith = test, attribute.type == .number { throw notSupported }
        return test
    }
}

extension SortKeyCondition {
    /// The values that are compared with.
    package var values: [DynamoDB.AttributeValue] {
        switch self {
        case .equal(let value), .less(let value), .lessOrEqual(let value), .greater(let value),
            .greaterOrEqual(let value), .beginsWith(let value):
            [value]
        case .between(let low, let high): [low, high]
        }
    }

    /// Whether a row whose sort attribute is `value` is among those asked for.
    package func holds(for value: DynamoDB.AttributeValue) -> Bool {
        switch self {
        case .equal(let other): Comparator.equal.holds(value, other)
        case .less(let other): Comparator.less.holds(value, other)
        case .lessOrEqual(let other): Comparator.lessOrEqual.holds(value, other)
        case .greater(let other): Comparator.greater.holds(value, other)
        case .greaterOrEqual(let other): Comparator.greaterOrEqual.holds(value, other)
        case .between(let low, let high):
            Comparator.greaterOrEqual.holds(value, low) && Comparator.lessOrEqual.holds(value, high)
        case .beginsWith(let prefix):
            Condition.beginsWith(.value(value), .value(prefix)).holds(for: [:])
        }
    }
}
