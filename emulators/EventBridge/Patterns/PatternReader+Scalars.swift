/// Strings and numbers: the only tokens with an inside.
extension PatternReader {
    /// The rest of a string whose opening quote has been passed.
    mutating func string() throws(PatternError) -> String {
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20:
                throw failure(
                    "Illegal unquoted character ((CTRL-CHAR, code \(byte))): has to be escaped using backslash to be "
                        + "included in string value")
            default: text.append(byte)
            }
        }
        throw failure("Unexpected end-of-input: was expecting closing quote for a string value")
    }

    private mutating func escape(into text: inout [UInt8]) throws(PatternError) {
        guard position < bytes.count else {
            throw failure("Unexpected end-of-input: was expecting closing quote for a string value")
        }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try unicodeEscape())).utf8)
        default:
            position -= 1
            let scalar = scalar(at: position)
            position += scalar.utf8.count
            throw failure("Unrecognized character escape '\(scalar)' (code \(scalar.unicodeScalars.first?.value ?? 0))")
        }
    }

    /// Half of a surrogate pair that stands alone becomes U+FFFD.
    private mutating func unicodeEscape() throws(PatternError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        position += 2
        let second = try codeUnit()
        guard (0xDC00...0xDFFF).contains(second) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func codeUnit() throws(PatternError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count else {
                throw failure("Unexpected end-of-input in character escape sequence")
            }
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw unexpected("expected a hex-digit for character escape sequence")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    /// The number that begins here, its digits untouched.
    mutating func number() throws(PatternError) -> String {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        guard digits() > 0 else {
            throw unexpected("expected digit (0-9) to follow minus sign, for valid numeric value")
        }
        let whole = bytes[start..<position].drop { $0 == UInt8(ascii: "-") }
        guard whole.count == 1 || whole.first != UInt8(ascii: "0") else {
            throw failure("Invalid numeric value: Leading zeroes not allowed")
        }
        if peek() == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw unexpected("Decimal point not followed by a digit") }
        }
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw unexpected("Exponent indicator not followed by a digit") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position - start
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }
}

extension UInt8 {
    /// As Java sees it; bytes beyond ASCII count as letters.
    var isIdentifierStart: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"),
            UInt8(ascii: "$"), 0x80...0xFF:
            true
        default: false
        }
    }

    var isIdentifierPart: Bool { isIdentifierStart || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
