/// A cyclic redundancy check, eight bytes at a time by eight tables ("slicing by 8").
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
    }

    @_specialize(where Word == UInt32)
    @_specialize(where Word == UInt64)
    func update(_ state: Word, _ bytes: UnsafeRawBufferPointer) -> Word {
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
