/// What a value breaks, in AWS's words. Those of an element are listed whole, whichever of them it breaks.
extension ConstraintRule {
    /// The constraints that the value breaks, of those it does not leave to the structures in it.
    func broken(by value: Document) -> [String] {
        switch (self, value) {
        case (.number(let bounds), .number(let number)): bounds.broken(by: number)
        case (.decimal(let range), .number(let number)): range.broken(by: number)
        case (.text(let rule), .string(let text)): rule.broken(by: text)
        case (.bytes(let bounds), .blob(let blob)): bounds.broken(byLength: blob.count)
        case (.list(let bounds, let element), .list(let elements)):
            (bounds?.broken(byLength: elements.count) ?? [])
                + (element.map { Self.broken(by: elements, $0, "Member must satisfy constraint") } ?? [])
        case (.map(let bounds, let key, let element), .object(let object)):
            (bounds?.broken(byLength: object.entries.count) ?? [])
                + (key.map { Self.broken(byKeysOf: object, $0) } ?? [])
                + (element.map {
                    Self.broken(by: object.entries.lazy.map(\.value), $0, "Map value must satisfy constraint")
                } ?? [])
        default: []
        }
    }

    private static func broken(by elements: some Sequence<Document>, _ rule: ConstraintRule, _ words: String)
        -> [String]
    {
        if case .structure = rule { return [] }
        let isBroken = elements.contains { !rule.own.broken(by: $0).isEmpty }
        return isBroken ? ["\(words): [\(rule.words.joined(separator: ", "))]"] : []
    }

    private static func broken(byKeysOf object: Document.Object, _ rule: TextRule) -> [String] {
        let isBroken = object.entries.contains { !rule.isSatisfied(by: $0.name) }
        return isBroken ? ["Map keys must satisfy constraint: [\(rule.words.joined(separator: ", "))]"] : []
    }

    /// The rule for the value itself, not for what it contains.
    private var own: ConstraintRule {
        switch self {
        case .list(let bounds, _): .list(bounds, element: nil)
        case .map(let bounds, _, _): .map(bounds, key: nil, value: nil)
        default: self
        }
    }

    /// The rule for what the value contains, not for itself.
    var withoutBounds: ConstraintRule {
        switch self {
        case .list(_, let element): .list(nil, element: element)
        case .map(_, let key, let value): .map(nil, key: key, value: value)
        default: self
        }
    }

    /// Whether violations may lie further in than the container itself can tell.
    var holdsStructures: Bool {
        switch self {
        case .structure, .list(_, .some), .map(_, .some, _), .map(_, _, .some): true
        default: false
        }
    }

    private var words: [String] {
        switch self {
        case .number(let bounds): bounds.words("value")
        case .decimal(let range): range.words
        case .text(let rule): rule.words
        case .bytes(let bounds): bounds.words("length")
        case .list(let bounds, _), .map(let bounds, _, _): bounds?.words("length") ?? []
        case .structure: []
        }
    }
}

extension Bounds {
    func broken(by number: Number) -> [String] {
        guard let value = number.int64 else { return [] }
        return broken(by: value, "value")
    }

    func broken(byLength length: Int) -> [String] {
        broken(by: Int64(length), "length")
    }

    private func broken(by value: Int64, _ noun: String) -> [String] {
        if let max, value > max { return [Self.atMost(max, noun)] }
        if let min, value < min { return [Self.atLeast(min, noun)] }
        return []
    }

    func words(_ noun: String) -> [String] {
        [max.map { Self.atMost($0, noun) }, min.map { Self.atLeast($0, noun) }].compactMap { $0 }
    }

    private static func atMost(_ max: Int64, _ noun: String) -> String {
        "Member must have \(noun) less than or equal to \(max)"
    }

    private static func atLeast(_ min: Int64, _ noun: String) -> String {
        "Member must have \(noun) greater than or equal to \(min)"
    }
}

extension ClosedRange<Double> {
    fileprivate func broken(by number: Number) -> [String] {
        guard let value = number.double, !contains(value) else { return [] }
        return [value > upperBound ? atMost : atLeast]
    }

    fileprivate var words: [String] { [atMost, atLeast] }

    private var atMost: String { "Member must have value less than or equal to \(upperBound)" }

    private var atLeast: String { "Member must have value greater than or equal to \(lowerBound)" }
}

extension TextRule {
    func broken(by text: String) -> [String] {
        if isSatisfied(by: text) { return [] }
        var broken: [String] = []
        if let values, !valueSet.contains(text) { broken.append(Self.enumeration(values)) }
        if let pattern, let matcher, !matcher.matches(text) { broken.append(Self.pattern(pattern)) }
        if let length { broken += length.broken(byLength: text.unicodeScalars.count) }
        return broken
    }

    func isSatisfied(by text: String) -> Bool {
        if let length, !length.admits(text) { return false }
        if values != nil, !valueSet.contains(text) { return false }
        return matcher?.matches(text) ?? true
    }

    var words: [String] {
        var words = length?.words("length") ?? []
        if let pattern { words.append(Self.pattern(pattern)) }
        if let values { words.append(Self.enumeration(values)) }
        return words
    }

    private static func pattern(_ pattern: String) -> String {
        "Member must satisfy regular expression pattern: \(pattern)"
    }

    private static func enumeration(_ values: [String]) -> String {
        "Member must satisfy enum value set: [\(values.joined(separator: ", "))]"
    }
}

extension Bounds {
    /// Characters are Unicode scalars (Smithy, length trait); mostly their bytes already tell that there are not too
    /// many, nor too few.
    fileprivate func admits(_ text: String) -> Bool {
        let bytes = Int64(text.utf8.count)
        if bytes <= max ?? .max, bytes / 4 >= min ?? 0 { return true }
        let count = Int64(text.unicodeScalars.count)
        return count <= max ?? .max && count >= min ?? 0
    }
}

extension Document {
    /// As Java prints the value, which is what AWS's messages show.
    var javaText: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .number(let value): value.text
        case .string(let value): value
        case .blob(let value): "java.nio.HeapByteBuffer[pos=0 lim=\(value.count) cap=\(value.count)]"
        case .timestamp(let value): value.text(.dateTime)
        case .list(let elements): "[\(elements.map(\.javaText).joined(separator: ", "))]"
        case .object(let object):
            "{\(object.entries.map { "\($0.name)=\($0.value.javaText)" }.joined(separator: ", "))}"
        }
    }
}
