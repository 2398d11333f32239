/// Bytes that stand for themselves in a JSON string: no quote, no backslash, no control byte.
struct PlainRun {
    /// The offset of the first byte after the run.
    let end: Int
    let isASCII: Bool

    /// Looks at eight bytes at a time.
    init(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = start
        var seen: UInt64 = 0
        var isDone = false
        while !isDone, offset + 8 <= bytes.count {
            let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            let stops = Self.stops(in: word)
            isDone = stops != 0
            let length = isDone ? stops.trailingZeroBitCount / 8 : 8
            seen |= isDone ? word & ((1 << UInt64(8 * length)) - 1) : word
            offset += length
        }
        while !isDone, offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            seen |= UInt64(byte)
            offset += 1
        }
        end = offset
        isASCII = seen & Self.highBits == 0
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The high bit of the first byte in `word` that ends a run; bits above it may be set in error.
    private static func stops(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let controls = (word &- ones &* 0x20) & ~word
        return ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | controls) & highBits
    }
}
