import AWSCore
import World

/// Where the vectors of one index are: in the world's directory, each field in one of its own, or in memory.
///
/// What lies there is a copy: the rows of the database are the truth. It may be lost, in whole or in part, and is then
/// made again from them; and it may be ahead of them, since a transaction that was lost may have left rows there. So
/// nobody trusts a row but for documents that a segment names, which was committed with them.
final class VectorStores: Sendable {
    private let files: DerivedFiles?
    private let name: String
    private let isSynchronous: Bool
    private let open = Lock<[String: VectorRows]>([:])
    private let due = DueRows()

    /// - Parameters:
    ///   - files: nil for memory.
    ///   - name: of this index alone, ever.
    ///   - isSynchronous: a power cut shall lose nothing.
    init(_ files: DerivedFiles?, name: String, isSynchronous: Bool) {
        self.files = files
        self.name = name
        self.isSynchronous = isSynchronous
    }

    var isPersistent: Bool { files != nil }

    /// The rows of a field; in memory they are new ones each time.
    /// - Parameter isNested: of documents in documents, which have no number to be found by again.
    func rows(of field: String, _ mapping: VectorMapping, isNested: Bool) throws -> VectorRows {
        guard let files, !isNested else { return try make(mapping, nil) }
        return try open.withLock { open in
            if let rows = open[field] { return rows }
            let name = "\(name)/\(HashAlgorithm.sha256.hexDigest(of: field.utf8).prefix(32))"
            let rows: VectorRows
            do {
                rows = try make(mapping, files.directory(name))
            } catch {
                // Damaged, or of another kind: what was there can be made again.
                try files.remove(name)
                rows = try make(mapping, files.directory(name))
            }
            open[field] = rows
            return rows
        }
    }

    private func make(_ mapping: VectorMapping, _ path: String?) throws -> VectorRows {
        try VectorRows(mapping, directory: path) { [due] compact in due.compactions.withLock { $0.append(compact) } }
    }

    var isCompactionDue: Bool { due.compactions.withLock { !$0.isEmpty } }

    /// Puts what came into segments, with graphs, where that is due. It takes a while: no lock should be held.
    func compactIfDue() throws {
        let compactions = due.compactions.withLock { due in
            defer { due = [] }
            return due
        }
        for compact in compactions { try compact() }
    }

    /// Puts what came into segments where replaying its log would take a start longer than to read those.
    func compactForStart() throws {
        for rows in open.withLock({ Array($0.values) }) where rows.unsealedCount >= Self.unsealedRowsMax {
            try rows.compact()
        }
    }

    private static let unsealedRowsMax = 256

    /// Waits until what a segment relies on is on disk, where a power cut shall lose nothing.
    func synchronize() throws {
        guard isSynchronous else { return }
        for rows in open.withLock({ Array($0.values) }) { try rows.synchronize() }
    }

    /// Removes what lies in the directory.
    func remove() throws {
        open.withLock { $0 = [:] }
        try files?.remove(name)
    }

    /// Compactions of those of which enough rows came.
    private final class DueRows: Sendable {
        let compactions = Lock<[@Sendable () throws -> Void]>([])
    }
}
