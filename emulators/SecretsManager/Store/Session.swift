import AWSCore
import AWSSecretsManager
import World

/// The store inside one transaction, as one call sees it.
final class Session: StoreSession {
    let sqlite: SQLite
    let account: String
    let region: String
    /// The time of the call: whatever a transaction does happens at one instant.
    let now: Timestamp

    init(_ sqlite: SQLite, _ call: Call) {
        self.sqlite = sqlite
        account = call.account
        region = call.region
        now = call.now
    }
}

/// Who calls, where and when: what the store needs of a call.
struct Call: Sendable {
    let account: String
    let region: String
    let now: Timestamp

    init(account: String, region: String, now: Timestamp) {
        self.account = account
        self.region = region
        self.now = now
    }

    init(_ scope: CallScope) {
        self.init(account: scope.account, region: scope.region, now: scope.startedAt)
    }
}

/// The only ways to the store.
extension SecretsManagerState {
    func read<Value: Sendable>(
        _ call: Call, _ body: @Sendable (Session) throws -> Value
    ) async throws(SecretsManagerError) -> Value {
        do {
            return try await world.database.read { sqlite in try body(Session(sqlite, call)) }
        } catch {
            throw error as? SecretsManagerError ?? .internalFailure(error)
        }
    }

    /// One transaction, of which nothing is left when `body` throws.
    func write<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(SecretsManagerError) -> Value {
        do {
            return try await world.database.write { sqlite in try body(Session(sqlite, call)) }
        } catch {
            throw error as? SecretsManagerError ?? .internalFailure(error)
        }
    }
}
