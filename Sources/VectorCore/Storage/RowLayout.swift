/// What a store of rows is divided into. The numbers are those in files.
enum RowSection: UInt32, CaseIterable, Sendable {
    /// A UInt64 a row.
    case ids = 1
    /// A UInt64 a row: the document that the row is a chunk of. Absent when each row is a document of its own.
    case documents = 2
    /// The vectors: floats, halves or bits, without padding.
    case vectors = 3
    /// The 1-bit codes in blocks of 64 rows, as `CVectorKernels` lays them out.
    case blocks = 4
    /// The 8-bit codes, `codeDimension` bytes a row.
    case bytes = 5
    /// `RowFactors`, 16 bytes a row.
    case factors = 6
    /// The centre that the codes are seen from, rotated: `codeDimension` floats.
    case centre = 7
    /// Row numbers (UInt32) in the order of their ids. Absent when the rows are in that order.
    case order = 8
    /// Lists of the inverted file: `listCount` centroids of `codeDimension` floats, rotated.
    case centroids = 9
    /// `listCount` + 1 row numbers (UInt32): where each list begins.
    case listStarts = 10
    /// What calibration found out: see `Calibration`.
    case calibration = 11
    /// For a graph over the rows.
    case graph = 12
}

/// Where each section of a store of rows begins and ends. Sections begin on pages.
struct RowLayout: Sendable, Hashable {
    let shape: RowShape
    let capacity: Int
    /// By section.
    private(set) var ranges: [RowSection: Range<Int>] = [:]
    private(set) var end: Int

    static let page = 4096

    /// - Parameters:
    ///   - start: where the first section begins: after the header of a file, or 0 in memory.
    ///   - extra: bytes of sections that do not follow from the shape.
    init(_ shape: RowShape, capacity: Int, hasDocuments: Bool, start: Int, extra: [RowSection: Int] = [:]) {
        self.shape = shape
        self.capacity = capacity
        end = start
        var bytes: [RowSection: Int] = [.ids: capacity * 8, .vectors: capacity * shape.vectorBytes]
        if hasDocuments { bytes[.documents] = capacity * 8 }
        if shape.isCoded {
            bytes[.blocks] = RowShape.blocks(capacity) * shape.blockBytes
            bytes[.bytes] = capacity * shape.codeDimension
            bytes[.factors] = capacity * MemoryLayout<RowFactors>.stride
            bytes[.centre] = shape.codeDimension * 4
        }
        bytes.merge(extra) { _, given in given }
        for section in RowSection.allCases {
            guard let count = bytes[section] else { continue }
            ranges[section] = end..<end + count
            end += (count + Self.page - 1) / Self.page * Self.page
        }
    }

    /// Bytes of a row in memory, all told.
    static func bytesPerRow(_ shape: RowShape) -> Int {
        RowLayout(shape, capacity: 64 * 1024, hasDocuments: false, start: 0).end / (64 * 1024)
    }
}
