import AWSCore

/// The template of an input transformer: text in which `<name>` stands for something from the event.
///
/// Inside quotes a name becomes bare text: a string its characters, an object or array its JSON without quotes. Outside
/// them it becomes JSON. What is not in the event becomes nothing, or an empty string (recorded answers: LocalStack,
/// test_events_inputs, against AWS).
struct InputTemplate: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case text(String)
        case name(String, isQuoted: Bool)
    }

    private let parts: [Part]
    private let isJSON: Bool

    init(_ template: String) {
        var parts: [Part] = []
        var (text, isQuoted, isEscaped) = ("", false, false)
        var rest = Substring(template)
        while let character = rest.first {
            if character == "<", let name = Self.name(rest) {
                parts += [.text(text), .name(name, isQuoted: isQuoted)]
                text = ""
                rest = rest.dropFirst(name.count + 2)
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && !isEscaped
            text.append(character)
            rest = rest.dropFirst()
        }
        self.parts = parts + [.text(text)]
        isJSON = template.first { !$0.isWhitespace }.map { $0 == "{" || $0 == "[" } ?? false
    }

    private static func name(_ text: Substring) -> String? {
        guard let end = text.firstIndex(of: ">") else { return nil }
        let name = text[text.index(after: text.startIndex)..<end]
        let isName = name.utf8.allSatisfy { byte in
            byte.isIdentifierPart || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        return !name.isEmpty && isName ? String(name) : nil
    }

    /// The names that stand in the template.
    var names: [String] {
        parts.compactMap { if case .name(let name, _) = $0 { name } else { nil } }
    }

    /// The text with `value` in place of the names; nil when that is no JSON, which AWS does not deliver.
    func filled(_ value: (String) -> Document?) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let plain): text += plain
            case .name(let name, let isQuoted): text += shown(value(name), isQuoted: isQuoted)
            }
        }
        return Self.isJSONSequence(text) ? text : nil
    }

    private func shown(_ value: Document?, isQuoted: Bool) -> String {
        guard let value else { return isQuoted ? "" : "\"\"" }
        guard isQuoted else { return value.jsonText() }
        switch value {
        case .string: return String(value.jsonText().dropFirst().dropLast())
        // In a template that is JSON itself the quotes stay, and what comes out is none any more.
        case .list, .object: return isJSON ? value.jsonText() : value.jsonText().filter { $0 != "\"" }
        default: return value.jsonText()
        }
    }

    /// One JSON value, or several lines of them.
    private static func isJSONSequence(_ text: String) -> Bool {
        if (try? Document(json: text)) != nil { return true }
        let lines = text.split(separator: "\n")
        return lines.count > 1 && lines.allSatisfy { (try? Document(json: String($0))) != nil }
    }
}
