import AWSCore
import AWSSQS
import World

/// The store inside one transaction, as one call sees it.
final class Session: StoreSession {
    let sqlite: SQLite
    let state: SQSState
    let account: String
    let region: String
    /// Whatever a transaction does happens at one instant.
    let now: Timestamp
    /// Queues in which something can be received that could not before.
    var signalled: Set<Int64> = []
    var policyChanges: [PolicyChange] = []

    init(_ sqlite: SQLite, _ state: SQSState, _ call: Call) {
        self.sqlite = sqlite
        self.state = state
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
    /// The caller's address for SQS; nil for AWS's own.
    let endpoint: String?

    init(account: String, region: String, now: Timestamp, endpoint: String? = nil) {
        self.account = account
        self.region = region
        self.now = now
        self.endpoint = endpoint
    }

    init(_ scope: CallScope) {
        self.init(
            account: scope.account, region: scope.region, now: scope.startedAt, endpoint: scope.caller.endpoint)
    }

    /// The same caller, later.
    func at(_ now: Timestamp) -> Call {
        Call(account: account, region: region, now: now, endpoint: endpoint)
    }
}

/// The only ways to the store.
extension SQSState {
    func read<Value: Sendable>(
        _ call: Call, _ body: @Sendable (Session) throws -> Value
    ) async throws(SQSError) -> Value {
        do {
            return try await world.database.read { sqlite in try body(Session(sqlite, self, call)) }
        } catch {
            throw Self.serviceError(error)
        }
    }

    /// One transaction, of which nothing is left when `body` throws. Whoever waits for its messages is woken after it.
    func write<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(SQSError) -> Value {
        do {
            let (value, signalled, policies) = try await world.database.write { sqlite in
                let session = Session(sqlite, self, call)
                let value = try body(session)
                return (value, session.signalled, session.policyChanges)
            }
            for change in policies { apply(change) }
            for queue in signalled.sorted() { signals.wake(queue) }
            return value
        } catch {
            throw Self.serviceError(error)
        }
    }

    private static func serviceError(_ error: any Error) -> SQSError {
        error as? SQSError ?? .internalFailure(error)
    }
}
