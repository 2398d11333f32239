public import AWSCore

/// Knows what to sign with.
public protocol CredentialsProvider: Sendable {
    /// - Throws: ``CredentialsError``
    func credentials(at now: Timestamp) async throws(CredentialsError) -> Credentials

    /// A service says that these have expired.
    /// - Returns: whether asking again may bring others.
    func discard(_ credentials: Credentials) async -> Bool
}

extension CredentialsProvider {
    public func discard(_ credentials: Credentials) async -> Bool { false }
}

/// Why there are no credentials, in words that say what to do.
public struct CredentialsError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}

/// The same credentials always: of a test, or of a local AWS.
public struct StaticCredentials: CredentialsProvider {
    private let value: Credentials

    public init(_ value: Credentials) {
        self.value = value
    }

    /// What a local AWS takes for the account: its access key is the account's 12 digits.
    public init(account: String) {
        value = Credentials(accessKeyID: account, secretAccessKey: "local")
    }

    public func credentials(at now: Timestamp) async throws(CredentialsError) -> Credentials { value }
}

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
public struct EnvironmentCredentials: CredentialsProvider {
    private let variables: @Sendable () -> [String: String]

    /// - Parameter variables: is asked for each call, so that a process that refreshes its environment is followed.
    public init(_ variables: @escaping @Sendable () -> [String: String] = { SystemEnvironment.variables }) {
        self.variables = variables
    }

    public func credentials(at now: Timestamp) async throws(CredentialsError) -> Credentials {
        let variables = variables()
        func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let key = value("AWS_ACCESS_KEY_ID") else {
            throw CredentialsError("No AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
        }
        guard let secret = value("AWS_SECRET_ACCESS_KEY") else {
            throw CredentialsError("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not.")
        }
        return Credentials(accessKeyID: key, secretAccessKey: secret, sessionToken: value("AWS_SESSION_TOKEN"))
    }
}
