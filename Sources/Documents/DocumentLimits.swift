/// What a document may cost before it is refused. Every limit has a reason beside it; a caller may lower them.
public struct DocumentLimits: Hashable, Sendable {
    /// Of the file as it came. The largest object that the document processor takes from its bucket.
    public var documentBytesMax = 100 << 20
    /// Of all parts of a package, unpacked: a sheet of a million rows takes some 100 MB of XML.
    public var expandedBytesMax = 512 << 20
    /// Unpacked by packed bytes of one part. Honest sheets stay below 100; deflate itself ends near 1,030.
    public var expansionRatioMax = 250
    /// Parts smaller than this, unpacked, may have any ratio: they harm nobody.
    public var expansionRatioFreeBytes = 8 << 20
    /// Entries in the directory of a package.
    public var entriesMax = 10_000
    /// Non-empty cells of a workbook, or fields of a CSV file.
    public var cellsMax = 2_000_000
    /// Sheets of a workbook.
    public var sheetsMax = 1_000
    /// Pages of a PDF.
    public var pagesMax = 5_000
    /// Bytes of text that come out.
    public var textBytesMax = 32 << 20
    /// Blocks that come out.
    public var blocksMax = 1_000_000

    /// Seconds of processor time, enforced by the kernel on the child process.
    public var cpuSecondsMax = 60
    /// Milliseconds from start to answer, enforced by the parent.
    public var wallMsMax = 120_000
    /// Bytes of address space of the child process. The runtime reserves far more of it than it uses.
    public var addressSpaceBytesMax = 2 << 30
    /// Bytes of what a child process answers.
    public var answerBytesMax = 256 << 20

    public init() {}

    public static let standard = DocumentLimits()
}
