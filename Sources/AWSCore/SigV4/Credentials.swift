/// What a caller signs with. Neither its description nor its reflection shows the secrets.
public struct Credentials: Hashable, Sendable {
    public let accessKeyID: String
    public let secretAccessKey: String
    /// Comes with temporary credentials.
    public let sessionToken: String?
    /// When temporary credentials stop working.
    public let expiration: Timestamp?

    public init(
        accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Timestamp? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }

    public func isExpired(at now: Timestamp) -> Bool {
        expiration.map { $0 <= now } ?? false
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Credentials(\(accessKeyID))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
