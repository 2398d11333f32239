internal import CVectorKernels

/// Where the parts of a graph are, in a section of a file or in memory:
///
///     header     what it was made with and what calibration found, 256 bytes
///     entries    row numbers (UInt32) where walks begin
///     neighbours on a page: `degree` row numbers (UInt32) a row, the row itself where it has fewer
///     codes      on a page: `codeStride` bytes a row: its 1-bit code, what to add and to multiply with, and the
///                unit of its 8-bit code
struct GraphLayout: Sendable, Hashable {
    let rows: Int
    let degree: Int
    let entries: Int
    /// Bytes of a row's 1-bit code, and from one row's to the next: whole cache lines.
    let codeBytes, codeStride: Int

    static let headerBytes = 256
    /// What follows a row's 1-bit code.
    static let factorBytes = 12
    /// Walks begin at the nearest of so many.
    static let entriesMax = 64

    init(_ shape: RowShape, rows: Int, degree: Int) {
        (self.rows, self.degree) = (rows, degree)
        entries = min(rows, Self.entriesMax)
        codeBytes = shape.codeDimension / 8
        codeStride = (codeBytes + Self.factorBytes + 63) / 64 * 64
    }

    var entriesStart: Int { Self.headerBytes }
    var neighboursStart: Int { Self.page(entriesStart + entries * 4) }
    var codesStart: Int { Self.page(neighboursStart + rows * degree * 4) }
    var byteCount: Int { codesStart + rows * codeStride }

    private static func page(_ bytes: Int) -> Int { (bytes + RowLayout.page - 1) / RowLayout.page * RowLayout.page }
}
