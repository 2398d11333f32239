import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

/// What is asked and answered survives S3's XML and headers, in both directions.
@Suite struct WireTests {
    private static let codec = RestXMLProtocol(serving: S3.operations.map(\.schema))

    /// Calls as a client does, with everything but the connection in between.
    private func call<Input: Structure, Output: Structure>(
        _ operation: Operation<S3, Input, Output>, _ input: Input, _ cloud: Cloud
    ) async throws -> Output {
        let schema = operation.schema
        let request = try Self.codec.request(for: schema, of: S3.metadata, input: input.document)
        let body = try await request.body.collect(bytesMax: 1 << 20)
        #expect(Self.codec.operationName(of: request, body: body, of: S3.metadata) == schema.name)
        let received = try Input(Self.codec.input(of: request, body: body, for: schema))
        #expect(received == input)
        let output = try await operation.perform(cloud.client, received)
        let response = try Self.codec.response(
            to: schema, of: S3.metadata, output: output.document, requestID: "R")
        let bytes = try await response.body.collect(bytesMax: 1 << 20)
        let answer = try Output(Self.codec.output(of: response, body: bytes, for: schema))
        #expect(answer == output)
        return answer
    }

    @Test func configurations() async throws {
        let cloud = try await Cloud.withBucket()
        let filter = S3.NotificationConfigurationFilter(
            key: .init(filterRules: [.init(name: .prefix, value: "a/")]))
        let queue = S3.QueueConfiguration(
            id: "q", queueArn: "arn:aws:sqs:us-east-1:000000000000:q", events: [.s3ObjectCreatedAny], filter: filter)
        _ = try await call(
            S3.Operations.putBucketNotificationConfiguration,
            .init(
                bucket: "bucket",
                notificationConfiguration: .init(
                    queueConfigurations: [queue], eventBridgeConfiguration: .init())), cloud)
        let notification = try await call(
            S3.Operations.getBucketNotificationConfiguration, .init(bucket: "bucket"), cloud)
        #expect(notification.eventBridgeConfiguration != nil && notification.queueConfigurations?.count == 1)
        let rule = S3.LifecycleRule(
            expiration: .init(days: 3), id: "a&b<c>", filter: .init(prefix: "logs/"), status: .enabled,
            transitions: [.init(days: 0, storageClass: .glacier)])
        _ = try await call(
            S3.Operations.putBucketLifecycleConfiguration,
            .init(bucket: "bucket", lifecycleConfiguration: .init(rules: [rule])), cloud)
        let rules = try await call(S3.Operations.getBucketLifecycleConfiguration, .init(bucket: "bucket"), cloud)
        #expect(rules.rules == [rule])
        _ = try await call(
            S3.Operations.putBucketTagging,
            .init(bucket: "bucket", tagging: .init(tagSet: [.init(key: "a", value: "ä +=:")])), cloud)
        #expect(
            try await call(S3.Operations.getBucketTagging, .init(bucket: "bucket"), cloud).tagSet.first?.value
                == "ä +=:")
        _ = try await call(S3.Operations.getBucketAcl, .init(bucket: "bucket"), cloud)
        _ = try await call(S3.Operations.getBucketEncryption, .init(bucket: "bucket"), cloud)
        _ = try await call(S3.Operations.getPublicAccessBlock, .init(bucket: "bucket"), cloud)
        _ = try await call(S3.Operations.getBucketOwnershipControls, .init(bucket: "bucket"), cloud)
        _ = try await call(S3.Operations.getBucketVersioning, .init(bucket: "bucket"), cloud)
        _ = try await call(S3.Operations.getBucketLocation, .init(bucket: "bucket"), cloud)
        _ = try await call(S3.Operations.getBucketLogging, .init(bucket: "bucket"), cloud)
        _ = try await call(S3.Operations.headBucket, .init(bucket: "bucket"), cloud)
        _ = try await call(S3.Operations.listBuckets, .init(), cloud)
    }

    @Test func objects() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        try await cloud.put("a b/ü.txt", "hello") {
            $0.metadata = ["author": "Ana", "x-y": "1, 2"]
            $0.expires = "Wed, 21 Oct 2026 07:28:00 GMT"
            $0.tagging = "a=1"
        }
        let head = try await call(
            S3.Operations.headObject, .init(bucket: "bucket", key: "a b/ü.txt", checksumMode: .enabled), cloud)
        #expect(head.metadata == ["author": "Ana", "x-y": "1, 2"] && head.tagCount == 1 && head.versionId != nil)
        _ = try await call(
            S3.Operations.copyObject, .init(bucket: "bucket", copySource: "bucket/a%20b/%C3%BC.txt", key: "c"), cloud)
        let listed = try await call(
            S3.Operations.listObjectsV2, .init(bucket: "bucket", delimiter: "/", encodingType: .url, fetchOwner: true),
            cloud)
        #expect(listed.contents?.map(\.key) == ["c"] && listed.commonPrefixes?.map(\.prefix) == ["a+b/"])
        _ = try await call(S3.Operations.listObjects, .init(bucket: "bucket", maxKeys: 1), cloud)
        try await cloud.delete("c")
        let versions = try await call(S3.Operations.listObjectVersions, .init(bucket: "bucket"), cloud)
        #expect(versions.deleteMarkers?.count == 1 && versions.versions?.count == 2)
        _ = try await call(
            S3.Operations.getObjectAttributes,
            .init(bucket: "bucket", key: "a b/ü.txt", objectAttributes: [.eTag, .checksum, .objectSize]), cloud)
        _ = try await call(
            S3.Operations.deleteObjects,
            .init(bucket: "bucket", delete: .init(objects: [.init(key: "a b/ü.txt"), .init(key: "none")])), cloud)
    }

    @Test func uploads() async throws {
        let cloud = try await Cloud.withBucket()
        let begun = try await call(
            S3.Operations.createMultipartUpload, .init(bucket: "bucket", key: "k", checksumAlgorithm: .crc32), cloud)
        let upload = try #require(begun.uploadId)
        let part = try await cloud.uploadPart(1, "hello", of: "k", upload) { $0.checksumAlgorithm = .crc32 }
        _ = try await call(S3.Operations.listParts, .init(bucket: "bucket", key: "k", uploadId: upload), cloud)
        _ = try await call(S3.Operations.listMultipartUploads, .init(bucket: "bucket"), cloud)
        let done = try await call(
            S3.Operations.completeMultipartUpload,
            .init(bucket: "bucket", key: "k", multipartUpload: .init(parts: [part]), uploadId: upload), cloud)
        #expect(done.checksumType == .composite && done.eTag?.hasSuffix("-1\"") == true)
    }

    @Test func errorsSayMoreInHeadersAndElements() async throws {
        let cloud = try await Cloud.withBucket(versioning: .enabled)
        try await cloud.put("k", "0123456789")
        let range = try await failure(S3.Operations.getObject) { try await cloud.get("k") { $0.range = "bytes=20-" } }
        #expect(range.status == 416 && range.headers["Content-Range"] == "bytes */10")
        #expect(range.text.contains("<ActualObjectSize>10</ActualObjectSize>"))
        let marker = try await cloud.delete("k").versionId
        let gone = try await failure(S3.Operations.getObject) { try await cloud.get("k") }
        #expect(gone.status == 404 && gone.headers["x-amz-delete-marker"] == "true")
        #expect(gone.headers["x-amz-version-id"] == marker && gone.text.contains("<Key>k</Key>"))
        let named = try await failure(S3.Operations.getObject) { try await cloud.get("k") { $0.versionId = marker } }
        #expect(named.status == 405 && named.headers["Allow"] == "DELETE")
        #expect(!named.text.contains("Header>"))
    }

    private func failure(
        _ operation: Operation<S3, S3.GetObjectRequest, S3.GetObjectOutput>, _ body: () async throws -> String
    ) async throws -> (status: Int, headers: HTTPHeaders, text: String) {
        do {
            _ = try await body()
            throw WireError.malformed("nothing failed", offset: 0)
        } catch let error as S3Error {
            let details = try #require(error.details)
            let failure = WireFailure(
                status: error.status, code: error.code.rawValue, message: error.message, requestID: "R",
                members: details.document.object ?? .init(), schema: type(of: details).schema)
            let response = Self.codec.response(to: operation.schema, of: S3.metadata, failure: failure)
            let bytes = try await response.body.collect(bytesMax: 1 << 16)
            return (response.status, response.headers, String(decoding: bytes, as: UTF8.self))
        }
    }
}
