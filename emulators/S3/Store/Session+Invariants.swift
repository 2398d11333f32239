import AWSCore
import AWSS3
import World

/// Something in the store that does not agree with something else.
package struct InvariantFailure: Error, CustomStringConvertible {
    package let description: String
}

/// What must hold of the store between any two transactions. For tests: it reads everything.
extension S3State {
    /// - Throws: ``InvariantFailure`` for the first thing that does not agree with another.
    /// - Complexity: O(n) in all rows, and one read of a byte of each file.
    package func checkInvariants() async throws {
        let call = Call(serviceAt: world.clock.now, requestID: "")
        let files = try await read(call) { session in try session.checkInvariants() }
        for (file, size) in files {
            guard try await world.objects.read(file, size - 1..<size + 1).count == 1 else {
                throw InvariantFailure(description: "the file \(file) is not \(size) bytes long")
            }
        }
    }
}

extension Session {
    /// - Returns: every file that a row names, and its size.
    fileprivate func checkInvariants() throws -> [String: Int64] {
        for (sql, failure) in Self.contradictions where try integer(sql) ?? 0 != 0 {
            throw InvariantFailure(description: failure)
        }
        let rows = try rows(
            """
            SELECT file, size FROM s3_segments WHERE file IS NOT NULL UNION ALL
            SELECT file, size FROM s3_parts WHERE file IS NOT NULL
            """)
        var files: [String: Int64] = [:]
        while try rows.step() {
            guard files.updateValue(rows.int64(1), forKey: rows.text(0)) == nil else {
                throw InvariantFailure(description: "two rows name the file \(rows.text(0))")
            }
        }
        return files
    }

    /// Counts that are zero in a store that agrees with itself.
    private static let contradictions: KeyValuePairs = [
        "SELECT count(*) FROM s3_versions WHERE bucket NOT IN (SELECT id FROM s3_buckets)":
            "a version is in no bucket",
        "SELECT count(*) FROM s3_uploads WHERE bucket NOT IN (SELECT id FROM s3_buckets)": "an upload is in no bucket",
        "SELECT count(*) FROM s3_settings WHERE bucket NOT IN (SELECT id FROM s3_buckets)":
            "a configuration is of no bucket",
        "SELECT count(*) FROM s3_segments WHERE version NOT IN (SELECT id FROM s3_versions)":
            "a segment is of no version",
        "SELECT count(*) FROM s3_parts WHERE upload NOT IN (SELECT id FROM s3_uploads)": "a part is of no upload",
        "SELECT count(*) FROM (SELECT 1 FROM s3_versions GROUP BY bucket, key HAVING sum(latest) <> 1)":
            "a key has not one latest version",
        """
        SELECT count(*) FROM s3_versions AS older WHERE latest = 1 AND EXISTS (SELECT 1 FROM s3_versions AS newer
        WHERE newer.bucket = older.bucket AND newer.key = older.key AND newer.id > older.id)
        """: "the latest version of a key is not its newest",
        "SELECT count(*) FROM s3_versions WHERE (latest = 0) <> (superseded IS NOT NULL)":
            "a version does not know since when it is not the latest",
        """
        SELECT count(*) FROM s3_versions WHERE marker = 0
        AND size <> (SELECT total(size) FROM s3_segments WHERE version = s3_versions.id)
        """: "an object is not as long as its segments",
        "SELECT count(*) FROM s3_segments WHERE file IS NULL AND length(bytes) <> size": "a segment lacks bytes",
        "SELECT count(*) FROM s3_parts WHERE file IS NULL AND length(bytes) <> size": "a part lacks bytes",
        "SELECT count(*) FROM s3_versions WHERE (restore = 0) <> (restore_due IS NULL)":
            "a restore has no end, or an end nothing to end",
        """
        SELECT count(*) FROM s3_garbage WHERE file IN (SELECT file FROM s3_segments)
        OR file IN (SELECT file FROM s3_parts)
        """: "a file that is to be removed is named by a row",
        """
        SELECT count(*) FROM s3_versions WHERE version <> 'null' AND bucket IN
        (SELECT id FROM s3_buckets WHERE versioning IS NULL)
        """: "a bucket without versions has one",
    ]
}
