import AWSCore
import AWSS3
import World

/// Carries calls to buckets outside the world, and tells the world's event bus what came and went there by them.
///
/// S3 on AWS tells EventBridge on AWS, which cannot reach functions of this process. So that documents are read all the
/// same, and with the same retries and dead letters, the world's own bus hears S3's event from the caller.
/// What others put into the bucket is found by the daily schedule.
struct OutsideBucket: OperationInvoker {
    let carrier: any OperationInvoker<S3>
    let cloud: CloudReference

    func invoke<Input, Output>(
        _ operation: Operation<S3, Input, Output>, _ input: Input
    ) async throws(S3Error) -> Output {
        let length = (input as? S3.PutObjectRequest)?.body.length
        let output = try await carrier.invoke(operation, input)
        do {
            if let put = input as? S3.PutObjectRequest, let stored = output as? S3.PutObjectOutput {
                try await tell("Object Created", put.bucket, created(put, stored, bytes: length), reason: "PutObject")
            }
            if let delete = input as? S3.DeleteObjectRequest {
                try await tell("Object Deleted", delete.bucket, named(delete.key), reason: "DeleteObject")
            }
        } catch {
            throw S3Error(
                ErrorCode("EventNotDelivered"), "The object is stored, but nobody could be told of it: \(error)",
                status: 0)
        }
        return output
    }

    private func named(_ key: String) -> Document.Object {
        .init([.init("key", .string(key)), .init("sequencer", .string(sequencer))])
    }

    private func created(
        _ put: S3.PutObjectRequest, _ stored: S3.PutObjectOutput, bytes: Int64?
    ) -> Document.Object {
        var object = named(put.key)
        object["size"] = bytes.map { .number(Number(Int($0))) }
        object["etag"] = stored.eTag.map { .string($0.replacing("\"", with: "")) }
        object["version-id"] = stored.versionId.map { .string($0) }
        return object
    }

    /// The event's shape: S3 user guide, "EventBridge event message structure".
    private func tell(_ type: String, _ bucket: String, _ object: Document.Object, reason: String) async throws {
        guard let cloud = cloud.cloud else { return }
        let world = cloud.world
        let detail: Document = [
            "version": "0", "bucket": ["name": .string(bucket)], "object": .object(object), "reason": .string(reason),
        ]
        try await cloud.putServiceEvent(
            [
                "source": "aws.s3", "detail-type": .string(type), "resources": [.string("arn:aws:s3:::\(bucket)")],
                "detail": detail,
            ], account: world.accountID, region: world.region)
    }

    /// Orders events of one key by time, as S3's own do: 16 digits of seconds and nanoseconds.
    private var sequencer: String {
        guard let now = cloud.cloud?.world.clock.now else { return "" }
        return Self.hex(UInt64(max(0, now.seconds)), digits: 10) + Self.hex(UInt64(now.nanoseconds), digits: 8)
    }

    private static func hex(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
