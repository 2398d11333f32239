import AWSCore

/// One place where credentials may come from.
protocol CredentialsSource: Sendable {
    /// For messages: "the instance's metadata".
    var name: String { get }

    /// - Throws: ``CredentialsError`` when they should come from here, and do not.
    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials
}

enum LoadedCredentials: Sendable {
    case credentials(Credentials)
    /// Nothing here says that credentials should come from here: why not.
    case absent(String)
}

/// What sources work with.
struct CredentialsContext: Sendable {
    let machine: Machine
    let transport: any HTTPTransport
    let surroundings: Surroundings
    /// Of calls to STS and to IAM Identity Center.
    let region: String
    let endpoints: EndpointSettings
    let retries: RetryPolicy

    /// The configuration of calls that are signed with these, or not at all.
    func configuration(_ credentials: any CredentialsProvider, region: String? = nil) -> LiveConfiguration {
        LiveConfiguration(
            region: region ?? self.region, credentials: credentials, endpoints: endpoints, retries: retries,
            surroundings: surroundings)
    }
}

/// The sources in the order of every AWS SDK; the first that has credentials is asked from then on.
final class CredentialsChain: CredentialsSource {
    private let sources: [any CredentialsSource]
    private let chosen = Lock<Int?>(nil)

    init(_ sources: [any CredentialsSource]) {
        self.sources = sources
    }

    let name = "the default chain"

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        if let index = chosen.withLock({ $0 }) { return try await sources[index].load(at: now) }
        var reasons: [String] = []
        for (index, source) in sources.enumerated() {
            switch try await source.load(at: now) {
            case .credentials(let credentials):
                chosen.withLock { $0 = index }
                return .credentials(credentials)
            case .absent(let reason): reasons.append("\(source.name): \(reason)")
            }
        }
        throw CredentialsError(
            "No AWS credentials found. Tried " + reasons.joined(separator: "; ")
                + ". Run 'aws configure' or 'aws sso login', or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
                + "AWS_SECRET_ACCESS_KEY.")
    }
}

/// `AWS_ACCESS_KEY_ID` and what belongs to it.
struct EnvironmentSource: CredentialsSource {
    let machine: Machine

    let name = "environment"

    func load(at now: Timestamp) async throws(CredentialsError) -> LoadedCredentials {
        guard machine.variable("AWS_ACCESS_KEY_ID") != nil else { return .absent("AWS_ACCESS_KEY_ID is not set") }
        return .credentials(try await EnvironmentCredentials(machine.variables).credentials(at: now))
    }
}
