import AWSCore

/// The role of an EC2 instance, by version 2 of its metadata service: a token, then the role, then its credentials.
///
/// When the service fails later, what it gave last goes on being used, expired or not: EC2 takes such credentials while
/// its own distribution is in trouble, which is worth more than stopping.
///
/// Source: AWS SDKs and Tools Reference Guide, "IMDS credential provider"; `InstanceMetadataFetcher` in
/// botocore/utils.py.
final class InstanceMetadataSource: CredentialsSource {
    private let context: CredentialsContext
    private let settings: Settings
    private let last = Lock<Credentials?>(nil)

    struct Settings: Sendable {
        var endpoint: EndpointURL = InstanceMetadataSource.ipv4
        var timeoutSeconds = 1.0
        var attemptsMax = 1
    }

    static let ipv4 = EndpointURL(Origin(isSecure: false, host: "169.254.169.254"))
    static let ipv6 = EndpointURL(Origin(isSecure: false, host: "[fd00:ec2::254]"))
    private static let tokenSeconds = "21600"
    private static let rolePath = "/latest/meta-data/iam/security-credentials/"

    init(_ context: CredentialsContext, _ settings: Settings) {
        self.context = context
        self.settings = settings
    }

    let name = "instance metadata"

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        if context.machine.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true" {
            return .absent("AWS_EC2_METADATA_DISABLED is true")
        }
        let known = last.withLock { $0 }
        do throws(CredentialsError) {
            guard let credentials = try await fetch() else {
                if let known { return .credentials(prolonged(known, at: now)) }
                return .absent("no answer from \(settings.endpoint), or no role there")
            }
            last.withLock { $0 = credentials }
            let isFresh = credentials.expiration.map { $0.seconds - now.seconds > 0 } ?? true
            return .credentials(isFresh ? credentials : prolonged(credentials, at: now))
        } catch {
            guard let known else { throw error }
            return .credentials(prolonged(known, at: now))
        }
    }

    /// To be asked for again in 5 to 10 minutes, counted from where the refresh begins.
    private func prolonged(_ credentials: Credentials, at now: Timestamp) -> Credentials {
        let wait = 300 + Int64(context.surroundings.fraction() * 300)
        return Credentials(
            accessKeyID: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey,
            sessionToken: credentials.sessionToken,
            expiration: now + .seconds(CachedCredentials.advisorySeconds + wait))
    }

    /// nil where there is no such service, or no role.
    private func fetch() async throws(CredentialsError) -> Credentials? {
        guard
            let token = await text(
                "PUT", "/latest/api/token", ["X-aws-ec2-metadata-token-ttl-seconds": Self.tokenSeconds])
        else { return nil }
        let headers: HTTPHeaders = ["X-aws-ec2-metadata-token": token]
        guard let roles = await text("GET", Self.rolePath, headers),
            let role = roles.split(whereSeparator: \.isNewline).first.map(String.init),
            let answer = await text("GET", Self.rolePath + PercentEncoding.encode(role), headers)
        else { return nil }
        let document = try CredentialsDocument.parse(Array(answer.utf8), from: name)
        if let code = document["Code"]?.string, code != "Success" {
            throw CredentialsError("The \(name) has no credentials for the role \(role): \(code).")
        }
        return try CredentialsDocument.read(document, .endpoint, from: name)
    }

    private func text(_ method: String, _ path: String, _ headers: HTTPHeaders) async -> String? {
        let call = MetadataCall(
            transport: context.transport, surroundings: context.surroundings,
            timeoutSeconds: settings.timeoutSeconds, attemptsMax: settings.attemptsMax)
        let endpoint = settings.endpoint
        guard let answer = try? await call.send(method, endpoint.path + path, headers: headers, to: endpoint.origin),
            answer.status == 200, !answer.text.isEmpty
        else { return nil }
        return answer.text
    }
}
