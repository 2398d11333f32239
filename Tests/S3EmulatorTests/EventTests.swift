import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

@Suite struct EventTests {
    private static let queue = "arn:aws:sqs:us-east-1:000000000000:queue"
    private static let function = "arn:aws:lambda:us-east-1:000000000000:function:index"

    private func configure(_ cloud: Cloud, _ configuration: S3.NotificationConfiguration) async throws {
        try await cloud.client.putBucketNotificationConfiguration(
            .init(bucket: "bucket", notificationConfiguration: configuration))
    }

    private func withEventBridge(versioning: S3.BucketVersioningStatus? = nil) async throws -> Cloud {
        let cloud = try await Cloud.withBucket(versioning: versioning)
        try await configure(cloud, .init(eventBridgeConfiguration: .init()))
        return cloud
    }

    /// The shape and the order of the example in the S3 User Guide, "EventBridge event message structure".
    @Test func created() async throws {
        let cloud = try await withEventBridge(versioning: .enabled)
        let put = try await cloud.put("documents/raw/a b.txt", "hello")
        let events = await cloud.delivered()
        #expect(events.map(\.destination) == [.eventBridge])
        let event = try #require(events.first?.message)
        #expect(event["source"]?.string == "aws.s3" && event["detail-type"]?.string == "Object Created")
        #expect(event["account"]?.string == "000000000000" && event["region"]?.string == "us-east-1")
        #expect(event["time"]?.string == "2025-01-01T00:00:00Z")
        #expect(event["resources"] == ["arn:aws:s3:::bucket"])
        let detail = try #require(event["detail"]?.object)
        #expect(
            detail.entries.map(\.name) == [
                "version", "bucket", "object", "request-id", "requester", "source-ip-address", "reason",
            ])
        #expect(detail["version"]?.string == "0" && detail["bucket"] == ["name": "bucket"])
        #expect(detail["requester"]?.string == "000000000000" && detail["reason"]?.string == "PutObject")
        #expect(detail["source-ip-address"]?.string == "127.0.0.1")
        #expect(detail["request-id"]?.string?.utf8.count == 16)
        let object = try #require(detail["object"]?.object)
        #expect(object.entries.map(\.name) == ["key", "size", "etag", "version-id", "sequencer"])
        #expect(object["key"]?.string == "documents/raw/a b.txt" && object["size"]?.int == 5)
        #expect(object["etag"]?.string == "5d41402abc4b2a76b9719d911017c592")
        #expect(object["version-id"]?.string == put.versionId)
        #expect(object["sequencer"]?.string?.utf8.count == 16)
    }

    @Test func deleted() async throws {
        let cloud = try await withEventBridge(versioning: .enabled)
        let version = try await cloud.put("k", "hello").versionId
        try await cloud.delete("k")
        try await cloud.delete("k", version: version)
        let details = await cloud.delivered().dropFirst().map(\.event.detail)
        #expect(details.map { $0["deletion-type"]?.string } == ["Delete Marker Created", "Permanently Deleted"])
        #expect(details.allSatisfy { $0["reason"]?.string == "DeleteObject" })
        #expect(details[0]["object"]?["etag"]?.string == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(details[1]["object"]?["version-id"]?.string == version)
        #expect(details[1]["object"]?["size"] == nil)
    }

    @Test func everythingElse() async throws {
        let cloud = try await withEventBridge()
        try await cloud.put("k", "hello")
        _ = try await cloud.client.copyObject(.init(bucket: "bucket", copySource: "bucket/k", key: "copy"))
        try await cloud.upload("parts", ["hello", "x"])
        _ = try await cloud.client.putObjectTagging(
            .init(bucket: "bucket", key: "k", tagging: .init(tagSet: [.init(key: "a", value: "b")])))
        _ = try await cloud.client.deleteObjectTagging(.init(bucket: "bucket", key: "k"))
        let events = await cloud.delivered().map(\.event)
        #expect(
            events.map(\.detailType) == [
                "Object Created", "Object Created", "Object Created", "Object Tags Added", "Object Tags Deleted",
            ])
        #expect(
            events.prefix(3).map { $0.detail["reason"]?.string } == [
                "PutObject", "CopyObject", "CompleteMultipartUpload",
            ])
        #expect(events.map(\.sequencer) == events.map(\.sequencer).sorted())
        // What reads, and what deletes nothing, is no event.
        _ = try await cloud.get("k")
        try await cloud.delete("none")
        #expect(await cloud.delivered().isEmpty)
    }

    /// The shape of `lambda-events/s3-event.json`, out of aws-lambda-go.
    @Test func records() async throws {
        let cloud = try await Cloud.withBucket()
        try await configure(
            cloud,
            .init(
                queueConfigurations: [.init(id: "q", queueArn: Self.queue, events: [.s3ObjectCreatedAny])],
                lambdaFunctionConfigurations: [
                    .init(lambdaFunctionArn: Self.function, events: [.s3ObjectRemovedAny])
                ]))
        try await cloud.put("Happy Face.jpg", "hello")
        try await cloud.delete("Happy Face.jpg")
        let sent = await cloud.delivered()
        #expect(sent.map(\.destination) == [.queue(Self.queue), .queue(Self.queue), .function(Self.function)])
        #expect(sent[0].message["Event"]?.string == "s3:TestEvent")
        let record = try #require(sent[1].message["Records"]?[0]?.object)
        #expect(
            record.entries.map(\.name) == [
                "eventVersion", "eventSource", "awsRegion", "eventTime", "eventName", "userIdentity",
                "requestParameters", "responseElements", "s3",
            ])
        #expect(record["eventName"]?.string == "ObjectCreated:Put" && record["eventVersion"]?.string == "2.1")
        #expect(record["eventTime"]?.string == "2025-01-01T00:00:00.000Z")
        let s3 = try #require(record["s3"])
        #expect(s3["configurationId"]?.string == "q" && s3["s3SchemaVersion"]?.string == "1.0")
        #expect(s3["bucket"]?["arn"]?.string == "arn:aws:s3:::bucket")
        #expect(s3["object"]?["key"]?.string == "Happy+Face.jpg" && s3["object"]?["size"]?.int == 5)
        #expect(s3["object"]?["eTag"]?.string == "5d41402abc4b2a76b9719d911017c592")
        let removed = sent[2].message["Records"]?[0]
        #expect(removed?["eventName"]?.string == "ObjectRemoved:Delete")
        #expect(removed?["s3"]?["object"]?.object?.entries.map(\.name) == ["key", "sequencer"])
    }

    @Test func filters() async throws {
        let cloud = try await Cloud.withBucket()
        let filter = S3.NotificationConfigurationFilter(
            key: .init(filterRules: [
                .init(name: .prefix, value: "documents/"), .init(name: .suffix, value: ".pdf"),
            ]))
        try await configure(
            cloud,
            .init(lambdaFunctionConfigurations: [
                .init(id: "f", lambdaFunctionArn: Self.function, events: [.s3ObjectCreatedPut], filter: filter)
            ]))
        for key in ["documents/a.pdf", "documents/a.txt", "a.pdf", "documents/.pdf"] { try await cloud.put(key) }
        _ = try await cloud.client.copyObject(
            .init(bucket: "bucket", copySource: "/bucket/a.pdf", key: "documents/copy.pdf"))
        #expect(await cloud.delivered().map(\.event.key) == ["documents/a.pdf", "documents/.pdf"])
        let stored = try await cloud.client.getBucketNotificationConfiguration(.init(bucket: "bucket"))
        let names = stored.lambdaFunctionConfigurations?.first?.filter?.key?.filterRules?.map(\.name?.rawValue)
        #expect(names == ["Prefix", "Suffix"])
    }

    @Test func configurationsThatAreRefused() async throws {
        let cloud = try await Cloud.withBucket()
        func put(_ queues: [S3.QueueConfiguration]) async -> String? {
            await refusal { try await configure(cloud, .init(queueConfigurations: queues)) }
        }
        let all = S3.QueueConfiguration(queueArn: Self.queue, events: [.s3ObjectCreatedAny])
        #expect(
            await put([all, .init(queueArn: Self.queue + "2", events: [.s3ObjectCreatedPut])])?
                .contains("Configuration is ambiguously defined") == true)
        #expect(
            await put([.init(queueArn: "queue", events: [.s3ObjectCreatedAny])])
                == "InvalidArgument: The ARN could not be parsed")
        #expect(
            await put([.init(queueArn: Self.queue, events: [S3.Event(rawValue: "s3:Nothing")])])
                == "InvalidArgument: The event is not supported for notifications")
        #expect(
            await put([.init(queueArn: "arn:aws:sqs:us-east-1:000000000000:missing", events: [.s3ObjectCreatedAny])])
                == "InvalidArgument: Unable to validate the following destination configurations")
        let topic = S3.TopicConfiguration(topicArn: "arn:aws:sns:us-east-1:0:t", events: [.s3ObjectCreatedAny])
        #expect(await code { try await configure(cloud, .init(topicConfigurations: [topic])) } == "NotImplemented")
        #expect(await put([all]) == nil)
    }

    @Test func whatIsRefusedIsOfferedAgain() async throws {
        let cloud = try await withEventBridge()
        cloud.sink.refuse(2)
        try await cloud.put("a")
        #expect(await cloud.delivered().isEmpty)
        try await cloud.put("b")
        #expect(await cloud.delivered().map(\.event.key).isEmpty)
        await cloud.world.advance(by: .seconds(10))
        #expect(Set(await cloud.delivered().map(\.event.key)) == ["a", "b"])
        await cloud.world.advance(by: .seconds(600))
        #expect(await cloud.delivered().isEmpty)
    }

    @Test func whatIsRefusedForADayIsGivenUp() async throws {
        let cloud = try await withEventBridge()
        cloud.sink.refuse(.max)
        try await cloud.put("a")
        _ = await cloud.delivered()
        await cloud.world.advance(by: .seconds(2 * 86_400))
        cloud.sink.refuse(0)
        await cloud.world.advance(by: .seconds(86_400))
        #expect(await cloud.delivered().isEmpty)
    }

    @Test func nothingIsSentUnlessAskedFor() async throws {
        let cloud = try await Cloud.withBucket()
        try await cloud.put("a")
        #expect(await cloud.delivered().isEmpty)
        try await configure(cloud, .init(eventBridgeConfiguration: .init()))
        try await configure(cloud, .init())
        try await cloud.put("b")
        #expect(await cloud.delivered().isEmpty)
    }
}
