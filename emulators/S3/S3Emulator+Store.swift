import AWSCore
import AWSS3
import World

// What operations do with the store.
extension S3Emulator {
    func read<Value: Sendable>(_ body: @Sendable (Session) throws -> Value) async throws(S3Error) -> Value {
        try await state.read(call, body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(S3Error) -> Value {
        try await state.write(call, body)
    }

    /// Changes buckets or their configurations.
    func change<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(S3Error) -> Value {
        try await state.change(call, body)
    }

    func bucket(_ name: String, owner: String?) async throws(S3Error) -> BucketRow {
        try await read { session in try session.bucket(name, owner: owner) }
    }

    /// Stores one configuration of a bucket.
    func put(
        _ kind: SettingKind, _ name: String, _ owner: String?, _ value: some Structure
    ) async throws(S3Error) {
        try await change { session in
            try session.set(kind, of: session.bucket(name, owner: owner), to: value)
        }
        scope.use(.tier1Requests, 1, on: name)
    }

    func setting<Value: Structure>(
        _ kind: SettingKind, _ name: String, _ owner: String?, as type: Value.Type
    ) async throws(S3Error) -> Value? {
        scope.use(.tier2Requests, 1, on: name)
        return try await read { session in
            try session.setting(kind, of: session.bucket(name, owner: owner), as: type)
        }
    }

    func remove(_ kind: SettingKind, _ name: String, _ owner: String?) async throws(S3Error) {
        try await change { session in
            try session.remove(kind, of: session.bucket(name, owner: owner))
        }
    }
}
