/// One demand on one value, and the sentence that refuses it.
struct ConstraintRule {
    let sentence: String
    let kind: Kind

    enum Kind {
        case lengthAtLeast(Int64), lengthAtMost(Int64)
        case valueAtLeast(Int64), valueAtMost(Int64)
        case pattern(String)
        case oneOf([String])
    }

    /// The rules of a shape by itself, in the order in which AWS lists them.
    static func rules(of shape: Shape) -> [ConstraintRule] {
        switch shape {
        case .integer(_, let bounds): range(bounds)
        case .string(let constraints): constraints.map(text) ?? []
        case .blob(let bounds): length(bounds)
        case .list(let list): length(list.bounds)
        case .map(let map): length(map.bounds)
        default: []
        }
    }

    /// "[Member must have length less than or equal to 255, Member must ...]".
    static func listed(_ rules: [ConstraintRule]) -> String {
        "[" + rules.map(\.sentence).joined(separator: ", ") + "]"
    }

    func holds(for value: Document) -> Bool {
        switch kind {
        case .lengthAtLeast(let least): Self.length(of: value).map { $0 >= least } ?? true
        case .lengthAtMost(let most): Self.length(of: value).map { $0 <= most } ?? true
        case .valueAtLeast(let least): value.number?.int64.map { $0 >= least } ?? true
        case .valueAtMost(let most): value.number?.int64.map { $0 <= most } ?? true
        case .pattern(let pattern): value.string.map { Patterns.shared.matches($0, pattern) } ?? true
        case .oneOf(let values): value.string.map { values.contains($0) } ?? true
        }
    }

    /// Characters of a string (Unicode scalars), bytes of a blob, elements of a list, entries of a map.
    private static func length(of value: Document) -> Int64? {
        switch value {
        case .string(let text): Int64(text.unicodeScalars.count)
        case .blob(let blob): Int64(blob.count)
        case .list(let elements): Int64(elements.count)
        case .object(let object): Int64(object.entries.count)
        default: nil
        }
    }

    private static func text(_ constraints: StringConstraints) -> [ConstraintRule] {
        if let values = constraints.values {
            let shown = RecordedValueSets.order(of: values).joined(separator: ", ")
            return [ConstraintRule(sentence: "Member must satisfy enum value set: [\(shown)]", kind: .oneOf(values))]
        }
        let pattern = constraints.pattern.map {
            ConstraintRule(sentence: "Member must satisfy regular expression pattern: \($0)", kind: .pattern($0))
        }
        return length(constraints.length) + (pattern.map { [$0] } ?? [])
    }

    private static func length(_ bounds: Bounds?) -> [ConstraintRule] {
        var rules: [ConstraintRule] = []
        if let most = bounds?.max {
            rules.append(
                .init(sentence: "Member must have length less than or equal to \(most)", kind: .lengthAtMost(most)))
        }
        if let least = bounds?.min {
            rules.append(
                .init(
                    sentence: "Member must have length greater than or equal to \(least)", kind: .lengthAtLeast(least)))
        }
        return rules
    }

    private static func range(_ bounds: Bounds?) -> [ConstraintRule] {
        var rules: [ConstraintRule] = []
        if let most = bounds?.max {
            rules.append(
                .init(sentence: "Member must have value less than or equal to \(most)", kind: .valueAtMost(most)))
        }
        if let least = bounds?.min {
            rules.append(
                .init(sentence: "Member must have value greater than or equal to \(least)", kind: .valueAtLeast(least)))
        }
        return rules
    }
}
