/// Writes documents for people: logs, test failures, the audit record.
package enum DocumentPrinter {
    /// Longer strings and blobs are cut, so that a log line stays a line.
    package static let valueLengthMax = 256

    /// `document` on one line; members that `shape` marks as sensitive show as `***`.
    package static func text(of document: Document, shape: Shape = .document) -> String {
        switch document {
        case .null: "null"
        case .bool(let value): String(value)
        case .number(let value): value.text
        case .string(let value): quoted(value)
        case .blob(let value): "<\(value.count) bytes>"
        case .timestamp(let value): "@\(value.milliseconds)ms"
        case .list(let elements):
            "[" + elements.map { text(of: $0, shape: element(of: shape)) }.joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.entries.map { entry in entryText(entry, in: shape) }.joined(separator: ", ") + "}"
        }
    }

    private static func entryText(_ entry: Document.Entry, in shape: Shape) -> String {
        switch shape {
        case .structure(let schema):
            guard let member = schema().member(named: entry.name) else { return "\(entry.name): ?" }
            let value = member.traits.contains(.sensitive) ? "***" : text(of: entry.value, shape: member.shape)
            return "\(entry.name): \(value)"
        case .map(let map): return "\(entry.name): \(text(of: entry.value, shape: map.value))"
        default: return "\(entry.name): \(text(of: entry.value))"
        }
    }

    private static func element(of shape: Shape) -> Shape {
        if case .list(let list) = shape { list.element } else { .document }
    }

    private static func quoted(_ value: String) -> String {
        value.count <= valueLengthMax
            ? "\"\(value)\"" : "\"\(value.prefix(valueLengthMax))…\" (\(value.utf8.count) bytes)"
    }
}
