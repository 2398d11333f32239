public import AWSCore
public import World

/// All of STS in one world: the sessions that it has issued credentials for.
///
/// Made once for each world; ``STSEmulator`` is a view of it for one call.
public final class STSState: Sendable {
    public let world: World
    let keys: SeededStream
    private let sessions = Lock<[String: IssuedSession]>([:])

    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(_ world: World) throws {
        self.world = world
        keys = world.stream(named: "sts.keys")
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    /// The session that an access key was issued for, expired or not; nil for keys from elsewhere.
    public func session(of accessKeyID: String) async -> IssuedSession? {
        guard accessKeyID.hasPrefix(AccessKeyID.temporaryPrefix) else { return nil }
        if let session = sessions.withLock({ $0[accessKeyID] }) { return session }
        guard let stored = try? await world.database.read({ try SessionRows.find(accessKeyID, in: $0) }) else {
            return nil
        }
        keep(stored)
        return stored
    }

    func issue(_ session: IssuedSession, now: Timestamp) async throws {
        try await world.database.write { sqlite in
            try SessionRows.insert(session, in: sqlite)
            try SessionRows.deleteExpired(
                before: Timestamp(seconds: now.seconds - Limits.expiredSessionSecondsKept), in: sqlite)
        }
        keep(session)
    }

    /// Only a cache: past its limit it starts anew.
    private func keep(_ session: IssuedSession) {
        sessions.withLock { sessions in
            if sessions.count >= Limits.cachedSessionsMax { sessions.removeAll() }
            sessions[session.credentials.accessKeyID] = session
        }
    }
}

/// What STS has issued credentials for.
public struct IssuedSession: Hashable, Sendable {
    public let credentials: AWSCore.Credentials
    public let principal: Principal
    /// What IAM conditions may ask about the session.
    public let conditionContext: [String: [String]]
}
