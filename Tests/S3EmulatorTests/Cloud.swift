import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

/// One S3 in a world of its own, and a caller of it.
struct Cloud {
    let world: World
    let state: S3State
    let client: S3Proxy
    let sink: EventCollector

    init(_ configuration: WorldConfiguration = WorldConfiguration(), settings: S3Settings = S3Settings()) throws {
        let world = try World(configuration)
        let sink = EventCollector()
        let state = try S3State(world, settings: settings, notifications: sink)
        self.world = world
        self.state = state
        self.sink = sink
        client = S3Proxy(EmulatedInvoker<S3>(world, caller: world.caller()) { S3Emulator(state, $0) })
    }

    /// With a bucket, and parts as small as tests like them.
    static func withBucket(versioning: S3.BucketVersioningStatus? = nil, partBytesMin: Int64 = 5) async throws -> Cloud
    {
        var settings = S3Settings()
        settings.partBytesMin = partBytesMin
        let cloud = try Cloud(settings: settings)
        try await cloud.makeBucket(versioning: versioning)
        return cloud
    }

    func makeBucket(_ name: String = "bucket", versioning: S3.BucketVersioningStatus? = nil) async throws {
        _ = try await client.createBucket(.init(bucket: name))
        if let versioning { try await setVersioning(versioning, of: name) }
    }

    func setVersioning(_ status: S3.BucketVersioningStatus, of bucket: String = "bucket") async throws {
        try await client.putBucketVersioning(.init(bucket: bucket, versioningConfiguration: .init(status: status)))
    }

    /// The same buckets as another account and region sees them.
    func client(account: String, region: String = "us-east-1") -> S3Proxy {
        let state = state
        return S3Proxy(
            EmulatedInvoker<S3>(world, caller: Caller(account: account, region: region)) { S3Emulator(state, $0) })
    }

    @discardableResult
    func put(
        _ key: String, _ text: String = "", in bucket: String = "bucket",
        _ adjust: (inout S3.PutObjectRequest) -> Void = { _ in }
    ) async throws -> S3.PutObjectOutput {
        var input = S3.PutObjectRequest(body: .bytes(Array(text.utf8)), bucket: bucket, key: key)
        adjust(&input)
        return try await client.putObject(input)
    }

    func get(
        _ key: String, in bucket: String = "bucket", _ adjust: (inout S3.GetObjectRequest) -> Void = { _ in }
    ) async throws -> String {
        var input = S3.GetObjectRequest(bucket: bucket, key: key)
        adjust(&input)
        return try await String(decoding: client.getObject(input).body.all(), as: UTF8.self)
    }

    @discardableResult
    func delete(_ key: String, version: String? = nil) async throws -> S3.DeleteObjectOutput {
        try await client.deleteObject(.init(bucket: "bucket", key: key, versionId: version))
    }

    func checkInvariants(_ location: SourceLocation = #_sourceLocation) async {
        await #expect(throws: Never.self, sourceLocation: location) { try await state.checkInvariants() }
    }

    /// What has been delivered since the last time, once nothing is on its way.
    func delivered() async -> [S3Notification] {
        await state.deliverPending()
        return sink.take()
    }
}

extension ByteStream {
    func all() async throws -> [UInt8] { try await collect(bytesMax: 1 << 30) }
}

/// Takes events, or refuses them.
final class EventCollector: S3EventSink {
    struct Refusal: Error {}

    private let state = Lock<(taken: [S3Notification], refusals: Int)>((taken: [], refusals: 0))

    func deliver(_ notification: S3Notification) async throws {
        try state.withLock { state in
            if state.refusals > 0 {
                state.refusals -= 1
                throw Refusal()
            }
            state.taken.append(notification)
        }
    }

    func refusal(
        of destination: S3Notification.Destination, bucket: String, owner account: String
    ) async -> String? {
        destination.arn?.hasSuffix(":missing") == true ? "The destination queue does not exist" : nil
    }

    /// The next deliveries fail.
    func refuse(_ count: Int) {
        state.withLock { $0.refusals = count }
    }

    func take() -> [S3Notification] {
        state.withLock { state in
            defer { state.taken = [] }
            return state.taken
        }
    }
}

/// The code and the words of the error that `body` throws.
func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as S3Error {
        return "\(error.code): \(error.message ?? "")"
    } catch {
        return "\(error)"
    }
}

/// The code alone.
func code(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as S3Error {
        return error.code.rawValue
    } catch {
        return "\(error)"
    }
}

/// Bytes that come in chunks.
func stream(_ bytes: [UInt8], chunk: Int) -> ByteStream {
    let chunks = AsyncThrowingStream<[UInt8], any Error> { continuation in
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            continuation.yield(Array(bytes[start..<min(start + chunk, bytes.count)]))
        }
        continuation.finish()
    }
    return .stream(chunks, length: Int64(bytes.count))
}

/// Bytes that do not repeat for long.
func pattern(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
}
