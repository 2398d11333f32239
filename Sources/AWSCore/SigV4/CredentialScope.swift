/// The day, region and service that a signing key is good for: `20150830/us-east-1/s3/aws4_request`.
public struct CredentialScope: Hashable, Sendable {
    /// `YYYYMMDD`, in UTC.
    public let date: String
    public let region: String
    public let service: String

    public static let terminator = "aws4_request"

    public init(date: String, region: String, service: String) {
        self.date = date
        self.region = region
        self.service = service
    }

    public var text: String { "\(date)/\(region)/\(service)/\(Self.terminator)" }
}

/// The `Credential` of a signed request, as it stands there: who claims to have signed, with a key of which scope.
///
/// A server routes by it before, and whether or not, it verifies anything.
public struct SigningCredential: Hashable, Sendable {
    public let accessKeyID: String
    public let scope: CredentialScope
    /// Of a right credential always ``CredentialScope/terminator``.
    public let terminator: String

    /// - Parameter text: `AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request`; slashes before the date are the key's.
    /// - Returns: nil unless there are five parts, none of them empty.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 5, parts.suffix(5).allSatisfy({ !$0.isEmpty }) else { return nil }
        let scope = parts.suffix(4).map(String.init)
        accessKeyID = parts.dropLast(4).joined(separator: "/")
        self.scope = CredentialScope(date: scope[0], region: scope[1], service: scope[2])
        terminator = scope[3]
    }

    public init(accessKeyID: String, scope: CredentialScope) {
        self.accessKeyID = accessKeyID
        self.scope = scope
        terminator = CredentialScope.terminator
    }

    public var text: String {
        "\(accessKeyID)/\(scope.date)/\(scope.region)/\(scope.service)/\(terminator)"
    }
}
