/// Percent-encoding as AWS wants it: everything but RFC 3986's unreserved characters, with upper-case digits.
public enum PercentEncoding {
    /// - Parameter keepingSlashes: leaves `/` as it is, for a path or a greedy label.
    public static func encode(_ text: String, keepingSlashes: Bool = false) -> String {
        var text = text
        return text.withUTF8 { bytes in
            let kept = bytes.count { isKept($0, keepingSlashes) }
            if kept == bytes.count { return String(decoding: bytes, as: UTF8.self) }
            return String(unsafeUninitializedCapacity: kept + 3 * (bytes.count - kept)) { output in
                var count = 0
                for byte in bytes {
                    if isKept(byte, keepingSlashes) {
                        output[count] = byte
                        count += 1
                    } else {
                        output[count] = UInt8(ascii: "%")
                        output[count + 1] = digit(byte >> 4)
                        output[count + 2] = digit(byte & 15)
                        count += 3
                    }
                }
                return count
            }
        }
    }

    /// Appends what ``encode(_:keepingSlashes:)`` gives for the text of `bytes`.
    static func append(_ bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
        for byte in bytes {
            if isKept(byte, false) {
                output.append(byte)
            } else {
                output.append(UInt8(ascii: "%"))
                output.append(digit(byte >> 4))
                output.append(digit(byte & 15))
            }
        }
    }

    /// - Parameter plusIsSpace: as in `application/x-www-form-urlencoded`.
    /// - Returns: nil for `%` without two hexadecimal digits, and for bytes that are not UTF-8.
    public static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        decode(utf8: text.utf8, plusIsSpace: plusIsSpace)
    }

    static func decode(utf8 text: some Sequence<UInt8>, plusIsSpace: Bool) -> String? {
        guard let bytes = bytes(text, plusIsSpace: plusIsSpace) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func bytes(_ text: some Sequence<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        var input = text.makeIterator()
        while let byte = input.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = input.next().flatMap(value), let low = input.next().flatMap(value) else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return bytes
    }

    private static func isKept(_ byte: UInt8, _ keepingSlashes: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: keepingSlashes && byte == UInt8(ascii: "/")
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}

/// The part of a request target after `?`, or a form's body: `list-type=2&delimiter`.
public enum QueryString {
    /// No AWS operation has near as many; more are refused rather than stored.
    public static let itemsMax = 10_000

    /// - Parameter plusIsSpace: true for forms, false for URLs, in which `+` is itself.
    /// - Throws: ``WireError/malformed(_:offset:)`` for what cannot be decoded, ``WireError/tooLarge(_:)`` past
    ///   ``itemsMax``.
    public static func parse(_ text: String, plusIsSpace: Bool = false) throws(WireError) -> [HTTPRequest.QueryItem] {
        var items: [HTTPRequest.QueryItem] = []
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            guard items.count < itemsMax else { throw .tooLarge("more than \(itemsMax) query parameters") }
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = sides.compactMap { PercentEncoding.decode(utf8: $0, plusIsSpace: plusIsSpace) }
            guard decoded.count == sides.count else {
                let offset = text.utf8.distance(from: text.startIndex, to: part.startIndex)
                throw .malformed("a query parameter is not percent-encoded UTF-8", offset: offset)
            }
            items.append(HTTPRequest.QueryItem(decoded[0], decoded.count == 2 ? decoded[1] : nil))
        }
        return items
    }

    /// Names and values encoded; a nil value is written without `=`.
    public static func text(of items: [HTTPRequest.QueryItem]) -> String {
        items.map { item in
            let name = PercentEncoding.encode(item.name)
            return item.value.map { "\(name)=\(PercentEncoding.encode($0))" } ?? name
        }.joined(separator: "&")
    }
}
