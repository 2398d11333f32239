internal import CVectorKernels

/// The first page of a segment's file: what it holds and where.
///
///     0  "KASSROWS"   8  version   12  CRC of the page with this field 0
///     16 metric, precision, flags, sections (UInt32 each)   32 dimension   40 rows   48 seed   56 lists   64 first id
///     72 for each section: kind (UInt32), CRC of its bytes (UInt32), offset, length (UInt64)
struct SegmentHeader: Sendable {
    static let magic: [UInt8] = Array("KASSROWS".utf8)
    static let version: UInt32 = 1
    static let size = RowLayout.page

    struct Section: Sendable {
        var kind: RowSection
        var checksum: UInt32
        var range: Range<Int>
    }

    var shape: RowShape
    var rows: Int
    var seed: UInt64
    var lists: Int
    /// When ids follow on each other without a gap.
    var contiguousFrom: UInt64?
    var sections: [Section]

    var bytes: [UInt8] {
        var writer = ByteWriter()
        for byte in Self.magic { writer.put(byte) }
        writer.put(Self.version)
        writer.put(UInt32(0))
        writer.put(UInt32(shape.metric.rawValue))
        writer.put(UInt32(shape.precision.rawValue))
        writer.put(UInt32(contiguousFrom == nil ? 0 : 1))
        writer.put(UInt32(sections.count))
        for value in [UInt64(shape.dimension), UInt64(rows), seed, UInt64(lists), contiguousFrom ?? 0] {
            writer.put(value)
        }
        for section in sections {
            writer.put(section.kind.rawValue)
            writer.put(section.checksum)
            writer.put(UInt64(section.range.lowerBound))
            writer.put(UInt64(section.range.count))
        }
        var page = writer.bytes + Array(repeating: 0, count: Self.size - writer.bytes.count)
        let checksum = Checksum.of(page)
        for byte in 0..<4 { page[12 + byte] = UInt8(truncatingIfNeeded: checksum >> UInt32(8 * byte)) }
        return page
    }

    /// - Throws: `corrupt` when a byte of the page was changed, or the sections do not fit the file or the shape.
    init(_ page: [UInt8], fileSize: Int, file: String) throws(VectorError) {
        guard page.count == Self.size, Array(page[..<8]) == Self.magic else {
            throw .corrupt(file: file, reason: "it does not begin as a segment does")
        }
        var reader = ByteReader(page[8...], file: file)
        let version = try reader.take(UInt32.self)
        guard version <= Self.version else { throw .unsupportedVersion(file: file, version: version) }
        let checksum = try reader.take(UInt32.self)
        var cleared = page
        for byte in 12..<16 { cleared[byte] = 0 }
        guard Checksum.of(cleared) == checksum else {
            throw .corrupt(file: file, reason: "the checksum of its header does not hold")
        }
        guard let metric = VectorMetric(rawValue: UInt8(truncatingIfNeeded: try reader.take(UInt32.self))),
            let precision = VectorPrecision(rawValue: UInt8(truncatingIfNeeded: try reader.take(UInt32.self)))
        else { throw .corrupt(file: file, reason: "its metric or precision is unknown") }
        let isContiguous = try reader.take(UInt32.self) & 1 == 1
        let count = try reader.takeCount(UInt32.self, max: 64)
        let dimension = try reader.takeCount(UInt64.self, max: RowShape.dimensions.upperBound)
        shape = RowShape(dimension: dimension, metric: metric, precision: precision)
        rows = try reader.takeCount(UInt64.self, max: Int(UInt32.max))
        seed = try reader.take(UInt64.self)
        lists = try reader.takeCount(UInt64.self, max: 1 << 24)
        let first = try reader.take(UInt64.self)
        contiguousFrom = isContiguous ? first : nil
        sections = []
        for _ in 0..<count {
            let kind = try reader.take(UInt32.self)
            let checksum = try reader.take(UInt32.self)
            let offset = try reader.takeCount(UInt64.self, max: fileSize)
            let length = try reader.takeCount(UInt64.self, max: fileSize - offset)
            // Kinds of later versions are passed over.
            guard let kind = RowSection(rawValue: kind) else { continue }
            sections.append(Section(kind: kind, checksum: checksum, range: offset..<offset + length))
        }
    }

    init(_ shape: RowShape, rows: Int, seed: UInt64, lists: Int, contiguousFrom: UInt64?, sections: [Section]) {
        self.shape = shape
        self.rows = rows
        self.seed = seed
        self.lists = lists
        self.contiguousFrom = contiguousFrom
        self.sections = sections
    }
}

/// CRC-32C.
enum Checksum {
    static func of(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes { of($0) } }

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        bytes.baseAddress.map { vk_crc32c(0, $0, bytes.count) } ?? 0
    }
}
