import AWSCore

/// One key of a statement's `Condition`: all of them must hold.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
struct PolicyCondition: Sendable {
    let comparison: ConditionComparison
    let quantifier: Quantifier
    let isIfExists: Bool
    let key: String
    let expected: [PolicyTemplate]

    enum Quantifier: Sendable {
        case single, forAllValues, forAnyValue
    }

    static func all(in element: Document?, hasVariables: Bool) throws(MalformedPolicy) -> [PolicyCondition] {
        guard let element else { return [] }
        guard let operators = element.object else { throw MalformedPolicy("Syntax errors in policy.") }
        var conditions: [PolicyCondition] = []
        for entry in operators.entries {
            guard let keys = entry.value.object else { throw MalformedPolicy("Syntax errors in policy.") }
            for key in keys.entries {
                conditions.append(try PolicyCondition(entry.name, key.name, key.value, hasVariables: hasVariables))
            }
        }
        return conditions
    }

    private init(
        _ name: String, _ key: String, _ values: Document, hasVariables: Bool
    ) throws(MalformedPolicy) {
        var name = name[...]
        if let rest = name.dropping(prefix: "ForAllValues:") {
            (quantifier, name) = (.forAllValues, rest)
        } else if let rest = name.dropping(prefix: "ForAnyValue:") {
            (quantifier, name) = (.forAnyValue, rest)
        } else {
            quantifier = .single
        }
        isIfExists = name.hasSuffix("IfExists")
        if isIfExists { name = name.dropLast("IfExists".count) }
        guard let comparison = ConditionComparison(String(name)), !(isIfExists && comparison == .null) else {
            throw MalformedPolicy("Invalid Condition type : \(name)")
        }
        self.comparison = comparison
        self.key = key
        expected = try Self.texts(values).map { PolicyTemplate($0, hasVariables: hasVariables) }
    }

    /// Strings, numbers and booleans, one or a list of them.
    private static func texts(_ values: Document) throws(MalformedPolicy) -> [String] {
        var texts: [String] = []
        for value in values.list ?? [values] {
            switch value {
            case .string(let text): texts.append(text)
            case .number(let number): texts.append(number.text)
            case .bool(let flag): texts.append(flag ? "true" : "false")
            default: throw MalformedPolicy("Syntax errors in policy.")
            }
        }
        return texts
    }

    func holds(in context: ConditionContext) -> Bool {
        let actual = context[key]
        if comparison == .null { return nullHolds(isMissing: actual == nil, context) }
        guard let actual, !actual.isEmpty else {
            return isIfExists || quantifier == .forAllValues || quantifier == .single && comparison.isNegated
        }
        switch quantifier {
        case .single where comparison.isNegated, .forAllValues: return actual.allSatisfy { holds($0, context) }
        case .single, .forAnyValue: return actual.contains { holds($0, context) }
        }
    }

    /// Whether one value of the request agrees with any value of the policy, or with none if the operator is negated.
    private func holds(_ actual: String, _ context: ConditionContext) -> Bool {
        expected.contains { comparison.matches(actual, $0, context) } != comparison.isNegated
    }

    private func nullHolds(isMissing: Bool, _ context: ConditionContext) -> Bool {
        expected.contains { $0.text(in: context)?.lowercased() == (isMissing ? "true" : "false") }
    }
}

extension Substring {
    fileprivate func dropping(prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
