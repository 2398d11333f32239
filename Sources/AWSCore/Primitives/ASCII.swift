/// Bytes as protocol words are made of: what is not ASCII stays as it is.
enum ASCII {
    static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    static func lowercased(_ text: String) -> String {
        if isInLowerCase(text) { return text }
        return String(decoding: text.utf8.map(lowercase), as: UTF8.self)
    }

    static func isInLowerCase(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in bytes.allSatisfy { $0 == lowercase($0) } }
    }

    /// Space, tab, line feed and their like.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// `text` between every two `separator`s, with what is empty.
    static func split(_ text: String, at separator: UInt8, maxSplits: Int = .max) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            var parts: [String] = []
            var start = 0
            for index in bytes.indices where bytes[index] == separator && parts.count < maxSplits {
                parts.append(part(of: bytes, start, index))
                start = index + 1
            }
            parts.append(part(of: bytes, start, bytes.count))
            return parts
        }
    }

    private static func part(of bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }
}
