import AWSCore

/// JSON for people, as `?pretty` brings it: laid out like OpenSearch's, members in their order.
enum PrettyJSON {
    static func text(_ document: Document) -> String {
        var text = ""
        write(document, to: &text, indent: "\n")
        return text + "\n"
    }

    /// - Parameter indent: a line's end and the blanks before the next one.
    private static func write(_ document: Document, to text: inout String, indent: String) {
        switch document {
        case .object(let object) where !object.entries.isEmpty:
            let inner = indent + "  "
            var separator = "{"
            for entry in object.entries {
                text += "\(separator)\(inner)\(scalar(.string(entry.name))) : "
                write(entry.value, to: &text, indent: inner)
                separator = ","
            }
            text += "\(indent)}"
        case .list(let elements) where !elements.isEmpty:
            let inner = indent + "  "
            var separator = "["
            for element in elements {
                text += separator + inner
                write(element, to: &text, indent: inner)
                separator = ","
            }
            text += "\(indent)]"
        case .object: text += "{ }"
        case .list: text += "[ ]"
        default: text += scalar(document)
        }
    }

    private static func scalar(_ document: Document) -> String {
        String(decoding: document.json(), as: UTF8.self)
    }
}
