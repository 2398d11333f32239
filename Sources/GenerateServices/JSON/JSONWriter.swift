/// Writes JSON with one member of the first `openLevels` levels on a line, so that a change of one shape is one line
/// of a diff, and everything deeper compact.
package enum JSONWriter {
    package static func write(_ value: JSON, openLevels: Int = 0) -> String {
        text(of: value, openLevels: openLevels, indentation: "") + "\n"
    }

    private static func text(of value: JSON, openLevels: Int, indentation: String) -> String {
        switch value {
        case .null: return "null"
        case .bool(let value): return String(value)
        case .number(let text): return text
        case .string(let text): return quoted(text)
        case .array(let elements):
            return "[" + elements.map { text(of: $0, openLevels: 0, indentation: "") }.joined(separator: ",") + "]"
        case .object(let fields):
            let inner = indentation + " "
            let members = fields.map { field in
                quoted(field.name) + ":" + text(of: field.value, openLevels: openLevels - 1, indentation: inner)
            }
            guard openLevels > 0, !members.isEmpty else { return "{" + members.joined(separator: ",") + "}" }
            return "{\n" + members.map { inner + $0 }.joined(separator: ",\n") + "\n" + indentation + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
