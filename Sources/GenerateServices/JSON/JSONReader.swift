/// Reads JSON text. For files of our own making and service models: what is wrong with them is told by byte offset.
package struct JSONReader {
    package struct Failure: Error, CustomStringConvertible {
        package let reason: String
        package let offset: Int
        package var description: String { "\(reason) at byte \(offset)" }
    }

    private let bytes: [UInt8]
    private var position = 0

    package static func read(_ bytes: [UInt8]) throws(Failure) -> JSON {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.failure("text after the value") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value() throws(Failure) -> JSON {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try text())
        case nil: throw failure("the text ends too early")
        default: return try word()
        }
    }

    private mutating func object() throws(Failure) -> JSON {
        position += 1
        var fields: [JSON.Field] = []
        while try !closes(with: UInt8(ascii: "}"), isFirst: fields.isEmpty) {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw failure("a member's name is missing") }
            let name = try text()
            skipSpace()
            guard peek == UInt8(ascii: ":") else { throw failure("a colon is missing") }
            position += 1
            fields.append(JSON.Field(name, try value()))
        }
        return .object(fields)
    }

    private mutating func array() throws(Failure) -> JSON {
        position += 1
        var elements: [JSON] = []
        while try !closes(with: UInt8(ascii: "]"), isFirst: elements.isEmpty) {
            elements.append(try value())
        }
        return .array(elements)
    }

    /// Steps over the closing bracket, or over the comma before the next element.
    private mutating func closes(with bracket: UInt8, isFirst: Bool) throws(Failure) -> Bool {
        skipSpace()
        if peek == bracket {
            position += 1
            return true
        }
        if isFirst { return false }
        guard peek == UInt8(ascii: ",") else { throw failure("a comma is missing") }
        position += 1
        return false
    }

    private mutating func word() throws(Failure) -> JSON {
        let start = position
        while let byte = peek, !Self.ends.contains(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default:
            guard Double(word) != nil else { throw failure("'\(word)' is no value") }
            return .number(word)
        }
    }

    private mutating func text() throws(Failure) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            position += 1
            if byte == UInt8(ascii: "\\") {
                content += Array(String(try escape()).utf8)
            } else {
                content.append(byte)
            }
        }
        guard peek != nil else { throw failure("a string has no end") }
        position += 1
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func escape() throws(Failure) -> Character {
        guard let byte = peek else { throw failure("a string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return Character(try escapedScalar())
        default: return Character(Unicode.Scalar(byte))
        }
    }

    private mutating func escapedScalar() throws(Failure) -> Unicode.Scalar {
        let unit = try codeUnit()
        guard UTF16.isLeadSurrogate(unit) else {
            guard let scalar = Unicode.Scalar(unit) else { throw failure("half a surrogate pair") }
            return scalar
        }
        guard bytes[position...].starts(with: Array("\\u".utf8)) else { throw failure("half a surrogate pair") }
        position += 2
        return UTF16.decode(UTF16.EncodedScalar([unit, try codeUnit()]))
    }

    private mutating func codeUnit() throws(Failure) -> UInt16 {
        let digits = bytes[position...].prefix(4)
        guard let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw failure("a \\u escape needs four hexadecimal digits")
        }
        position += 4
        return unit
    }

    private mutating func skipSpace() {
        while let byte = peek, Self.spaces.contains(byte) { position += 1 }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func failure(_ reason: String) -> Failure { Failure(reason: reason, offset: position) }

    private static let spaces = Set(" \n\r\t".utf8)
    private static let ends = Set(" \n\r\t,]}".utf8)
}
