import AWSCore
import AWSS3
import World

/// Copies of archived objects, for a time.
extension Session {
    /// Begins to bring back a copy, which will be there at `done`.
    func beginRestore(_ version: StoredVersion, days: Int, done: Timestamp) throws {
        try run(
            "UPDATE s3_versions SET restore = 1, restore_due = ?, restore_days = ? WHERE id = ?",
            [.time(done), .integer(Int64(days)), .integer(version.id)])
        note(due: done)
    }

    /// Keeps a copy that is there already until the end of so many days from now.
    func extendRestore(_ version: StoredVersion, days: Int) throws {
        let end = now.midnight(after: days)
        try run(
            "UPDATE s3_versions SET restore_due = ?, restore_days = ? WHERE id = ?",
            [.time(end), .integer(Int64(days)), .integer(version.id)])
        note(due: end)
    }

    /// Completes what has been brought back by now, and ends what was there long enough.
    /// - Returns: when the next of these is to happen.
    func advanceRestores() throws -> Timestamp? {
        let rows = try rows("SELECT id, restore_days FROM s3_versions WHERE restore_due <= ?", [.time(now)])
        var due: [(id: Int64, days: Int)] = []
        while due.count < S3Limits.batchMax, try rows.step() {
            due.append((rows.int64(0), Int(rows.int64(1))))
        }
        for entry in due {
            guard let version = try version(row: entry.id), let bucket = try bucket(id: version.bucket) else {
                continue
            }
            if version.restore == .ongoing {
                try completeRestore(version, days: entry.days, in: bucket)
            } else {
                try endRestore(version, in: bucket)
            }
        }
        return try integer("SELECT min(restore_due) FROM s3_versions WHERE restore_due IS NOT NULL")
            .map { Timestamp(milliseconds: $0) }
    }

    private func completeRestore(_ version: StoredVersion, days: Int, in bucket: BucketRow) throws {
        let end = now.midnight(after: days)
        try run(
            "UPDATE s3_versions SET restore = 2, restore_due = ? WHERE id = ?", [.time(end), .integer(version.id)])
        try emit(.restored, version, in: bucket) { event in
            event.restoreExpiry = end
            event.sourceStorageClass = version.storageClass
        }
    }

    private func endRestore(_ version: StoredVersion, in bucket: BucketRow) throws {
        try run(
            "UPDATE s3_versions SET restore = 0, restore_due = NULL, restore_days = NULL WHERE id = ?",
            [.integer(version.id)])
        try emit(.restoreEnded, version, in: bucket)
    }
}
