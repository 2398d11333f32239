extension Blob {
    /// Reads base64 as RFC 4648, section 4, has it: padded, in one line, and with no stray bits in the last digit.
    /// - Returns: nil for anything else, as AWS refuses it.
    public init?(base64 text: String) {
        var text = text
        guard let bytes = text.withUTF8(Base64.decode) else { return nil }
        self.init(bytes)
    }

    public var base64: String {
        bytes.withUnsafeBufferPointer(Base64.encode)
    }

    /// Reads what `base64URL` gave.
    public init?(base64URL text: String) {
        guard !text.utf8.contains(where: { "+/=".utf8.contains($0) }) else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        self.init(base64: text.replacing("-", with: "+").replacing("_", with: "/") + padding)
    }

    /// Base64 that needs no escapes in a URL (RFC 4648, section 5), without padding.
    public var base64URL: String {
        String(base64.replacing("+", with: "-").replacing("/", with: "_").prefix { $0 != "=" })
    }
}

enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
    private static let invalid: UInt8 = 0xFF

    /// The value of each byte as a digit.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        alphabet.withUnsafeBufferPointer { digits in
            String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
                var (input, output) = (0, 0)
                while input + 3 <= bytes.count {
                    let group = UInt32(bytes[input]) << 16 | UInt32(bytes[input + 1]) << 8 | UInt32(bytes[input + 2])
                    write(group, digits: 4, alphabet: digits, to: text, at: output)
                    input += 3
                    output += 4
                }
                let rest = bytes.count - input
                guard rest > 0 else { return output }
                let last = rest == 2 ? UInt32(bytes[input + 1]) << 8 : 0
                write(UInt32(bytes[input]) << 16 | last, digits: rest + 1, alphabet: digits, to: text, at: output)
                return output + 4
            }
        }
    }

    /// Writes the upper `digits` digits of the 24 bits of `group`, then padding.
    @inline(__always)
    private static func write(
        _ group: UInt32, digits: Int, alphabet: UnsafeBufferPointer<UInt8>,
        to text: UnsafeMutableBufferPointer<UInt8>, at offset: Int
    ) {
        for index in 0..<4 {
            let digit = Int(group >> UInt32(18 - 6 * index)) & 63
            text[offset + index] = index < digits ? alphabet[digit] : padding
        }
    }

    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard let last = text.last else { return [] }
        let paddings = last != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
        let count = text.count / 4 * 3 - paddings
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
            isValid = values.withUnsafeBufferPointer { decode(text, by: $0, into: bytes, paddings: paddings) }
            initialized = isValid ? count : 0
        }
        return isValid ? bytes : nil
    }

    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, by values: UnsafeBufferPointer<UInt8>,
        into bytes: UnsafeMutableBufferPointer<UInt8>, paddings: Int
    ) -> Bool {
        var output = 0
        let wholeEnd = paddings == 0 ? text.count : text.count - 4
        for input in stride(from: 0, to: wholeEnd, by: 4) {
            let (a, b) = (values[Int(text[input])], values[Int(text[input + 1])])
            let (c, d) = (values[Int(text[input + 2])], values[Int(text[input + 3])])
            guard (a | b | c | d) < 64 else { return false }
            bytes[output] = a << 2 | b >> 4
            bytes[output + 1] = b << 4 | c >> 2
            bytes[output + 2] = c << 6 | d
            output += 3
        }
        guard paddings > 0 else { return true }
        let (a, b) = (values[Int(text[wholeEnd])], values[Int(text[wholeEnd + 1])])
        let c = paddings == 1 ? values[Int(text[wholeEnd + 2])] : 0
        guard (a | b | c) < 64, paddings == 1 ? c & 3 == 0 : b & 15 == 0 else { return false }
        bytes[output] = a << 2 | b >> 4
        if paddings == 1 { bytes[output + 1] = b << 4 | c >> 2 }
        return true
    }
}
