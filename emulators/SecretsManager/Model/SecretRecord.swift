import AWSCore
import AWSSecretsManager
import World

/// A secret as it is stored, without its values.
struct SecretRecord: Sendable {
    let id: Int64
    let name: String
    let arn: String
    let description: String?
    let kmsKey: String?
    let created: Timestamp
    let changed: Timestamp
    let accessed: Timestamp?
    let deleted: Timestamp?
    let purged: Timestamp?
    let policy: String?

    static let columns = "id, name, arn, description, kms, created, changed, accessed, deleted, purged, policy"

    init(_ row: Statement) {
        func time(_ column: Int32) -> Timestamp? {
            row.isNull(column) ? nil : Timestamp(milliseconds: row.int64(column))
        }
        func text(_ column: Int32) -> String? { row.isNull(column) ? nil : row.text(column) }
        id = row.int64(0)
        name = row.text(1)
        arn = row.text(2)
        description = text(3)
        kmsKey = text(4)
        created = Timestamp(milliseconds: row.int64(5))
        changed = Timestamp(milliseconds: row.int64(6))
        accessed = time(7)
        deleted = time(8)
        purged = time(9)
        policy = text(10)
    }

    /// Whether the recovery window is over, so that the secret is not there any more.
    func isGone(at now: Timestamp) -> Bool { purged.map { $0 <= now } ?? false }
}

/// The value of one version: it is never printed.
struct SecretValue: Hashable, Sendable, CustomStringConvertible {
    let string: String?
    let binary: Blob?

    var description: String { "SecretValue(hidden)" }

    /// - Returns: nil when neither is given.
    /// - Throws: InvalidRequestException when both are.
    init?(_ string: String?, _ binary: Blob?) throws(SecretsManagerError) {
        if string != nil, binary != nil {
            throw .invalidRequest(
                "You can't specify both a binary secret value and a string secret value in the same secret.")
        }
        if string == nil, binary == nil { return nil }
        guard (string?.utf8.count ?? binary?.count ?? 0) <= SecretsManagerLimits.valueBytesMax else {
            throw .validation(
                "1 validation error detected: Value at '\(string == nil ? "secretBinary" : "secretString")' failed to "
                    + "satisfy constraint: Member must have length less than or equal to "
                    + "\(SecretsManagerLimits.valueBytesMax)")
        }
        self.string = string
        self.binary = binary
    }

    init(stored string: String?, _ binary: Blob?) {
        self.string = string
        self.binary = binary
    }
}

struct SecretVersion: Sendable {
    let id: String
    let value: SecretValue
    let created: Timestamp
    let accessed: Timestamp?
}

/// The stages that Secrets Manager moves itself.
enum Stage {
    static let current = "AWSCURRENT"
    static let previous = "AWSPREVIOUS"
    static let pending = "AWSPENDING"
}

extension Timestamp {
    /// The beginning of the day, which is how exactly AWS says when a secret was read.
    var day: Timestamp { Timestamp(seconds: seconds - (seconds % 86_400 + 86_400) % 86_400) }
}
