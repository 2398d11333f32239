/// Strings and numbers: the only tokens of JSON with an inside.
extension JSONParser {
    /// The string whose opening quote stands here.
    mutating func string() throws(WireError) -> String {
        let start = position + 1
        let run = PlainRun(in: bytes, from: start)
        position = run.end
        guard position < bytes.count else { throw malformed("a string does not end") }
        if bytes[position] != UInt8(ascii: "\"") { return try escapedString(from: start) }
        position += 1
        let utf8 = UnsafeBufferPointer(rebasing: bytes[start..<run.end])
        // Nearly all strings are ASCII, and validating takes several times as long.
        if run.isASCII { return String(decoding: utf8, as: UTF8.self) }
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw malformed("a string is not UTF-8", at: start)
        }
        return text
    }

    /// The number that begins here, its digits untouched.
    mutating func number() throws(WireError) -> Number {
        let start = position
        if peek() == UInt8(ascii: "-") { position += 1 }
        if peek() == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        if peek() == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return Number(text: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits() throws(WireError) {
        let start = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw malformed("a number lacks a digit") }
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    // Strings with escapes.

    private mutating func escapedString(from start: Int) throws(WireError) -> String {
        var text: [UInt8] = []
        var runStart = start
        while true {
            text.append(contentsOf: bytes[runStart..<position])
            guard position < bytes.count else { throw malformed("a string does not end") }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw malformed("a string is not UTF-8", at: start)
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            default: throw malformed("a control byte in a string")
            }
            runStart = position
            position = PlainRun(in: bytes, from: runStart).end
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(WireError) {
        guard position + 1 < bytes.count else { throw malformed("a string does not end") }
        let letter = bytes[position + 1]
        if letter == UInt8(ascii: "u") {
            text.append(contentsOf: String(try unicodeEscape()).utf8)
            return
        }
        let byte: UInt8 =
            switch letter {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
            case UInt8(ascii: "b"): 0x08
            case UInt8(ascii: "f"): 0x0C
            case UInt8(ascii: "n"): 0x0A
            case UInt8(ascii: "r"): 0x0D
            case UInt8(ascii: "t"): 0x09
            default: throw malformed("an unknown escape")
            }
        text.append(byte)
        position += 2
    }

    /// `\u` and four digits, or two of them where the first is half of a pair.
    private mutating func unicodeEscape() throws(WireError) -> Character {
        let start = position
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw malformed("half of a surrogate pair", at: start) }
        let second = try codeUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw malformed("half of a surrogate pair", at: start) }
        return Character(scalar)
    }

    private mutating func codeUnit() throws(WireError) -> UInt16 {
        guard position + 6 <= bytes.count else { throw malformed("an escape is cut short") }
        var unit: UInt16 = 0
        for byte in bytes[position + 2..<position + 6] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw malformed("an escape needs four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
        }
        position += 6
        return unit
    }
}
