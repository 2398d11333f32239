import AWSCore

/// Says what about an answer is not as a case wants it.
enum Matching {
    /// - Returns: nil when `answer` holds everything that `wanted` names.
    static func mismatch(_ answer: Document, gives wanted: Document.Object) -> String? {
        for entry in wanted.entries where !holds(entry, in: answer) {
            let found = answer[plainName(entry.name)]
            return "\(entry.name) should be \(text(entry.value)), is \(found.map(text) ?? "absent")"
        }
        return nil
    }

    private static func holds(_ wanted: Document.Entry, in answer: Document) -> Bool {
        let value = answer[plainName(wanted.name)]
        guard wanted.name.hasSuffix("*") else { return matches(wanted.value, value) }
        return anyOrder(wanted.value, value)
    }

    /// A member named `Name*` is a list in any order.
    private static func plainName(_ name: String) -> String {
        name.hasSuffix("*") ? String(name.dropLast()) : name
    }

    private static func anyOrder(_ wanted: Document, _ value: Document?) -> Bool {
        guard let wanted = wanted.list, var left = value?.list, wanted.count == left.count else { return false }
        for each in wanted {
            guard let index = left.firstIndex(where: { matches(each, $0) }) else { return false }
            left.remove(at: index)
        }
        return true
    }

    static func matches(_ wanted: Document, _ value: Document?) -> Bool {
        switch (wanted, value ?? .null) {
        case (.null, let value): return value.isNull
        case (.string(let pattern), let value) where pattern.hasPrefix("~"): return matches(pattern: pattern, value)
        case (.number(let left), .number(let right)): return left.double == right.double
        case (.list(let left), .list(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { matches($0, $1) }
        case (.object(let left), .object(let right)): return matches(left, right)
        case (let left, let right): return left == right
        }
    }

    private static func matches(_ wanted: Document.Object, _ value: Document.Object) -> Bool {
        guard Set(wanted.entries.map { plainName($0.name) }) == Set(value.entries.map(\.name)) else { return false }
        if wanted.entries.count == 1, let set = wanted.entries.first, ["SS", "NS", "BS"].contains(set.name) {
            return anyOrder(set.value, value[set.name])
        }
        return wanted.entries.allSatisfy { holds($0, in: .object(value)) }
    }

    private static func matches(pattern: String, _ value: Document) -> Bool {
        guard !value.isNull, let regex = try? Regex(String(pattern.dropFirst())).dotMatchesNewlines() else {
            return false
        }
        return (value.string ?? text(value)).wholeMatch(of: regex) != nil
    }

    static func text(_ document: Document) -> String { document.jsonText() }
}
