import AWSCore
import AWSDynamoDB
import World

/// The only ways to the store.
extension DynamoDBState {
    func read<Value: Sendable>(
        _ call: Call, _ body: @Sendable (Session) throws -> Value
    ) async throws(DynamoDBError) -> Value {
        let generation = catalog.generation
        do {
            return try await world.database.read { sqlite in
                try body(Session(sqlite, self, call, generation: generation))
            }
        } catch {
            throw Self.serviceError(error)
        }
    }

    /// Changes items: one transaction, of which nothing is left when `body` throws.
    func write<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(DynamoDBError) -> Value {
        let generation = catalog.generation
        do {
            let (value, expiration) = try await world.database.write { sqlite in
                let session = Session(sqlite, self, call, generation: generation)
                let value = try body(session)
                return (value, session.earliestExpiration)
            }
            if let expiration { sweeper.wake(at: expiration, self) }
            return value
        } catch {
            throw Self.serviceError(error)
        }
    }

    /// Changes tables, which nobody else may keep in memory meanwhile.
    func change<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(DynamoDBError) -> Value {
        catalog.beginChange()
        defer { catalog.endChange() }
        return try await write(call, body)
    }

    private static func serviceError(_ error: any Error) -> DynamoDBError {
        switch error {
        case let error as DynamoDBError: error
        case let failure as ValidationFailure: .validation(failure.message)
        default: .internalFailure(error)
        }
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
