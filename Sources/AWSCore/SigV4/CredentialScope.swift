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

    public var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    func write(to text: inout String) {
        for part in [date, region, service] {
            text += part
            text += "/"
        }
        text += Self.terminator
    }
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
        let parts = ASCII.split(text, at: UInt8(ascii: "/"))
        guard parts.count >= 5, parts.suffix(5).allSatisfy({ !$0.isEmpty }) else { return nil }
        let scope = parts.count - 4
        accessKeyID = scope == 1 ? parts[0] : parts[..<scope].joined(separator: "/")
        self.scope = CredentialScope(date: parts[scope], region: parts[scope + 1], service: parts[scope + 2])
        terminator = parts[scope + 3]
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
