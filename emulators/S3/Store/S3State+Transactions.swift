import AWSCore
import AWSS3
import World

/// The only ways to the store.
extension S3State {
    func read<Value: Sendable>(
        _ call: Call, _ body: @Sendable (Session) throws -> Value
    ) async throws(S3Error) -> Value {
        let generation = buckets.generation
        do {
            return try await world.database.read { sqlite in
                try body(Session(sqlite, self, call, generation: generation))
            }
        } catch {
            throw Self.serviceError(error)
        }
    }

    /// One transaction, of which nothing is left when `body` throws. What it leaves to be done is done, or on its way.
    func write<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(S3Error) -> Value {
        try await write(call, generation: buckets.generation, body)
    }

    /// The same for what changes buckets or their configurations, which nobody else may keep in memory meanwhile.
    func change<Value: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(S3Error) -> Value {
        buckets.beginChange()
        defer { buckets.endChange() }
        return try await write(call, generation: nil, body)
    }

    private func write<Value: Sendable>(
        _ call: Call, generation: Int?, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(S3Error) -> Value {
        let result: (value: Value, effects: Session.Effects)
        do {
            result = try await world.database.write { sqlite in
                let session = Session(sqlite, self, call, generation: generation)
                let value = try body(session)
                return (value, session.effects)
            }
        } catch {
            throw Self.serviceError(error)
        }
        if result.effects.hasEvents { courier.wake(self) }
        if let due = result.effects.due { sweeper.wake(at: due, self) }
        if !result.effects.condemned.isEmpty { await remove(result.effects.condemned) }
        return result.value
    }

    static func serviceError(_ error: any Error) -> S3Error {
        switch error {
        case let error as S3Error: error
        case let error as AWSChunkedError:
            S3Error.refusal(
                error.wireFailure.code, error.wireFailure.message ?? "", status: error.wireFailure.status)
        case let error as SigV4Failure:
            S3Error.refusal(
                error.wireFailure(.s3).code, error.wireFailure(.s3).message ?? "",
                status: error.wireFailure(.s3).status)
        default: .internalFailure(error)
        }
    }
}
