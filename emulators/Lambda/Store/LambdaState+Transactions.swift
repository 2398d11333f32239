import AWSCore
import AWSLambda
import World

/// The only ways to the store.
extension LambdaState {
    func read<Value: Sendable>(
        _ call: Call, _ body: @Sendable (Session) throws -> Value
    ) async throws(LambdaError) -> Value {
        do {
            return try await world.database.read { sqlite in try body(Session(sqlite, self, call)) }
        } catch {
            throw Self.serviceError(error)
        }
    }

    /// One transaction, of which nothing is left when `body` throws.
    func write<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(LambdaError) -> Value {
        do {
            return try await world.database.write { sqlite in try body(Session(sqlite, self, call)) }
        } catch {
            throw Self.serviceError(error)
        }
    }

    /// Changes functions or what is attached to them, which nobody else may keep in memory meanwhile.
    func change<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(LambdaError) -> Value {
        catalog.beginChange()
        defer { catalog.endChange() }
        return try await write(call, body)
    }

    private static func serviceError(_ error: any Error) -> LambdaError {
        error as? LambdaError ?? .internalFailure(error)
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

    /// The same call, in the account that owns what it names.
    func owned(by reference: FunctionReference) -> Call {
        Call(account: reference.account, region: reference.region, now: now)
    }
}
