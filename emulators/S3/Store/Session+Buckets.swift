import AWSCore
import AWSS3
import World

/// Buckets and their configurations as rows.
extension Session {
    private static let columns = "SELECT id, name, account, region, created, versioning FROM s3_buckets"

    /// The bucket that a call is about.
    /// - Parameter owner: the account that the caller expects it to have.
    /// - Throws: InvalidBucketName, NoSuchBucket; AccessDenied for a bucket of another account, unless a bucket policy
    ///   speaks of who may what: then the world has asked it before the call came here.
    func bucket(_ name: String, owner: String?) throws -> BucketRow {
        guard BucketNameRules.isPlausible(name) else { throw S3Error.invalidBucketName(name) }
        if let owner, AccountID(owner) == nil { throw S3Error.invalidBucketOwner(owner) }
        guard let bucket = try findBucket(name) else { throw S3Error.noSuchBucket(name) }
        if let owner, owner != bucket.account { throw S3Error.accessDenied }
        if bucket.account != call.account, try setting(.policy, of: bucket) == nil { throw S3Error.accessDenied }
        return bucket
    }

    func findBucket(_ name: String) throws -> BucketRow? {
        if let found, found.row.name == name { return found.row }
        if generation != nil, let kept = state.buckets[name] {
            found = kept
            return kept.row
        }
        let row = try rows(Self.byName, [.text(name)])
        guard try row.step() else { return nil }
        let bucket = Self.bucket(row)
        guard let generation else { return bucket }
        let kept = KeptBucket(bucket, try settings(of: bucket))
        state.buckets.keep(kept, as: name, since: generation)
        found = kept
        return bucket
    }

    private static let byName = columns + " WHERE name = ?"

    func bucket(id: Int64) throws -> BucketRow? {
        let row = try rows(Self.columns + " WHERE id = ?", [.integer(id)])
        return try row.step() ? Self.bucket(row) : nil
    }

    func allBuckets() throws -> [BucketRow] {
        let rows = try rows(Self.columns + " ORDER BY id")
        var buckets: [BucketRow] = []
        while try rows.step() { buckets.append(Self.bucket(rows)) }
        return buckets
    }

    /// Buckets of the caller's account, in the order of their names.
    func buckets(after name: String, prefix: String, region: String?, limit: Int) throws -> [BucketRow] {
        let rows = try rows(
            Self.columns + " WHERE account = ? AND name > ? ORDER BY name", [.text(call.account), .text(name)])
        var buckets: [BucketRow] = []
        while buckets.count < limit, try rows.step() {
            let bucket = Self.bucket(rows)
            guard bucket.name.hasPrefix(prefix), region == nil || region == bucket.region else { continue }
            buckets.append(bucket)
        }
        return buckets
    }

    private static func bucket(_ row: Statement) -> BucketRow {
        BucketRow(
            id: row.int64(0), name: row.text(1), account: row.text(2), region: row.text(3),
            created: Timestamp(milliseconds: row.int64(4)),
            versioning: row.optionalText(5).flatMap(BucketRow.Versioning.init))
    }

    func bucketCount() throws -> Int {
        Int(try integer("SELECT count(*) FROM s3_buckets WHERE account = ?", [.text(call.account)]) ?? 0)
    }

    func insertBucket(_ name: String, region: String) throws -> BucketRow {
        expectChange()
        try run(
            "INSERT INTO s3_buckets (name, account, region, created) VALUES (?, ?, ?, ?)",
            [.text(name), .text(call.account), .text(region), .time(now.wholeSeconds)])
        return BucketRow(
            id: sqlite.lastInsertedRow, name: name, account: call.account, region: region, created: now.wholeSeconds,
            versioning: nil)
    }

    func deleteBucket(_ bucket: BucketRow) throws {
        expectChange()
        try run("DELETE FROM s3_settings WHERE bucket = ?", [.integer(bucket.id)])
        try run("DELETE FROM s3_buckets WHERE id = ?", [.integer(bucket.id)])
    }

    func isEmpty(_ bucket: BucketRow) throws -> Bool {
        try integer("SELECT 1 FROM s3_versions WHERE bucket = ? LIMIT 1", [.integer(bucket.id)]) == nil
    }

    func setVersioning(_ versioning: BucketRow.Versioning, of bucket: BucketRow) throws {
        expectChange()
        try run(
            "UPDATE s3_buckets SET versioning = ? WHERE id = ?", [.text(versioning.rawValue), .integer(bucket.id)])
    }
}

// Configurations.
extension Session {
    func setting(_ kind: SettingKind, of bucket: BucketRow) throws -> [UInt8]? {
        if let found, found.row.id == bucket.id { return found.setting(kind) }
        let row = try rows(
            "SELECT value FROM s3_settings WHERE bucket = ? AND kind = ?", [.integer(bucket.id), .text(kind.rawValue)])
        return try row.step() ? row.bytes(0) : nil
    }

    func setting<Value: Structure>(_ kind: SettingKind, of bucket: BucketRow, as type: Value.Type) throws -> Value? {
        if let found, found.row.id == bucket.id { return try found.setting(kind, as: type) }
        return try setting(kind, of: bucket).map { try StoredStructure.read(type, $0) }
    }

    private func settings(of bucket: BucketRow) throws -> [SettingKind: [UInt8]] {
        let rows = try rows("SELECT kind, value FROM s3_settings WHERE bucket = ?", [.integer(bucket.id)])
        var settings: [SettingKind: [UInt8]] = [:]
        while try rows.step() {
            if let kind = SettingKind(rawValue: rows.text(0)) { settings[kind] = rows.bytes(1) }
        }
        return settings
    }

    /// Others keep in memory what this transaction is about to change, unless it has said so.
    private func expectChange() {
        precondition(generation == nil, "what changes buckets runs in S3State.change")
    }

    func set(_ kind: SettingKind, of bucket: BucketRow, to value: some Structure) throws {
        try set(kind, of: bucket, bytes: StoredStructure.write(value))
    }

    func set(_ kind: SettingKind, of bucket: BucketRow, bytes: [UInt8]) throws {
        expectChange()
        try run(
            "INSERT OR REPLACE INTO s3_settings (bucket, kind, value) VALUES (?, ?, ?)",
            [.integer(bucket.id), .text(kind.rawValue), .blob(bytes)])
    }

    func remove(_ kind: SettingKind, of bucket: BucketRow) throws {
        expectChange()
        try run(
            "DELETE FROM s3_settings WHERE bucket = ? AND kind = ?", [.integer(bucket.id), .text(kind.rawValue)])
    }

    /// Who owns what others put into the bucket, and whether it has access control lists at all.
    func ownership(of bucket: BucketRow) throws -> S3.ObjectOwnership {
        // A bucket whose controls were deleted is as buckets were before there were any.
        try setting(.ownership, of: bucket, as: S3.OwnershipControls.self)?.rules.first?.objectOwnership
            ?? .objectWriter
    }

    func publicAccessBlock(of bucket: BucketRow) throws -> S3.PublicAccessBlockConfiguration? {
        try setting(.publicAccessBlock, of: bucket, as: S3.PublicAccessBlockConfiguration.self)
    }
}
