package import AWSDynamoDB

extension Condition {
    /// The meaning of QueryFilter or ScanFilter.
    /// - Throws: for the first attribute by name whose condition is wrong.
    package init(
        filter: [String: DynamoDB.Condition], join: LegacyJoin, wording: ValueWording = .older
    ) throws(ValidationFailure) {
        var parts: [Condition] = []
        for (name, condition) in filter.sorted(by: { $0.key < $1.key }) {
            let (comparison, values) = try LegacyConditions.checked(condition, wording)
            parts.append(comparison.condition(on: name, values))
        }
        self = join == .any && !parts.isEmpty ? .any(parts) : .all(parts)
    }

    /// The meaning of Expected.
    /// - Throws: for the first attribute by name whose expectation is wrong.
    package init(
        expected: [String: DynamoDB.ExpectedAttributeValue], join: LegacyJoin, wording: ValueWording = .older
    ) throws(ValidationFailure) {
        var parts: [Condition] = []
        for (name, expectation) in expected.sorted(by: { $0.key < $1.key }) {
            parts.append(try LegacyConditions.condition(on: name, expectation, wording))
        }
        self = join == .any && !parts.isEmpty ? .any(parts) : .all(parts)
    }
}

extension KeyCondition {
    /// The meaning of KeyConditions, sorted by attribute.
    /// - Throws: for the first attribute by name whose condition is wrong.
    package static func parse(
        _ conditions: [String: DynamoDB.Condition], wording: ValueWording = .older
    ) throws(ValidationFailure) -> [KeyCondition] {
        var parts: [KeyCondition] = []
        for (name, condition) in conditions.sorted(by: { $0.key < $1.key }) {
            let (comparison, values) = try LegacyConditions.checked(condition, wording)
            parts.append(comparison.keyCondition(on: name, values))
        }
        return parts
    }
}

extension Projection {
    /// The meaning of AttributesToGet.
    /// - Throws: when a name stands there twice.
    package init(attributesToGet names: [String]) throws(ValidationFailure) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            throw .invalidParameter("Duplicate value in attribute name: \(name)")
        }
        self.init(names.map { DocumentPath(attribute: $0) })
    }
}

private enum LegacyConditions {
    static func checked(
        _ condition: DynamoDB.Condition, _ wording: ValueWording
    ) throws(ValidationFailure) -> (LegacyOperator, [DynamoDB.AttributeValue]) {
        let values = try validated(condition.attributeValueList ?? [], wording)
        let comparison = try LegacyOperator(condition.comparisonOperator)
        try comparison.check(values)
        return (comparison, values)
    }

    static func condition(
        on name: String, _ expected: DynamoDB.ExpectedAttributeValue, _ wording: ValueWording
    ) throws(ValidationFailure) -> Condition {
        if expected.attributeValueList != nil, expected.value != nil {
            throw .invalidParameter("Value and AttributeValueList cannot be used together for Attribute: \(name)")
        }
        if let comparison = expected.comparisonOperator {
            return try condition(on: name, comparison, expected, wording)
        }
        if expected.attributeValueList != nil {
            throw .invalidParameter(
                "AttributeValueList can only be used with a ComparisonOperator for Attribute: \(name)")
        }
        guard expected.exists ?? true else {
            guard expected.value == nil else {
                throw .invalidParameter("Value cannot be used when Exists is false for Attribute: \(name)")
            }
            return .notExists(DocumentPath(attribute: name))
        }
        guard let value = expected.value else {
            let exists = expected.exists == nil ? "null" : "true"
            throw .invalidParameter("Value must be provided when Exists is \(exists) for Attribute: \(name)")
        }
        let operand = Condition.Operand.value(try value.validated(wording: wording))
        return .comparison(.equal, .path(DocumentPath(attribute: name)), operand)
    }

    private static func condition(
        on name: String, _ comparison: DynamoDB.ComparisonOperator, _ expected: DynamoDB.ExpectedAttributeValue,
        _ wording: ValueWording
    ) throws(ValidationFailure) -> Condition {
        if expected.exists != nil {
            throw .invalidParameter("Exists and ComparisonOperator cannot be used together for Attribute: \(name)")
        }
        let comparison = try LegacyOperator(comparison)
        let given = expected.attributeValueList ?? expected.value.map { [$0] }
        if given == nil, comparison != .null, comparison != .notNull {
            throw .invalidParameter(
                "Value or AttributeValueList must be used with ComparisonOperator: \(comparison.rawValue) "
                    + "for Attribute: \(name)")
        }
        let values = try validated(given ?? [], wording)
        try comparison.check(values)
        return comparison.condition(on: name, values)
    }

    private static func validated(
        _ values: [DynamoDB.AttributeValue], _ wording: ValueWording
    ) throws(ValidationFailure) -> [DynamoDB.AttributeValue] {
        var result: [DynamoDB.AttributeValue] = []
        for value in values { result.append(try value.validated(wording: wording)) }
        return result
    }
}
