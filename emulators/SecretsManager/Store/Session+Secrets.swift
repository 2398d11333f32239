import AWSCore
import AWSSecretsManager
import World

/// Secrets as rows.
extension Session {
    /// - Parameter identifier: a name or an ARN, with or without the characters at its end.
    /// - Returns: also a secret that is marked for deletion, but none whose recovery window is over.
    /// - Throws: ResourceNotFoundException.
    func anySecret(_ identifier: String) throws -> SecretRecord {
        guard let secret = try findSecret(identifier) else { throw SecretsManagerError.secretNotFound }
        return secret
    }

    /// A secret that is not marked for deletion.
    /// - Throws: ResourceNotFoundException, InvalidRequestException.
    func secret(_ identifier: String) throws -> SecretRecord {
        let secret = try anySecret(identifier)
        guard secret.deleted == nil else { throw SecretsManagerError.markedForDeletion }
        return secret
    }

    func findSecret(_ identifier: String) throws -> SecretRecord? {
        let parts = identifier.split(separator: ":", maxSplits: 6, omittingEmptySubsequences: false)
        guard parts.count == 7, parts[0] == "arn" else {
            try SecretRules.checkName(identifier)
            return try secret(named: identifier)
        }
        guard parts[3] == region else { return nil }
        let row = try rows(
            "SELECT \(SecretRecord.columns) FROM secrets_secrets WHERE account = ? AND region = ? AND arn = ?",
            [.text(String(parts[4])), .text(region), .text(identifier)])
        if try row.step() { return present(SecretRecord(row)) }
        return parts[4] == account ? try secret(named: String(parts[6])) : nil
    }

    private func secret(named name: String) throws -> SecretRecord? {
        let row = try rows(
            "SELECT \(SecretRecord.columns) FROM secrets_secrets WHERE account = ? AND region = ? AND name = ?",
            [.text(account), .text(region), .text(name)])
        return try row.step() ? present(SecretRecord(row)) : nil
    }

    private func present(_ secret: SecretRecord) -> SecretRecord? {
        secret.isGone(at: now) ? nil : secret
    }

    /// In the order in which they were made.
    func secrets() throws -> [SecretRecord] {
        let rows = try rows(
            "SELECT \(SecretRecord.columns) FROM secrets_secrets WHERE account = ? AND region = ? ORDER BY id",
            [.text(account), .text(region)])
        var secrets: [SecretRecord] = []
        while try rows.step() { secrets.append(SecretRecord(rows)) }
        return secrets.filter { !$0.isGone(at: now) }
    }

    /// - Returns: its id.
    func insertSecret(_ name: String, arn: String, description: String?, kmsKey: String?) throws -> Int64 {
        // The rows of one of that name may have outlived its recovery window by a moment.
        let old = try rows(
            "SELECT id FROM secrets_secrets WHERE account = ? AND region = ? AND name = ?",
            [.text(account), .text(region), .text(name)])
        if try old.step() { try delete(old.int64(0)) }
        try run(
            "INSERT INTO secrets_secrets (account, region, name, arn, description, kms, created, changed) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(account), .text(region), .text(name), .text(arn), .optional(description), .optional(kmsKey),
                .integer(now.milliseconds), .integer(now.milliseconds),
            ])
        return sqlite.lastInsertedRow
    }

    func update(_ secret: SecretRecord, description: String?, kmsKey: String?) throws {
        try run(
            "UPDATE secrets_secrets SET description = ?, kms = ?, changed = ? WHERE id = ?",
            [.optional(description), .optional(kmsKey), .integer(now.milliseconds), .integer(secret.id)])
    }

    func touch(_ secret: Int64) throws {
        try run("UPDATE secrets_secrets SET changed = ? WHERE id = ?", [.integer(now.milliseconds), .integer(secret)])
    }

    func mark(_ secret: SecretRecord, deleted: Timestamp?, purged: Timestamp?) throws {
        try run(
            "UPDATE secrets_secrets SET deleted = ?, purged = ? WHERE id = ?",
            [
                deleted.map { .integer($0.milliseconds) } ?? .null, purged.map { .integer($0.milliseconds) } ?? .null,
                .integer(secret.id),
            ])
    }

    func delete(_ secret: Int64) throws {
        for table in ["secrets_versions", "secrets_stages", "secrets_tags"] {
            try run("DELETE FROM \(table) WHERE secret_id = ?", [.integer(secret)])
        }
        try run("DELETE FROM secrets_secrets WHERE id = ?", [.integer(secret)])
    }

    func setPolicy(_ policy: String?, of secret: SecretRecord) throws {
        try run("UPDATE secrets_secrets SET policy = ? WHERE id = ?", [.optional(policy), .integer(secret.id)])
    }

    // Tags.

    func putTags(_ tags: [SecretsManager.Tag], on secret: Int64) throws {
        for tag in tags {
            try run(
                "INSERT OR REPLACE INTO secrets_tags (secret_id, key, value) VALUES (?, ?, ?)",
                [.integer(secret), .text(tag.key ?? ""), .text(tag.value ?? "")])
        }
        guard try self.tags(of: secret).count <= SecretsManagerLimits.tagsMax else {
            throw SecretsManagerError.invalidParameter(
                "You can only specify up to \(SecretsManagerLimits.tagsMax) tags for a secret.")
        }
    }

    func deleteTag(_ key: String, of secret: Int64) throws {
        try run("DELETE FROM secrets_tags WHERE secret_id = ? AND key = ?", [.integer(secret), .text(key)])
    }

    /// By key.
    func tags(of secret: Int64) throws -> [SecretsManager.Tag] {
        let rows = try rows(
            "SELECT key, value FROM secrets_tags WHERE secret_id = ? ORDER BY key", [.integer(secret)])
        var tags: [SecretsManager.Tag] = []
        while try rows.step() { tags.append(SecretsManager.Tag(key: rows.text(0), value: rows.text(1))) }
        return tags
    }
}
