/// Quotas and defaults, each with its source.
enum Limits {
    /// API reference, AssumeRole, DurationSeconds: 3600 unless told otherwise.
    static let roleSecondsDefault = 3600
    /// API reference, AssumeRole: "Role chaining limits your AWS CLI or AWS API role session to a maximum of one hour."
    static let chainedRoleSecondsMax = 3600
    /// API reference, GetSessionToken, DurationSeconds: 43,200 unless told otherwise.
    static let sessionTokenSecondsDefault = 43_200
    /// API reference, PassedToken: the longest JWT that is read, in bytes.
    static let tokenBytesMax = 20_000
    /// How long an expired session is still known to have expired; our own.
    static let expiredSessionSecondsKept: Int64 = 86_400
    /// Sessions in memory; the rest are in the database. Our own.
    static let cachedSessionsMax = 1000
}
