/// Bytes or values that are not what the model says: the caller's mistake, before any service has looked at it.
public enum WireError: Error, Hashable, Sendable {
    /// A required member is not there. `path` is in model names: `AttributeDefinitions.1.AttributeName`.
    case missingMember(path: String)
    /// A value of another type stands there.
    case unexpectedType(expected: String, at: String)
    /// A union with no member set, or with more than one.
    case notOneMember(count: Int, at: String)
    /// The bytes are not of the format: what was wrong, and at which byte.
    case malformed(String, offset: Int)
    /// A limit on nesting, size or count was passed.
    case tooLarge(String)
}
