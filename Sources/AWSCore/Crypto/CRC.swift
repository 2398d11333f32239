private import CChecksums

/// A cyclic redundancy check, folded by multiplication where the processor can, else eight bytes at a time by eight
/// tables ("slicing by 8").
///
/// All of these are reflected, start from all ones and are inverted at the end.
public struct CRC32: Sendable {
    private var state: UInt32 = ~0
    private let tables: CRCTables<UInt32>

    /// The polynomial of zlib, gzip and the event stream.
    public init() {
        tables = .zlib
    }

    private init(_ tables: CRCTables<UInt32>) {
        self.tables = tables
    }

    /// The polynomial of Castagnoli, RFC 3720.
    public static var castagnoli: CRC32 { CRC32(.castagnoli) }

    public var value: UInt32 { ~state }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        state = tables.update(state, bytes)
    }

    /// zlib's checksum of `bytes`.
    public static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
        var check = CRC32()
        check.update(bytes)
        return check.value
    }
}

/// CRC-64/NVME, the checksum that S3 computes where the client names none.
public struct CRC64NVME: Sendable {
    private var state: UInt64 = ~0

    public init() {}

    public var value: UInt64 { ~state }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        state = CRCTables.nvme.update(state, bytes)
    }
}

extension CRC32 {
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }
}

extension CRC64NVME {
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }
}

/// What eight tables of 256 words do to a remainder.
struct CRCTables<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private let words: [Word]
    private let fold: CRCFold?

    /// - Parameter polynomial: with its bits reflected.
    init(polynomial: Word) {
        var words = [Word](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var word = Word(byte)
            for _ in 0..<8 { word = word & 1 == 0 ? word >> 1 : word >> 1 ^ polynomial }
            words[byte] = word
        }
        for index in 256..<words.count {
            let word = words[index - 256]
            words[index] = word >> 8 ^ words[Int(truncatingIfNeeded: word & 0xFF)]
        }
        self.words = words
        fold = CRCFold(polynomial: polynomial)
    }

    func update(_ state: Word, _ bytes: UnsafeRawBufferPointer) -> Word {
        guard let fold, bytes.count >= CRCFold.bytesMin else { return step(state, bytes) }
        let count = bytes.count & ~15
        let folded = fold.remainder(of: UnsafeRawBufferPointer(rebasing: bytes[..<count]), after: UInt64(state))
        let remainder = withUnsafeBytes(of: folded) { step(0, $0) }
        return step(remainder, UnsafeRawBufferPointer(rebasing: bytes[count...]))
    }

    /// By the tables alone.
    @_specialize(where Word == UInt32)
    @_specialize(where Word == UInt64)
    func step(_ state: Word, _ bytes: UnsafeRawBufferPointer) -> Word {
        words.withUnsafeBufferPointer { words in
            var state = state
            var offset = 0
            while offset + 8 <= bytes.count {
                let block = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
                let mixed = block ^ UInt64(truncatingIfNeeded: state)
                // Zero for 64 bits, where the shift empties the word.
                state = 0
                for index in 0..<8 {
                    state ^= words[(7 - index) << 8 | Int(mixed >> UInt64(8 * index) & 0xFF)]
                }
                offset += 8
            }
            while offset < bytes.count {
                let byte = UInt8(truncatingIfNeeded: state) ^ bytes[offset]
                state = (state >> 8) ^ words[Int(byte)]
                offset += 1
            }
            return state
        }
    }
}

extension CRCTables<UInt32> {
    static let zlib = CRCTables(polynomial: 0xEDB8_8320)
    static let castagnoli = CRCTables(polynomial: 0x82F6_3B78)
}

extension CRCTables<UInt64> {
    static let nvme = CRCTables(polynomial: 0x9A6C_9329_AC4B_C9B5)
}

/// Moves blocks of 16 bytes along a message until 16 are left, whose remainder is the message's.
private struct CRCFold: Sendable {
    static let bytesMin = Int(CC_FOLD_BYTES_MIN)

    private let factors: cc_fold

    /// - Returns: nil where the processor does not multiply so.
    init?<Word: FixedWidthInteger & UnsignedInteger>(polynomial: Word) {
        guard cc_can_fold() else { return nil }
        factors = cc_fold(
            far_first: Self.power(512 + 63, polynomial), far_last: Self.power(512 - 1, polynomial),
            near_first: Self.power(128 + 63, polynomial), near_last: Self.power(128 - 1, polynomial))
    }

    /// The remainder of x to the power of `exponent`, its bits reflected in 64.
    ///
    /// A product of reflected words comes out one place too low, which is why exponents are one less than distances.
    private static func power<Word: FixedWidthInteger & UnsignedInteger>(_ exponent: Int, _ polynomial: Word) -> UInt64
    {
        var remainder = Word(1) << Word(Word.bitWidth - 1)
        for _ in 0..<exponent {
            remainder = remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ polynomial
        }
        return UInt64(remainder) << UInt64(64 - Word.bitWidth)
    }

    /// - Parameter bytes: a multiple of 16, at least ``bytesMin``.
    func remainder(of bytes: UnsafeRawBufferPointer, after state: UInt64) -> (UInt64, UInt64) {
        var remainder: (UInt64, UInt64) = (0, 0)
        guard let start = bytes.baseAddress else { return remainder }
        withUnsafeMutableBytes(of: &remainder) { output in
            guard let output = output.baseAddress else { return }
            withUnsafePointer(to: factors) {
                cc_fold_message(
                    $0, state, start.assumingMemoryBound(to: UInt8.self), bytes.count,
                    output.assumingMemoryBound(to: UInt8.self))
            }
        }
        return remainder
    }
}
