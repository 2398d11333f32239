import AWSCore

/// Keeps what a source has brought and asks again before it expires, one refresh at a time.
///
/// From 15 minutes before the end on, one caller refreshes while the others go on with what there is; a refresh that
/// fails then does not matter yet. From 10 minutes before the end on, everybody waits for it, and it must not fail.
///
/// Source: `RefreshableCredentials` in botocore/credentials.py, for the two windows.
actor CachedCredentials: CredentialsProvider {
    static let advisorySeconds: Int64 = 15 * 60
    static let mandatorySeconds: Int64 = 10 * 60
    /// Credentials that live shorter than the windows, or whose refresh fails early, are not asked for with every call.
    static let quietSeconds = 60

    private let source: any CredentialsSource
    private var current: Credentials?
    private var quietUntil: Timestamp?
    private var refresh: Task<Result<Credentials, CredentialsError>, Never>?

    init(_ source: any CredentialsSource) {
        self.source = source
    }

    func credentials(at now: Timestamp) async throws(CredentialsError) -> Credentials {
        guard let current else { return try await refreshed(at: now).get() }
        guard let left = current.expiration.map({ $0.seconds - now.seconds }), left < Self.advisorySeconds else {
            return current
        }
        if left > 0, let quietUntil, now < quietUntil { return current }
        guard left >= Self.mandatorySeconds else { return try await refreshed(at: now).get() }
        if refresh != nil { return current }
        if case .success(let credentials) = await refreshed(at: now) { return credentials }
        quietUntil = now + .seconds(Self.quietSeconds)
        return current
    }

    func discard(_ credentials: Credentials) async -> Bool {
        // Whoever comes late finds that others have done it.
        if credentials.accessKeyID == current?.accessKeyID, credentials.sessionToken == current?.sessionToken {
            guard current?.sessionToken != nil else { return false }
            current = nil
        }
        return true
    }

    /// Joins the refresh that is under way, or starts one, which outlives a caller that is cancelled.
    private func refreshed(at now: Timestamp) async -> Result<Credentials, CredentialsError> {
        if let refresh { return await refresh.value }
        let source = source
        let task = Task { () async -> Result<Credentials, CredentialsError> in
            await Self.load(source, at: now)
        }
        refresh = task
        let result = await task.value
        refresh = nil
        if case .success(let credentials) = result {
            (current, quietUntil) = (credentials, now + .seconds(Self.quietSeconds))
        }
        return result
    }

    private static func load(
        _ source: any CredentialsSource, at now: Timestamp
    ) async -> Result<Credentials, CredentialsError> {
        do throws(CredentialsError) {
            switch try await source.load(at: now) {
            case .credentials(let credentials) where credentials.isExpired(at: now):
                return .failure(CredentialsError("The credentials from \(source.name) have expired already."))
            case .credentials(let credentials): return .success(credentials)
            case .absent(let reason):
                return .failure(CredentialsError("No credentials from \(source.name): \(reason)."))
            }
        } catch {
            return .failure(error)
        }
    }
}
