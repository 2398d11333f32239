/// Rows that were found in a directory.
struct RecoveredRows {
    var sealed: [Part]
    /// Logs to replay, in order, with where each goes on.
    var logs: [UInt64]
}

/// The files of an index: which there are, and which log is written to.
///
///     manifest   what there is      N.rows   a sealed segment      N.log   what was written since
///
/// A new segment's file is complete and on disk before the manifest names it; a log is removed after the manifest no
/// longer needs it. What the manifest does not name is left over from a crash, and is removed.
final class IndexStorage {
    let directory: IndexDirectory
    let seed: UInt64
    private(set) var manifest: Manifest
    private(set) var log: WriteLog
    private let isSynchronous: Bool
    /// By the identity of their rows.
    private var numbers: [ObjectIdentifier: UInt64]

    private init(
        _ directory: IndexDirectory, _ manifest: Manifest, log: WriteLog, synchronous: Bool,
        numbers: [ObjectIdentifier: UInt64]
    ) {
        (self.directory, self.manifest, self.log, self.numbers) = (directory, manifest, log, numbers)
        isSynchronous = synchronous
        seed = manifest.seed
    }

    // MARK: opening

    static func open(
        _ path: String, _ shape: RowShape, _ options: VectorIndexOptions
    ) throws(VectorError) -> (IndexStorage, RecoveredRows) {
        let directory = try IndexDirectory(path)
        let manifest = try manifest(directory, shape, options)
        let names = try directory.names()
        let logs = names.compactMap { $0.hasSuffix(".log") ? UInt64($0.dropLast(4)) : nil }
            .filter { $0 >= manifest.firstLog }.sorted()
        removeLeftOvers(directory, names, manifest)
        var sealed: [Part] = []
        var numbers: [ObjectIdentifier: UInt64] = [:]
        for segment in manifest.segments {
            let part = try open(segment, directory, shape, manifest.seed)
            numbers[ObjectIdentifier(part.rows)] = segment.number
            sealed.append(part)
        }
        let number = logs.last ?? manifest.firstLog
        // The log may go on with another record only after those that it has.
        let end =
            try logs.isEmpty
            ? 0
            : WriteLog.replay(
                directory.file(WriteLog.name(number)), vectorBytes: shape.vectorBytes
            ) { (_) throws(VectorError) in }
        let log = try WriteLog(directory, number: number, end: end, synchronous: options.synchronous)
        let storage = IndexStorage(
            directory, manifest, log: log, synchronous: options.synchronous, numbers: numbers)
        storage.manifest.nextNumber = max(manifest.nextNumber, number + 1)
        return (storage, RecoveredRows(sealed: sealed, logs: logs))
    }

    private static func manifest(
        _ directory: IndexDirectory, _ shape: RowShape, _ options: VectorIndexOptions
    ) throws(VectorError) -> Manifest {
        guard directory.contains(Manifest.name) else {
            let manifest = Manifest(shape, seed: options.seed)
            try manifest.write(directory)
            return manifest
        }
        let manifest = try Manifest(reading: directory.file(Manifest.name))
        guard
            (manifest.dimension, manifest.metric, manifest.precision) == (
                shape.dimension, shape.metric, shape.precision
            )
        else {
            throw .differentIndex(
                reason: "it is of \(manifest.dimension) dimensions, \(manifest.metric), \(manifest.precision)")
        }
        return manifest
    }

    private static func removeLeftOvers(_ directory: IndexDirectory, _ names: [String], _ manifest: Manifest) {
        let known = Set(manifest.segments.map { Manifest.segmentName($0.number) })
        for name in names {
            let log = name.hasSuffix(".log") ? UInt64(name.dropLast(4)) : nil
            let isOld = log.map { $0 < manifest.firstLog } ?? false
            let isUnknown = name.hasSuffix(".rows") && UInt64(name.dropLast(5)) != nil && !known.contains(name)
            if isOld || isUnknown || name == Manifest.name + ".new" { directory.remove(name) }
        }
    }

    private static func open(
        _ segment: Manifest.Segment, _ directory: IndexDirectory, _ shape: RowShape, _ seed: UInt64
    ) throws(VectorError) -> Part {
        let path = directory.file(Manifest.segmentName(segment.number))
        var (part, header) = try SegmentFile.open(path)
        guard header.shape == shape, header.seed == seed else {
            throw .corrupt(file: path, reason: "it belongs to another index")
        }
        guard segment.deleted.isEmpty || segment.deleted.count == RowShape.blocks(part.count) else {
            throw .corrupt(file: directory.file(Manifest.name), reason: "deletes are of another number of rows")
        }
        if !segment.deleted.isEmpty {
            part.deleted = segment.deleted
            part.deletedCount = segment.deleted.reduce(0) { $0 + $1.nonzeroBitCount }
        }
        return part
    }

    // MARK: compaction

    /// A number that no file has.
    func takeNumber() -> UInt64 {
        defer { manifest.nextNumber += 1 }
        return manifest.nextNumber
    }

    /// Goes on with a new log: what is in those so far will be in a segment.
    func rotateLog() throws(VectorError) {
        try log.synchronize()
        log = try WriteLog(directory, number: takeNumber(), end: 0, synchronous: isSynchronous)
    }

    /// The segments as they are now, and no log before the one that is written to.
    /// - Parameter new: the number of the segment that has none yet.
    func commit(_ sealed: [Part], new: (rows: Rows, number: UInt64)?) throws(VectorError) {
        var next = manifest
        if let new { numbers[ObjectIdentifier(new.rows)] = new.number }
        next.segments = sealed.compactMap { part in
            numbers[ObjectIdentifier(part.rows)].map { Manifest.Segment(number: $0, deleted: part.deleted ?? []) }
        }
        next.firstLog = log.number
        try next.write(directory)
        manifest = next
        let kept = Set(sealed.map { ObjectIdentifier($0.rows) })
        numbers = numbers.filter { kept.contains($0.key) }
        if let names = try? directory.names() { Self.removeLeftOvers(directory, names, next) }
    }
}

extension IndexWriter {
    /// Takes in what a directory held.
    mutating func recover(_ recovered: RecoveredRows) throws(VectorError) {
        sealed = recovered.sealed
        guard let storage else { return }
        for number in recovered.logs {
            let path = storage.directory.file(WriteLog.name(number))
            let bytes = shape.vectorBytes
            var changed = self
            let end = try WriteLog.replay(path, vectorBytes: bytes) { (record) throws(VectorError) in
                switch record {
                case .add(let id, let document, let vector):
                    guard let base = vector.baseAddress else { return }
                    try changed.append(id: id, document: document, vector: base)
                case .delete(let id): _ = changed.forget(id)
                }
            }
            self = changed
            _ = end
        }
    }
}
