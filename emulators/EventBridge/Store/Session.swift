import AWSCore
import AWSEventBridge
import World

/// The store inside one transaction, as one call sees it.
final class Session: StoreSession {
    let sqlite: SQLite
    let state: EventBridgeState
    let account: String
    let region: String
    /// Whatever a transaction does happens at one instant.
    let now: Timestamp
    /// Whether something was put into the outbox.
    var hasDeliveries = false
    /// Whether a rule may fire earlier than before.
    var hasSchedules = false
    var policyChanges: [PolicyChange] = []

    init(_ sqlite: SQLite, _ state: EventBridgeState, _ call: Call) {
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
extension EventBridgeState {
    func read<Value: Sendable>(
        _ call: Call, _ body: @Sendable (Session) throws -> Value
    ) async throws(EventBridgeError) -> Value {
        do {
            return try await world.database.read { sqlite in try body(Session(sqlite, self, call)) }
        } catch {
            throw Self.serviceError(error)
        }
    }

    /// One transaction, of which nothing is left when `body` throws. What it put into the outbox is on its way after it.
    /// - Parameter startsDeliveries: false for a caller that runs them itself.
    func write<Value: Sendable>(
        _ call: Call, startsDeliveries: Bool = true, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(EventBridgeError) -> Value {
        do {
            let (value, hasDeliveries, hasSchedules, policies) = try await world.database.write { sqlite in
                let session = Session(sqlite, self, call)
                let value = try body(session)
                return (value, session.hasDeliveries, session.hasSchedules, session.policyChanges)
            }
            for change in policies { apply(change) }
            if hasDeliveries, startsDeliveries { deliveries.wake(self) }
            if hasSchedules { await schedules.plan(self) }
            return value
        } catch {
            throw Self.serviceError(error)
        }
    }

    private static func serviceError(_ error: any Error) -> EventBridgeError {
        switch error {
        case let error as EventBridgeError: error
        case let error as PatternError: .invalidPattern(error)
        default: .internalFailure(error)
        }
    }
}

/// The policy of a bus, as the world's access control is to know it.
struct PolicyChange: Sendable {
    var policy: String?
    var arn: String
    var account: String
}

extension EventBridgeState {
    func apply(_ change: PolicyChange) {
        // Stored policies were checked before they were stored.
        let policy = change.policy.flatMap { try? PolicyDocument(json: $0) }
        world.access.setPolicy(policy, ofResource: change.arn, account: change.account)
    }
}
