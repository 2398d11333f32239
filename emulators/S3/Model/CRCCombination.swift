import AWSCore

/// The checksum of two texts, one behind the other, from the checksums of both and the length of the second: how S3
/// gets the checksum of a whole object from those of its parts.
///
/// A CRC is linear: appending zero bytes to the first text is a matrix over bits, which squaring brings to any length
/// in logarithmic time (the method of zlib's `crc32_combine`, by Mark Adler).
struct CRCCombination<Word: FixedWidthInteger & UnsignedInteger> {
    private let polynomial: Word

    /// - Parameter polynomial: with its bits reflected.
    init(polynomial: Word) {
        self.polynomial = polynomial
    }

    /// - Parameter length: of the second text, in bytes.
    func combine(_ first: Word, _ second: Word, length: Int64) -> Word {
        guard length > 0 else { return first }
        var matrix = oneZeroBit
        // From one bit to eight: one byte.
        for _ in 0..<3 { matrix = squared(matrix) }
        var sum = first
        var rest = length
        while rest > 0 {
            if rest & 1 == 1 { sum = multiply(matrix, sum) }
            rest >>= 1
            if rest > 0 { matrix = squared(matrix) }
        }
        return sum ^ second
    }

    private var oneZeroBit: [Word] {
        [polynomial] + (0..<Word.bitWidth - 1).map { 1 << Word($0) }
    }

    private func multiply(_ matrix: [Word], _ vector: Word) -> Word {
        var (sum, rest, row): (Word, Word, Int) = (0, vector, 0)
        while rest != 0 {
            if rest & 1 == 1 { sum ^= matrix[row] }
            rest >>= 1
            row += 1
        }
        return sum
    }

    private func squared(_ matrix: [Word]) -> [Word] { matrix.map { multiply(matrix, $0) } }
}

extension ChecksumAlgorithm {
    /// Whether the checksum of an object follows from those of its parts.
    var isCombinable: Bool { self == .crc32 || self == .crc32c || self == .crc64NVME }

    /// - Parameters:
    ///   - parts: checksums in base64, and sizes in bytes.
    /// - Returns: in base64; nil when a checksum is not of this algorithm.
    func combined(_ parts: [(checksum: String, size: Int64)]) -> String? {
        switch self {
        case .crc32: combined(parts, CRCCombination<UInt32>(polynomial: 0xEDB8_8320))
        case .crc32c: combined(parts, CRCCombination<UInt32>(polynomial: 0x82F6_3B78))
        case .crc64NVME: combined(parts, CRCCombination<UInt64>(polynomial: 0x9A6C_9329_AC4B_C9B5))
        case .sha1, .sha256: nil
        }
    }

    private func combined<Word>(
        _ parts: [(checksum: String, size: Int64)], _ combination: CRCCombination<Word>
    ) -> String? {
        var sum: Word = 0
        for part in parts {
            guard let bytes = Blob(base64: part.checksum)?.bytes, bytes.count == Word.bitWidth / 8 else { return nil }
            let word = bytes.reduce(Word(0)) { $0 << 8 | Word($1) }
            sum = combination.combine(sum, word, length: part.size)
        }
        return Blob(withUnsafeBytes(of: sum.bigEndian) { Array($0) }).base64
    }

    /// The checksum of the parts' checksums, with the number of parts behind it.
    func composite(_ parts: [String]) -> String {
        let bytes = parts.flatMap { Blob(base64: $0)?.bytes ?? [] }
        return "\(checksum(of: bytes))-\(parts.count)"
    }

    /// Bytes of a checksum.
    var length: Int {
        switch self {
        case .crc32, .crc32c: 4
        case .crc64NVME: 8
        case .sha1: 20
        case .sha256: 32
        }
    }
}
