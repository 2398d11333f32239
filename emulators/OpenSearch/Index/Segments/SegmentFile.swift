import AWSCore
internal import World

/// A segment as it lies on disk: sections, each read when it is needed, then where they are, and a checksum of all.
struct SegmentFile: Sendable {
    /// What a section is of.
    enum Kind: Int, Sendable {
        case documents, structure, text, integers, doubles, vectors
    }

    private struct Name: Hashable {
        let kind: Int
        let field: String
    }

    /// Raised whenever the form of a section changes.
    private static let mark = 0x6B61_7373_0003
    /// Where the directory begins, the mark, and the checksum.
    private static let endBytes = 24

    private let bytes: SegmentBytes
    private let sections: [Name: Range<Int>]
    /// Of everything before it. It tells one file from another, too.
    let checksum: Int

    /// - Complexity: O(n): every byte is looked at once, some 0.1 ms a megabyte.
    init(_ file: MappedFile) throws(SegmentFailure) {
        defer { file.forget() }
        try self.init(.file(file))
    }

    init(_ bytes: SegmentBytes) throws(SegmentFailure) {
        self.bytes = bytes
        let size = bytes.count
        guard size >= Self.endBytes else { throw SegmentFailure() }
        var end = SegmentReader(bytes, size - Self.endBytes..<size)
        let (start, mark) = (try end.integer(), try end.integer())
        checksum = try end.integer()
        guard mark == Self.mark, checksum == Self.checksum(of: bytes, size - 8),
            (0...size - Self.endBytes).contains(start)
        else { throw SegmentFailure() }
        var directory = SegmentReader(bytes, start..<size - Self.endBytes)
        var sections: [Name: Range<Int>] = [:]
        for _ in 0..<(try directory.count()) {
            let name = Name(kind: try directory.integer(), field: try directory.text())
            let (from, to) = (try directory.integer(), try directory.integer())
            guard 0 <= from, from <= to, to <= start else { throw SegmentFailure() }
            sections[name] = from..<to
        }
        self.sections = sections
    }

    func section(_ kind: Kind, _ field: String = "") -> SegmentReader? {
        sections[Name(kind: kind.rawValue, field: field)].map { SegmentReader(bytes, $0) }
    }

    func fields(_ kind: Kind) -> [String] {
        sections.keys.filter { $0.kind == kind.rawValue }.map(\.field).sorted(by: TermOrder.precedes)
    }

    private static func checksum(of bytes: SegmentBytes, _ end: Int) -> Int {
        var check = CRC32.castagnoli
        bytes.read { check.update(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
        return Int(check.value)
    }

    /// Writes a segment, section by section.
    struct Writer {
        private var writer = SegmentWriter()
        private var directory = SegmentWriter()
        private var count = 0

        mutating func section(_ kind: Kind, _ field: String = "", _ write: (inout SegmentWriter) -> Void) {
            let start = writer.bytes.count
            write(&writer)
            directory.put(kind.rawValue)
            directory.put(field)
            directory.put(start)
            directory.put(writer.bytes.count)
            count += 1
        }

        /// All of it. The last eight bytes are its checksum.
        func finished() -> (bytes: [UInt8], checksum: Int) {
            var writer = writer
            let start = writer.bytes.count
            writer.put(count)
            writer.put(raw: directory.bytes)
            writer.put(start)
            writer.put(SegmentFile.mark)
            let checksum = SegmentFile.checksum(of: .memory(writer.bytes), writer.bytes.count)
            writer.put(checksum)
            return (writer.bytes, checksum)
        }
    }
}
