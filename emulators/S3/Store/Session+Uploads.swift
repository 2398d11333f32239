import AWSCore
import AWSS3
import World

/// Multipart uploads as rows.
extension Session {
    static let uploadColumns = """
        SELECT id, bucket, key, upload, initiated, initiator, storage_class, checksum_algorithm, is_composite
        FROM s3_uploads
        """

    static func upload(_ row: Statement) -> StoredUpload {
        StoredUpload(
            id: row.int64(0), bucket: row.int64(1), key: row.key(2), uploadID: row.text(3),
            initiated: Timestamp(milliseconds: row.int64(4)), initiator: row.text(5), storageClass: row.text(6),
            checksum: row.checksumKind(7))
    }

    func findUpload(_ id: String) throws -> StoredUpload? {
        let row = try rows(Self.uploadColumns + " WHERE upload = ?", [.text(id)])
        return try row.step() ? Self.upload(row) : nil
    }

    /// - Throws: NoSuchUpload.
    func upload(_ id: String, of key: String, in bucket: BucketRow) throws -> StoredUpload {
        guard let upload = try findUpload(id), upload.bucket == bucket.id, upload.key == key else {
            throw S3Error.noSuchUpload(id)
        }
        return upload
    }

    func uploads(in bucket: BucketRow) throws -> [StoredUpload] {
        let rows = try rows(Self.uploadColumns + " WHERE bucket = ? ORDER BY id", [.integer(bucket.id)])
        var uploads: [StoredUpload] = []
        while try rows.step() { uploads.append(Self.upload(rows)) }
        return uploads
    }

    /// - Parameter draft: what the object will be, but for its bytes.
    func insertUpload(_ draft: VersionDraft, in bucket: BucketRow) throws -> String {
        let id = state.identifiers.alphanumeric(128)
        try run(
            """
            INSERT INTO s3_uploads (bucket, key, upload, initiated, initiator, storage_class, checksum_algorithm,
            is_composite, headers, tags, acl) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(bucket.id), .key(draft.key), .text(id), .time(now), .text(call.account),
                .text(draft.storageClass), .optional(draft.checksum?.algorithm.rawValue),
                .flag(draft.checksum?.isComposite == true), .blob(StoredStructure.write(draft.headers)),
                .optional(draft.tags.isEmpty ? nil : S3.Tagging(tagSet: draft.tags)), .optional(draft.acl),
            ])
        return id
    }

    func headers(of upload: StoredUpload) throws -> S3.HeadObjectOutput {
        try draft(of: upload).headers
    }

    /// What the object will be, but for its bytes.
    func draft(of upload: StoredUpload) throws -> VersionDraft {
        var draft = VersionDraft(key: upload.key)
        let row = try rows("SELECT headers, tags, acl FROM s3_uploads WHERE id = ?", [.integer(upload.id)])
        guard try row.step() else { return draft }
        draft.headers = try row.structure(0, as: S3.HeadObjectOutput.self) ?? S3.HeadObjectOutput()
        draft.tags = try row.structure(1, as: S3.Tagging.self)?.tagSet ?? []
        draft.acl = try row.structure(2, as: S3.AccessControlPolicy.self)
        draft.storageClass = upload.storageClass
        return draft
    }

    /// A part of the same number is replaced.
    func put(_ part: StoredPart, of upload: StoredUpload) throws {
        try erasePart(part.number, of: upload)
        let bytes: Parameter = if case .inline(let bytes) = part.place { .blob(bytes) } else { .null }
        try run(
            """
            INSERT INTO s3_parts (upload, number, size, modified, md5, etag, checksum, file, bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(upload.id), .integer(Int64(part.number)), .integer(part.size), .time(part.modified),
                .blob(part.md5), .text(part.etag), .text(part.checksum), .optional(part.place.fileName), bytes,
            ])
        try claim(part.place)
    }

    private func erasePart(_ number: Int, of upload: StoredUpload) throws {
        let key: [Parameter] = [.integer(upload.id), .integer(Int64(number))]
        let row = try rows("SELECT file FROM s3_parts WHERE upload = ? AND number = ?", key)
        guard try row.step() else { return }
        if let file = row.optionalText(0) { try condemn(file) }
        try run("DELETE FROM s3_parts WHERE upload = ? AND number = ?", key)
    }

    /// In the order of their numbers.
    func parts(of upload: StoredUpload, after number: Int = 0, limit: Int = .max) throws -> [StoredPart] {
        let rows = try rows(
            """
            SELECT number, size, modified, md5, etag, checksum, file, bytes FROM s3_parts
            WHERE upload = ? AND number > ? ORDER BY number
            """, [.integer(upload.id), .integer(Int64(number))])
        var parts: [StoredPart] = []
        while parts.count < limit, try rows.step() {
            parts.append(
                StoredPart(
                    number: Int(rows.int64(0)), size: rows.int64(1), modified: Timestamp(milliseconds: rows.int64(2)),
                    md5: rows.bytes(3), etag: rows.text(4), checksum: rows.text(5), place: rows.bodyPlace(6)))
        }
        return parts
    }

    /// Ends an upload.
    /// - Parameter kept: numbers of the parts whose bytes an object has taken over.
    func deleteUpload(_ upload: StoredUpload, keeping kept: Set<Int> = []) throws {
        let rows = try rows(
            "SELECT number, file FROM s3_parts WHERE upload = ? AND file IS NOT NULL", [.integer(upload.id)])
        var files: [String] = []
        while try rows.step() {
            if !kept.contains(Int(rows.int64(0))) { files.append(rows.text(1)) }
        }
        for file in files { try condemn(file) }
        try run("DELETE FROM s3_parts WHERE upload = ?", [.integer(upload.id)])
        try run("DELETE FROM s3_uploads WHERE id = ?", [.integer(upload.id)])
    }
}
