import AWSCore
import AWSSecretsManager
import World

/// Versions and their stages as rows.
extension Session {
    func version(_ id: String, of secret: Int64) throws -> SecretVersion? {
        let row = try rows(
            "SELECT version, string, binary, created, accessed FROM secrets_versions "
                + "WHERE secret_id = ? AND version = ?", [.integer(secret), .text(id)])
        return try row.step() ? Self.version(row) : nil
    }

    /// In the order in which they were made.
    func versions(of secret: Int64) throws -> [SecretVersion] {
        let rows = try rows(
            "SELECT version, string, binary, created, accessed FROM secrets_versions WHERE secret_id = ? "
                + "ORDER BY created, rowid", [.integer(secret)])
        var versions: [SecretVersion] = []
        while try rows.step() { versions.append(Self.version(rows)) }
        return versions
    }

    private static func version(_ row: Statement) -> SecretVersion {
        SecretVersion(
            id: row.text(0),
            value: SecretValue(
                stored: row.isNull(1) ? nil : row.text(1), row.isNull(2) ? nil : Blob(row.bytes(2))),
            created: Timestamp(milliseconds: row.int64(3)),
            accessed: row.isNull(4) ? nil : Timestamp(milliseconds: row.int64(4)))
    }

    /// Each stage and the version that it stands at.
    func stages(of secret: Int64) throws -> [String: String] {
        let rows = try rows("SELECT stage, version FROM secrets_stages WHERE secret_id = ?", [.integer(secret)])
        var stages: [String: String] = [:]
        while try rows.step() { stages[rows.text(0)] = rows.text(1) }
        return stages
    }

    /// Stages by version, each list sorted; versions without a stage are left out.
    func stagesByVersion(of secret: Int64) throws -> [String: [String]] {
        var versions: [String: [String]] = [:]
        for (stage, version) in try stages(of: secret).sorted(by: { $0.key < $1.key }) {
            versions[version, default: []].append(stage)
        }
        return versions
    }

    func setStage(_ stage: String, to version: String?, of secret: Int64) throws {
        guard let version else {
            return try run(
                "DELETE FROM secrets_stages WHERE secret_id = ? AND stage = ?", [.integer(secret), .text(stage)])
        }
        try run(
            "INSERT OR REPLACE INTO secrets_stages (secret_id, stage, version) VALUES (?, ?, ?)",
            [.integer(secret), .text(stage), .text(version)])
    }

    /// Moves AWSCURRENT, and AWSPREVIOUS to where it stood.
    func setCurrent(_ version: String, of secret: Int64) throws {
        let before = try stages(of: secret)[Stage.current]
        try setStage(Stage.current, to: version, of: secret)
        if let before, before != version {
            try setStage(Stage.previous, to: before, of: secret)
        }
    }

    /// Adds a version, or finds it there already with the same value.
    /// - Parameter stages: those to be moved to it.
    /// - Returns: whether it is new.
    /// - Throws: ResourceExistsException for a version with another value.
    @discardableResult
    func addVersion(
        _ id: String, _ value: SecretValue, stages: [String], to secret: Int64, arn: String
    ) throws -> Bool {
        if let known = try version(id, of: secret) {
            guard known.value == value else {
                throw SecretsManagerError.exists(
                    "You can't use ClientRequestToken \(id) because that value is already in use for a version of "
                        + "secret \(arn).")
            }
            return false
        }
        try run(
            "INSERT INTO secrets_versions (secret_id, version, string, binary, created) VALUES (?, ?, ?, ?, ?)",
            [
                .integer(secret), .text(id), .optional(value.string), .optional(value.binary),
                .integer(now.milliseconds),
            ])
        // The first version is current, whatever else it is.
        let isFirst = try self.stages(of: secret)[Stage.current] == nil
        for stage in stages where stage != Stage.current { try setStage(stage, to: id, of: secret) }
        if isFirst || stages.contains(Stage.current) { try setCurrent(id, of: secret) }
        try forgetOldVersions(of: secret)
        try touch(secret)
        return true
    }

    private func forgetOldVersions(of secret: Int64) throws {
        let versions = try versions(of: secret)
        let excess = versions.count - SecretsManagerLimits.versionsMax
        guard excess > 0 else { return }
        let staged = Set(try stages(of: secret).values)
        for version in versions.filter({ !staged.contains($0.id) }).prefix(excess) {
            try run(
                "DELETE FROM secrets_versions WHERE secret_id = ? AND version = ?",
                [.integer(secret), .text(version.id)])
        }
    }

    func noteAccess(_ secret: SecretRecord, version: String) throws {
        let day = Parameter.integer(now.day.milliseconds)
        try run("UPDATE secrets_secrets SET accessed = ? WHERE id = ?", [day, .integer(secret.id)])
        try run(
            "UPDATE secrets_versions SET accessed = ? WHERE secret_id = ? AND version = ?",
            [day, .integer(secret.id), .text(version)])
    }
}
