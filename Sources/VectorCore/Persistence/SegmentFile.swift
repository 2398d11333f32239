internal import CVectorKernels

/// A sealed segment on disk: a page of header, then the rows exactly as they are in memory.
enum SegmentFile {
    /// Maps the file. Takes milliseconds whatever its size: only the header is looked at.
    static func open(_ path: String) throws(VectorError) -> (Part, SegmentHeader) {
        let file = try SystemFile(path, .read)
        let size = try file.size
        guard size >= SegmentHeader.size else { throw .corrupt(file: path, reason: "it is shorter than a header") }
        let arena = try Arena(file: file.descriptor, count: size, writable: false, name: path)
        let header = try SegmentHeader(try file.read(SegmentHeader.size), fileSize: size, file: path)
        let layout = try layout(of: header, fileSize: size, file: path)
        arena.expectReads(inOrder: false, 0..<size)
        let rows = Rows(
            layout, arena: arena, calibration: calibration(layout, arena),
            lists: try lists(header, layout, arena, path),
            graph: layout.ranges[.graph].flatMap { Graph(header.shape, rows: header.rows, arena: arena, range: $0) })
        rows.expectReads(inOrder: false)
        let part = Part(
            rows: rows, count: header.rows, first: 0, isSealed: true, contiguousFrom: header.contiguousFrom)
        return (part, header)
    }

    /// Where sections must be, by the shape; the file must say the same.
    private static func layout(of header: SegmentHeader, fileSize: Int, file: String) throws(VectorError) -> RowLayout {
        var extra: [RowSection: Int] = [:]
        for section in header.sections
        where [.order, .centroids, .listStarts, .calibration, .graph].contains(section.kind) {
            extra[section.kind] = section.range.count
        }
        let layout = RowLayout(
            header.shape, capacity: header.rows,
            hasDocuments: header.sections.contains { $0.kind == .documents }, start: SegmentHeader.size, extra: extra)
        let claimed = Dictionary(header.sections.map { ($0.kind, $0.range) }) { first, _ in first }
        guard claimed == layout.ranges, layout.end == fileSize, extra[.order] ?? header.rows * 4 == header.rows * 4
        else {
            throw .corrupt(file: file, reason: "its sections are not where they belong")
        }
        return layout
    }

    private static func calibration(_ layout: RowLayout, _ arena: Arena) -> Calibration? {
        guard let range = layout.ranges[.calibration] else { return nil }
        return Calibration(UnsafeRawBufferPointer(start: arena.base + range.lowerBound, count: range.count))
    }

    private static func lists(
        _ header: SegmentHeader, _ layout: RowLayout, _ arena: Arena, _ file: String
    ) throws(VectorError) -> InvertedLists? {
        guard header.lists > 0 else { return nil }
        let width = header.shape.codeDimension
        guard header.shape.isCoded, let centroids = layout.ranges[.centroids], let starts = layout.ranges[.listStarts],
            centroids.count == header.lists * width * 4, starts.count == (header.lists + 1) * 4
        else { throw .corrupt(file: file, reason: "its lists are not whole") }
        let lists = InvertedLists(
            centroids: (arena.base + centroids.lowerBound).assumingMemoryBound(to: Float.self),
            starts: (arena.base + starts.lowerBound).assumingMemoryBound(to: UInt32.self), count: header.lists,
            codeDimension: width)
        for list in 0..<header.lists
        where lists.starts[list] > lists.starts[list + 1] || lists.starts[list + 1] > UInt32(header.rows) {
            throw .corrupt(file: file, reason: "its lists reach beyond its rows")
        }
        return lists
    }

    /// Compares every section with its checksum. Reads the whole file.
    static func verify(_ path: String) throws(VectorError) {
        let (part, header) = try open(path)
        part.rows.expectReads(inOrder: true)
        for section in header.sections {
            let bytes = UnsafeRawBufferPointer(
                start: part.rows.arena.base + section.range.lowerBound, count: section.range.count)
            guard Checksum.of(bytes) == section.checksum else {
                throw .corrupt(file: path, reason: "the checksum of section \(section.kind) does not hold")
            }
        }
    }

    /// Completes a file whose sections are in place: checksums, header, and all of it on disk.
    static func complete(_ rows: Rows, count: Int, seed: UInt64, contiguousFrom: UInt64?, path: String)
        throws(VectorError)
    {
        let sections = rows.layout.ranges.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, range in
            let bytes = UnsafeRawBufferPointer(start: rows.arena.base + range.lowerBound, count: range.count)
            return SegmentHeader.Section(kind: kind, checksum: Checksum.of(bytes), range: range)
        }
        let header = SegmentHeader(
            rows.shape, rows: count, seed: seed, lists: rows.lists?.count ?? 0, contiguousFrom: contiguousFrom,
            sections: sections)
        UnsafeMutableRawBufferPointer(start: rows.arena.base, count: SegmentHeader.size).copyBytes(from: header.bytes)
        try rows.arena.synchronize(name: path)
    }
}

extension Calibration {
    static let byteCount = 2 * Calibration.shares.count * 4

    /// From a section of a file. Numbers that make no sense are as none.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        let numbers = (0..<2 * Self.shares.count).map {
            Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
        }
        estimates = Array(numbers[..<Self.shares.count])
        lists = Array(numbers[Self.shares.count...])
        guard estimates.allSatisfy({ (1...1 << 24).contains($0) }), lists.allSatisfy({ $0 <= 1 << 24 }) else {
            return nil
        }
        if lists.allSatisfy({ $0 == 0 }) { lists = [] }
    }

    func store(_ place: UnsafeMutableRawPointer) {
        let padded = lists.isEmpty ? Array(repeating: 0, count: Self.shares.count) : lists
        for (index, number) in (estimates + padded).enumerated() {
            place.storeBytes(of: UInt32(number).littleEndian, toByteOffset: index * 4, as: UInt32.self)
        }
    }
}
