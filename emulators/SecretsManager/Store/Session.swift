import AWSCore
import AWSSecretsManager
import World

/// The store inside one transaction, as one call sees it.
final class Session {
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

    /// The statement with its parameters bound, ready to step through its rows.
    func rows(_ sql: String, _ parameters: [Parameter] = []) throws -> Statement {
        let statement = try sqlite.statement(sql)
        for (place, parameter) in zip(Int32(1)..., parameters) {
            switch parameter {
            case .integer(let value): statement.bind(place, value)
            case .text(let value): statement.bind(place, value)
            case .blob(let value): statement.bind(place, value)
            case .null: statement.bindNull(place)
            }
        }
        return statement
    }

    /// Runs a statement that has no rows.
    func run(_ sql: String, _ parameters: [Parameter]) throws {
        _ = try rows(sql, parameters).step()
    }
}

/// A value for a parameter of a statement.
enum Parameter {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

    init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }

    init(_ blob: Blob?) {
        self = blob.map { .blob($0.bytes) } ?? .null
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
