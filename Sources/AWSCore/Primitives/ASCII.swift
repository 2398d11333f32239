/// Bytes as protocol words are made of: what is not ASCII stays as it is.
enum ASCII {
    static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    static func lowercased(_ text: String) -> String {
        if !text.utf8.contains(where: { (0x41...0x5A).contains($0) }) { return text }
        return String(decoding: text.utf8.map(lowercase), as: UTF8.self)
    }

    /// Space, tab, line feed and their like.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// `text` between every two `separator`s, with what is empty.
    static func split(_ text: String, at separator: UInt8, maxSplits: Int = .max) -> [String] {
        text.utf8.split(separator: separator, maxSplits: maxSplits, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
    }
}
