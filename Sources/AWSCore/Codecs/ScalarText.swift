/// Scalars as text, the way XML and query spell them.
enum ScalarText {
    /// - Parameter timestamps: the format where the shape names none.
    /// - Throws: ``WireError/unexpectedType(expected:at:)`` for a value of another type, or no scalar at all.
    static func write(
        _ value: Document, as shape: Shape, timestamps: Shape.TimestampFormat = .dateTime
    ) throws(WireError) -> String {
        let text: String? =
            switch (shape, value) {
            case (.boolean, .bool(let value)): value ? "true" : "false"
            case (.integer, .number(let number)): number.int64.map { String($0) }
            case (.float, .number(let number)), (.double, .number(let number)): number.text
            case (.string, .string(let text)): text
            case (.blob, .blob(let blob)): blob.base64
            case (.timestamp(let format), .timestamp(let instant)): instant.text(format ?? timestamps)
            default: nil
            }
        guard let text else { throw .unexpectedType(expected: shape.typeName, at: "") }
        return text
    }

    /// - Throws: ``WireError/unexpectedType(expected:at:)`` when `text` does not spell such a value.
    static func read(
        _ text: String, as shape: Shape, timestamps: Shape.TimestampFormat = .dateTime
    ) throws(WireError) -> Document {
        if case .string = shape { return .string(text) }
        let trimmed = trim(text)
        let value: Document? =
            switch shape {
            case .boolean: boolean(trimmed)
            case .integer(let kind, _): integer(trimmed, kind).map { .number(Number($0)) }
            case .float, .double: number(trimmed).map { .number($0) }
            case .blob: Blob(base64: trimmed.filter { !$0.isWhitespace }).map { .blob($0) }
            case .timestamp(let format): Timestamp(trimmed, format ?? timestamps).map { .timestamp($0) }
            default: nil
            }
        guard let value else { throw .unexpectedType(expected: shape.typeName, at: "") }
        return value
    }

    private static func boolean(_ text: String) -> Document? {
        switch text.lowercased() {
        case "true": .bool(true)
        case "false": .bool(false)
        default: nil
        }
    }

    private static func integer(_ text: String, _ kind: Shape.IntegerKind) -> Int64? {
        guard let value = Int64(text) else { return nil }
        return kind.range.contains(value) ? value : nil
    }

    private static func number(_ text: String) -> Number? {
        let named = Number(text: text)
        if named.isWord { return named }
        guard text.utf8.allSatisfy(isNumeral), let value = Double(text), value.isFinite else { return nil }
        return Number(value)
    }

    /// Swift reads hexadecimal floats and words as well.
    private static func isNumeral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private static func trim(_ text: String) -> String {
        func isPlain(_ byte: UInt8?) -> Bool { byte.map { $0 > 0x20 && $0 < 0x7F } ?? true }
        if isPlain(text.utf8.first), isPlain(text.utf8.last) { return text }
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0].drop { $0.isWhitespace }) } ?? ""
    }
}

extension Shape {
    /// Smithy's word for the type, for errors.
    package var typeName: String {
        switch self {
        case .boolean: "boolean"
        case .integer: "integer"
        case .float: "float"
        case .double: "double"
        case .string: "string"
        case .blob: "blob"
        case .timestamp: "timestamp"
        case .document: "document"
        case .list: "list"
        case .map: "map"
        case .structure: "structure"
        }
    }
}

extension Shape.IntegerKind {
    /// What fits.
    package var range: ClosedRange<Int64> {
        switch self {
        case .byte: Int64(Int8.min)...Int64(Int8.max)
        case .short: Int64(Int16.min)...Int64(Int16.max)
        case .integer: Int64(Int32.min)...Int64(Int32.max)
        case .long: Int64.min...Int64.max
        }
    }
}
