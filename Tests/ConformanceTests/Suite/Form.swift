import AWSCore

/// The forms that cases write values in, beyond plain YAML. See `Cases/README.md`.
///
/// `!bytes`, `!base64` and `!text` are values at once; of the others it depends on the place what they mean, so they are kept
/// under their tag as the only member of an object.
enum Form: String {
    case json = "!json"
    case has = "!has"
    case size = "!size"

    static func document(_ tag: String, _ value: Document) throws -> Document {
        switch tag {
        case "!bytes": return .blob(Blob(try text(value)))
        case "!base64": return try Document(json: value.json(), as: .blob())
        case "!text": return .string(try text(value))
        default:
            guard Form(rawValue: tag) != nil else { throw SuiteError("there is no form \(tag)") }
            return .object(Document.Object([Document.Entry(tag, value)]))
        }
    }

    /// `abc`, or `[a, 3]` for `aaa`.
    private static func text(_ value: Document) throws -> String {
        if let count = value[1]?.int, let unit = value[0].flatMap(scalarText) {
            return String(repeating: unit, count: count)
        }
        guard let text = scalarText(value) else { throw SuiteError("text, or [text, count], not \(value)") }
        return text
    }

    private static func scalarText(_ value: Document) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let bool): String(bool)
        case .null: ""
        default: nil
        }
    }
}

extension Document {
    /// The form that this is, with what stands under its tag.
    var form: (form: Form, value: Document)? {
        guard let entries = object?.entries, entries.count == 1, let form = Form(rawValue: entries[0].name) else {
            return nil
        }
        return (form, entries[0].value)
    }

    /// The value as a client is asked: `!json` is its text.
    var asked: Document {
        if let (form, value) = form, form == .json { return .string(value.asked.jsonText()) }
        return switch self {
        case .list(let elements): .list(elements.map(\.asked))
        case .object(let object): .object(Object(object.entries.map { Entry($0.name, $0.value.asked) }))
        default: self
        }
    }

    /// `$word` in any text, replaced by what it stands for; a text that is nothing else becomes the value itself.
    func naming(_ names: [String: Document]) -> Document {
        switch self {
        case .string(let text):
            if text.hasPrefix("$"), let value = names[String(text.dropFirst())] { return value }
            return .string(text.naming(names))
        case .blob(let blob) where blob.isShortText: return .blob(Blob(blob.text.naming(names)))
        case .list(let elements): return .list(elements.map { $0.naming(names) })
        case .object(let object):
            return .object(
                Object(object.entries.map { Entry($0.name.naming(names), $0.value.naming(names)) }))
        default: return self
        }
    }

    /// What stands at `Messages.0.Body`; nil where nothing does.
    func found(at path: String) -> Document? {
        path.split(separator: ".").reduce(Document?.some(self)) { place, step in
            Int(step).flatMap { place?[$0] } ?? place?[String(step)]
        }
    }
}

extension Blob {
    fileprivate var isShortText: Bool { count < 1 << 12 && text.utf8.elementsEqual(bytes) }
}

extension String {
    func naming(_ names: [String: Document]) -> String {
        guard contains("$") else { return self }
        return replacing(/\$([A-Za-z]+)/) { found in
            switch names[String(found.1)] {
            case .string(let text)?: text
            case .number(let number)?: number.text
            default: String(found.0)
            }
        }
    }
}
