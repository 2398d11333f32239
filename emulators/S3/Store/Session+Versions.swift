import AWSCore
import AWSS3
import World

/// Versions of objects as rows.
extension Session {
    static let versionColumns = """
        SELECT id, bucket, key, version, latest, marker, modified, superseded, size, etag, storage_class,
        checksum_algorithm, is_composite, parts, tags, restore, restore_due FROM s3_versions
        """

    private static let latest = versionColumns + " WHERE bucket = ? AND key = ? AND latest = 1"
    private static let named = versionColumns + " WHERE bucket = ? AND key = ? AND version = ?"

    static func version(_ row: Statement) throws -> StoredVersion {
        StoredVersion(
            id: row.int64(0), bucket: row.int64(1), key: row.key(2), versionID: row.text(3),
            isLatest: row.int64(4) == 1, isMarker: row.int64(5) == 1, modified: Timestamp(milliseconds: row.int64(6)),
            superseded: row.optionalTime(7), size: row.int64(8), etag: row.text(9), storageClass: row.text(10),
            checksum: row.checksumKind(11), parts: Int(row.int64(13)),
            tags: try row.structure(14, as: S3.Tagging.self)?.tagSet ?? [], restore: restore(row))
    }

    private static func restore(_ row: Statement) -> StoredVersion.Restore {
        switch row.int64(15) {
        case 1: .ongoing
        case 2: .restored(until: row.optionalTime(16) ?? .epoch)
        default: .none
        }
    }

    /// The version that stands for the key now; a delete marker too.
    func latestVersion(of key: String, in bucket: BucketRow) throws -> StoredVersion? {
        let row = try rows(Self.latest, [.integer(bucket.id), .key(key)])
        return try row.step() ? Self.version(row) : nil
    }

    /// The object that stands for the key now.
    func currentObject(_ key: String, in bucket: BucketRow) throws -> StoredVersion? {
        try latestVersion(of: key, in: bucket).flatMap { $0.isMarker ? nil : $0 }
    }

    func version(_ id: String, of key: String, in bucket: BucketRow) throws -> StoredVersion? {
        let row = try rows(Self.named, [.integer(bucket.id), .key(key), .text(id)])
        return try row.step() ? Self.version(row) : nil
    }

    func version(row id: Int64) throws -> StoredVersion? {
        let row = try rows(Self.versionColumns + " WHERE id = ?", [.integer(id)])
        return try row.step() ? Self.version(row) : nil
    }

    func headers(of version: StoredVersion) throws -> S3.HeadObjectOutput {
        let row = try rows("SELECT headers FROM s3_versions WHERE id = ?", [.integer(version.id)])
        guard try row.step() else { return S3.HeadObjectOutput() }
        return try row.structure(0, as: S3.HeadObjectOutput.self) ?? S3.HeadObjectOutput()
    }

    func accessControl(of version: StoredVersion) throws -> S3.AccessControlPolicy? {
        let row = try rows("SELECT acl FROM s3_versions WHERE id = ?", [.integer(version.id)])
        return try row.step() ? row.structure(0, as: S3.AccessControlPolicy.self) : nil
    }

    func segments(of version: StoredVersion) throws -> [Segment] {
        let rows = try rows(
            "SELECT number, size, checksum, file, bytes FROM s3_segments WHERE version = ? ORDER BY number",
            [.integer(version.id)])
        var segments: [Segment] = []
        while try rows.step() {
            segments.append(
                Segment(
                    number: Int(rows.int64(0)), size: rows.int64(1), checksum: rows.optionalText(2),
                    place: rows.bodyPlace(3)))
        }
        return segments
    }
}

