package import AWSCore

/// What a result must be like, as a scenario's `expect` says it.
///
/// Plain values are equal to what they stand for; a mapping speaks of the members that it names and of no others, or is
/// made of the operators below.
package indirect enum Pattern: Hashable, Sendable {
    case equals(Document)
    case members([Member])
    case list([Pattern])
    // Of texts; `contains` of lists, too: some element is like that.
    case contains(Pattern)
    case matches(String)
    // Of numbers.
    case min(Double)
    case max(Double)
    // Of lists, and of texts by their characters.
    case length(Pattern)
    case each(Pattern)
    case absent(Bool)
    case not(Pattern)
    case all([Pattern])

    package struct Member: Hashable, Sendable {
        package let name: String
        package let pattern: Pattern

        package init(_ name: String, _ pattern: Pattern) {
            self.name = name
            self.pattern = pattern
        }
    }
}

/// Where a result is not what was expected.
package struct Mismatch: Hashable, Sendable, CustomStringConvertible {
    /// `answer`, `sources.0.title`.
    package let path: String
    package let expected: String
    package let found: String

    package var description: String { "\(path.isEmpty ? "result" : path): expected \(expected), found \(found)" }
}

extension Pattern {
    /// Everything in `value` that is not as the pattern says; nothing when it holds. nil is a member that is not there.
    package func mismatches(_ value: Document?, at path: String = "") -> [Mismatch] {
        func mismatch(_ expected: String) -> [Mismatch] {
            [Mismatch(path: path, expected: expected, found: value.map(Self.excerpt) ?? "nothing")]
        }
        func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        switch self {
        case .equals(let wanted):
            return Self.isSame(wanted, value ?? .null) ? [] : mismatch(Self.excerpt(wanted))
        case .members(let members):
            guard let object = value?.object else { return mismatch("an object") }
            return members.flatMap { $0.pattern.mismatches(object[$0.name], at: below($0.name)) }
        case .list(let patterns):
            guard let elements = value?.list else { return mismatch("a list") }
            guard elements.count == patterns.count else { return mismatch("a list of \(patterns.count)") }
            return zip(patterns, elements).enumerated().flatMap { index, pair in
                pair.0.mismatches(pair.1, at: below(String(index)))
            }
        case .contains(let part): return contains(part, in: value) ? [] : mismatch("something that contains \(part)")
        case .matches(let glob):
            return value?.string.map { Glob.matches($0, glob) } == true ? [] : mismatch("a text like \(glob)")
        case .min(let least): return (value?.double).map { $0 >= least } == true ? [] : mismatch("at least \(least)")
        case .max(let most): return (value?.double).map { $0 <= most } == true ? [] : mismatch("at most \(most)")
        case .length(let pattern):
            let count = value?.list?.count ?? value?.string?.count ?? value?.object?.entries.count
            guard let count else { return mismatch("something with a length") }
            return pattern.mismatches(.number(Number(count)), at: below("length"))
        case .each(let pattern):
            guard let elements = value?.list else { return mismatch("a list") }
            return elements.enumerated().flatMap { pattern.mismatches($1, at: below(String($0))) }
        case .absent(let isAbsent):
            let found = value.map { !$0.isNull } ?? false
            return found != isAbsent ? [] : mismatch(isAbsent ? "nothing" : "something")
        case .not(let pattern): return pattern.mismatches(value, at: path).isEmpty ? mismatch("not \(pattern)") : []
        case .all(let patterns): return patterns.flatMap { $0.mismatches(value, at: path) }
        }
    }

    private func contains(_ part: Pattern, in value: Document?) -> Bool {
        if let elements = value?.list { return elements.contains { part.mismatches($0).isEmpty } }
        guard let text = value?.string, case .equals(let wanted) = part else { return false }
        return text.lowercased().contains((wanted.string ?? wanted.number?.text ?? "").lowercased())
    }

    /// Numbers are equal by value: `1` and `1.0` are one number.
    private static func isSame(_ left: Document, _ right: Document) -> Bool {
        if let left = left.number, let right = right.number { return left == right || left.double == right.double }
        return left == right
    }

    static func excerpt(_ value: Document) -> String {
        let text = value.jsonText(.sorted)
        return text.count <= 300 ? text : "\(text.prefix(300))..."
    }
}

extension Pattern {
    /// The same with what `fill` makes of its texts.
    package func filled(_ fill: (String) -> String) -> Pattern {
        switch self {
        case .equals(let value): .equals(value.string.map { .string(fill($0)) } ?? value)
        case .members(let members): .members(members.map { Member($0.name, $0.pattern.filled(fill)) })
        case .list(let patterns): .list(patterns.map { $0.filled(fill) })
        case .contains(let part): .contains(part.filled(fill))
        case .matches(let glob): .matches(fill(glob))
        case .length(let pattern): .length(pattern.filled(fill))
        case .each(let pattern): .each(pattern.filled(fill))
        case .not(let pattern): .not(pattern.filled(fill))
        case .all(let patterns): .all(patterns.map { $0.filled(fill) })
        case .min, .max, .absent: self
        }
    }
}

extension Pattern: CustomStringConvertible {
    package var description: String {
        switch self {
        case .equals(let value): Self.excerpt(value)
        case .members(let members): "{" + members.map { "\($0.name): \($0.pattern)" }.joined(separator: ", ") + "}"
        case .list(let patterns): "[" + patterns.map(\.description).joined(separator: ", ") + "]"
        case .contains(let part): "something that contains \(part)"
        case .matches(let glob): "a text like \(glob)"
        case .min(let least): "at least \(least)"
        case .max(let most): "at most \(most)"
        case .length(let pattern): "a length of \(pattern)"
        case .each(let pattern): "each \(pattern)"
        case .absent(let isAbsent): isAbsent ? "nothing" : "something"
        case .not(let pattern): "not \(pattern)"
        case .all(let patterns): patterns.map(\.description).joined(separator: " and ")
        }
    }
}
