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
        if let (form, inner) = wanted.form { return fits(form, inner, value ?? .null) }
        return switch (wanted, value ?? .null) {
        case (.null, let value): value.isNull
        case (.string(let pattern), let value) where pattern.hasPrefix("~"): matches(pattern: pattern, value)
        case (.string(let base64), .blob(let blob)): Document.blob(blob).jsonText() == "\"\(base64)\""
        case (.number(let left), .number(let right)): left.double == right.double
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { matches($0, $1) }
        case (.object(let left), .object(let right)): matches(left, right)
        case (let left, let right): left == right
        }
    }

    private static func matches(_ wanted: Document.Object, _ value: Document.Object) -> Bool {
        guard present(wanted) == present(value) else { return false }
        if wanted.entries.count == 1, let set = wanted.entries.first, ["SS", "NS", "BS"].contains(set.name) {
            return anyOrder(set.value, value[set.name])
        }
        return wanted.entries.allSatisfy { holds($0, in: .object(value)) }
    }

    private static func present(_ members: Document.Object) -> Set<String> {
        Set(members.entries.filter { !$0.value.isNull }.map { plainName($0.name) })
    }

    private static func fits(_ form: Form, _ wanted: Document, _ value: Document) -> Bool {
        switch form {
        case .json:
            guard let text = value.string ?? value.blob?.text, let found = try? Document(json: text) else {
                return false
            }
            return matches(wanted, found)
        case .size: return wanted.int == value.size
        case .has:
            if let wanted = wanted.object {
                return value.object != nil && wanted.entries.allSatisfy { holds($0, in: value) }
            }
            return (wanted.list ?? []).allSatisfy { each in value.list?.contains { matches(each, $0) } ?? false }
        }
    }

    private static func matches(pattern: String, _ value: Document) -> Bool {
        guard !value.isNull, let regex = try? Regex(String(pattern.dropFirst())).dotMatchesNewlines() else {
            return false
        }
        return (value.string ?? value.blob?.text ?? text(value)).wholeMatch(of: regex) != nil
    }

    /// Blobs that are text are shown as such.
    static func text(_ document: Document) -> String {
        document.blob.map { Document.string(String($0.text.prefix(200))) }?.jsonText() ?? document.jsonText()
    }
}

extension Document {
    /// In characters, bytes or elements.
    fileprivate var size: Int? {
        switch self {
        case .string(let text): text.unicodeScalars.count
        case .blob(let blob): blob.count
        case .list(let elements): elements.count
        case .object(let object): object.entries.count
        default: nil
        }
    }
}
