import AWSCore

/// A bucket as every operation meets it.
struct BucketRow: Sendable, Hashable {
    let id: Int64
    let name: String
    let account: String
    let region: String
    let created: Timestamp
    /// nil until versioning was first configured; that cannot be undone.
    let versioning: Versioning?

    enum Versioning: String, Sendable {
        case enabled = "Enabled"
        case suspended = "Suspended"
    }

    var arn: String { "arn:aws:s3:::\(name)" }

    /// The version id that answers show: none in a bucket that never had versions.
    func shown(_ versionID: String) -> String? { versioning == nil ? nil : versionID }
}

/// Kinds of configuration that a bucket has one of each.
enum SettingKind: String, Sendable {
    case accessControl
    case cors
    case encryption
    case lifecycle
    case logging
    case notification
    case ownership
    case policy
    case publicAccessBlock
    case tagging
}
