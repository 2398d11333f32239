/// The length of a field, kept in one byte: exact up to 39, then with four significant bits.
///
/// Source: Lucene, SmallFloat.intToByte4.
enum Norm {
    private static let exactMax = 255 - encoded(long: UInt64(Int32.max))

    static func encode(_ length: Int) -> UInt8 {
        length < exactMax ? UInt8(length) : UInt8(exactMax + encoded(long: UInt64(length - exactMax)))
    }

    /// The length that each byte stands for.
    static let lengths: [Float] = (0..<256).map { byte in
        byte < exactMax ? Float(byte) : Float(exactMax + decoded(byte - exactMax))
    }

    private static func encoded(long value: UInt64) -> Int {
        let bits = 64 - value.leadingZeroBitCount
        guard bits >= 4 else { return Int(value) }
        let shift = bits - 4
        return Int(value >> UInt64(shift) & 0x07) | (shift + 1) << 3
    }

    private static func decoded(_ byte: Int) -> Int {
        let bits = byte & 0x07
        let shift = (byte >> 3) - 1
        return shift == -1 ? bits : (bits | 0x08) << shift
    }
}
