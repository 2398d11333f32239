import AWSCloudWatchLogs
import AWSCore
import World

/// The only ways to the store.
extension CloudWatchLogsState {
    func read<Value: Sendable>(
        _ call: Call, _ body: @Sendable (Session) throws -> Value
    ) async throws(CloudWatchLogsError) -> Value {
        do {
            return try await world.database.read { sqlite in try body(Session(sqlite, call)) }
        } catch {
            throw Self.serviceError(error)
        }
    }

    /// One transaction, of which nothing is left when `body` throws.
    func write<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(CloudWatchLogsError) -> Value {
        do {
            return try await world.database.write { sqlite in try body(Session(sqlite, call)) }
        } catch {
            throw Self.serviceError(error)
        }
    }

    private static func serviceError(_ error: any Error) -> CloudWatchLogsError {
        error as? CloudWatchLogsError ?? .internalFailure(error)
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
