/// An OpenSearch, and how it knows its callers.
public struct OpenSearchAccess: Hashable, Sendable {
    /// `https://abc123.eu-west-1.aoss.amazonaws.com`; nil: there is none, and every call says so.
    public var endpoint: EndpointURL?
    public var authentication: Authentication

    public enum Authentication: Hashable, Sendable {
        /// A collection of OpenSearch Serverless: signed for `aoss`.
        case serverless
        /// A domain of OpenSearch Service: signed for `es`.
        case domain
        /// A cluster of one's own, or a domain with an internal user database.
        case basic(user: String, password: String)
        case none
    }

    public init(_ endpoint: EndpointURL? = nil, _ authentication: Authentication = .serverless) {
        self.endpoint = endpoint
        self.authentication = authentication
    }
}

extension OpenSearchAccess.Authentication: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the password.
    public var description: String {
        switch self {
        case .serverless: "aoss"
        case .domain: "es"
        case .basic(let user, _): "basic(\(user))"
        case .none: "none"
        }
    }

    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