// Changes.
extension Session {
    /// Stores a version as the latest of its key. Where the bucket keeps no versions, it replaces the one of id "null".
    func add(_ draft: VersionDraft, to bucket: BucketRow) throws -> StoredVersion {
        let versionID = bucket.versioning == .enabled ? state.identifiers.s3VersionID() : StoredVersion.nullID
        if versionID == StoredVersion.nullID, let old = try unversioned(draft.key, in: bucket) {
            if old.isPlain, draft.isPlain { return try overwrite(old, with: draft, in: bucket) }
            try erase(old.id)
        }
        try run(
            "UPDATE s3_versions SET latest = 0, superseded = ? WHERE bucket = ? AND key = ? AND latest = 1",
            [.time(now), .integer(bucket.id), .key(draft.key)])
        try run(
            """
            INSERT INTO s3_versions (bucket, key, version, latest, marker, modified, size, etag, storage_class,
            checksum_algorithm, is_composite, parts, tags, headers, acl)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(bucket.id), .key(draft.key), .text(versionID), .flag(draft.isMarker), .time(now),
                .integer(draft.size), .text(draft.etag), .text(draft.storageClass),
                .optional(draft.checksum?.algorithm.rawValue), .flag(draft.checksum?.isComposite == true),
                .integer(Int64(draft.parts)),
                .optional(draft.tags.isEmpty ? nil : S3.Tagging(tagSet: draft.tags)),
                draft.isMarker ? .null : .blob(StoredStructure.write(draft.headers)), .optional(draft.acl),
            ])
        let id = sqlite.lastInsertedRow
        for segment in draft.segments { try insert(segment, of: id) }
        return stored(draft, id, versionID, in: bucket)
    }

    private func stored(
        _ draft: VersionDraft, _ id: Int64, _ versionID: String, in bucket: BucketRow
    ) -> StoredVersion {
        StoredVersion(
            id: id, bucket: bucket.id, key: draft.key, versionID: versionID, isLatest: true, isMarker: draft.isMarker,
            modified: now, superseded: nil, size: draft.size, etag: draft.etag, storageClass: draft.storageClass,
            checksum: draft.checksum, parts: draft.parts, tags: draft.tags, restore: .none)
    }

    private func insert(_ segment: Segment, of version: Int64) throws {
        try run(
            "INSERT INTO s3_segments (version, number, size, checksum, file, bytes) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .integer(version), .integer(Int64(segment.number)), .integer(segment.size),
                .optional(segment.checksum), .optional(segment.place.fileName), segment.place.inlineBytes,
            ])
        try claim(segment.place)
    }

    /// What is there under a key of a bucket that keeps no versions.
    private struct Unversioned {
        let id: Int64
        /// It is what stands for the key, put whole, and no copy of it comes or goes: so its rows may become another's.
        let isPlain: Bool
    }

    private func unversioned(_ key: String, in bucket: BucketRow) throws -> Unversioned? {
        let row = try rows(
            """
            SELECT id, latest = 1 AND marker = 0 AND parts = 0 AND restore = 0 FROM s3_versions
            WHERE bucket = ? AND key = ? AND version = 'null'
            """, [.integer(bucket.id), .key(key)])
        return try row.step() ? Unversioned(id: row.int64(0), isPlain: row.int64(1) == 1) : nil
    }

    /// As erasing and storing anew, but for the indexes, none of which has to change.
    private func overwrite(
        _ old: Unversioned, with draft: VersionDraft, in bucket: BucketRow
    ) throws -> StoredVersion {
        try run(
            """
            UPDATE s3_versions SET modified = ?, size = ?, etag = ?, storage_class = ?, checksum_algorithm = ?,
            is_composite = ?, tags = ?, headers = ?, acl = ? WHERE id = ?
            """,
            [
                .time(now), .integer(draft.size), .text(draft.etag), .text(draft.storageClass),
                .optional(draft.checksum?.algorithm.rawValue), .flag(draft.checksum?.isComposite == true),
                .optional(draft.tags.isEmpty ? nil : S3.Tagging(tagSet: draft.tags)),
                .blob(StoredStructure.write(draft.headers)), .optional(draft.acl), .integer(old.id),
            ])
        try condemnFiles(of: old.id)
        let segment = draft.segments[0]
        try run(
            "UPDATE s3_segments SET size = ?, checksum = ?, file = ?, bytes = ? WHERE version = ?",
            [
                .integer(segment.size), .optional(segment.checksum), .optional(segment.place.fileName),
                segment.place.inlineBytes, .integer(old.id),
            ])
        try claim(segment.place)
        return stored(draft, old.id, StoredVersion.nullID, in: bucket)
    }

    /// Removes a version for good; the next older one takes its place.
    func delete(_ version: StoredVersion, from bucket: BucketRow) throws {
        try erase(version.id)
        guard version.isLatest else { return }
        try run(
            """
            UPDATE s3_versions SET latest = 1, superseded = NULL WHERE id =
            (SELECT id FROM s3_versions WHERE bucket = ? AND key = ? ORDER BY id DESC LIMIT 1)
            """, [.integer(bucket.id), .key(version.key)])
    }

    private func erase(_ version: Int64) throws {
        try condemnFiles(of: version)
        try run("DELETE FROM s3_segments WHERE version = ?", [.integer(version)])
        try run("DELETE FROM s3_versions WHERE id = ?", [.integer(version)])
    }

    private func condemnFiles(of version: Int64) throws {
        let files = try rows(
            "SELECT file FROM s3_segments WHERE version = ? AND file IS NOT NULL", [.integer(version)])
        var names: [String] = []
        while try files.step() { names.append(files.text(0)) }
        for name in names { try condemn(name) }
    }

    func setTags(_ tags: [S3.Tag], of version: StoredVersion) throws {
        try run(
            "UPDATE s3_versions SET tags = ? WHERE id = ?",
            [.optional(tags.isEmpty ? nil : S3.Tagging(tagSet: tags)), .integer(version.id)])
    }

    func setAccessControl(_ policy: S3.AccessControlPolicy, of version: StoredVersion) throws {
        try run(
            "UPDATE s3_versions SET acl = ? WHERE id = ?", [.optional(policy), .integer(version.id)])
    }

    func setStorageClass(_ storageClass: String, of version: StoredVersion) throws {
        try run(
            "UPDATE s3_versions SET storage_class = ? WHERE id = ?", [.text(storageClass), .integer(version.id)])
    }
}
