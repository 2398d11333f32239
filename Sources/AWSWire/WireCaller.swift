/// Who calls over the wire, as far as the request says it: identity is claimed, not yet proven.
public struct WireCaller: Hashable, Sendable {
    /// Of the signature's credential; nil when the request is not signed.
    public var accessKeyID: String?
    /// Whose the key is, where the server knows it.
    public var holder: AccessKeyHolder?
    /// 12 digits.
    public var account: String
    public var region: String
    /// The service in the scope of the signature's credential.
    public var signingName: String?
    /// The address that the caller knows the server by: `http://localhost:4566`.
    public var endpoint: String?
    public var requestID: String
    public var signature: SignatureState

    public enum SignatureState: Hashable, Sendable {
        /// The request carries none.
        case absent
        /// It carries none although signatures are checked: only what is open to everyone is open to it.
        case anonymous
        /// It carries one that nobody has checked.
        case unchecked
        /// It is the one that the credential's secret gives.
        case verified
    }

    public init(
        accessKeyID: String? = nil, holder: AccessKeyHolder? = nil, account: String, region: String,
        signingName: String? = nil, requestID: String, signature: SignatureState = .absent
    ) {
        self.accessKeyID = accessKeyID
        self.holder = holder
        self.account = account
        self.region = region
        self.signingName = signingName
        self.requestID = requestID
        self.signature = signature
    }
}

/// What a request is taken for where it says nothing.
public struct WireDefaults: Sendable {
    /// 12 digits.
    public var account: String
    public var region: String

    public init(account: String = "000000000000", region: String = "us-east-1") {
        self.account = account
        self.region = region
    }
}
