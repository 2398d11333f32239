import AWSCloudWatchLogs
import AWSCore
import AWSEventBridge
import AWSS3
import AWSSQS
import LocalCloud
import Testing
import World

/// What one service may do with another's resources is for the policies of those resources to say.
@Suite struct ServicePermissionTests {
    let clients: CloudClients

    init() throws {
        clients = try LocalCloud(world: try World(WorldConfiguration(clock: .real))).clients()
    }

    static func policy(_ service: String, source: String) -> String {
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"\#(service)"},"#
            + #""Action":"sqs:SendMessage","Resource":"*","Condition":{"ArnLike":{"aws:SourceArn":"\#(source)"}}}}"#
    }

    func queue(_ name: String, _ policy: String? = nil) async throws -> (url: String, arn: String) {
        var attributes: [String: String] = [:]
        attributes["Policy"] = policy
        let made = try await clients.sqs.createQueue(.init(queueName: name, attributes: attributes))
        return (made.queueUrl ?? "", "arn:aws:sqs:us-east-1:000000000000:\(name)")
    }

    /// The next message, once it is there.
    func message(in url: String) async throws -> SQS.Message {
        let found = try await clients.sqs.receiveMessage(
            .init(queueUrl: url, messageAttributeNames: ["All"], waitTimeSeconds: 20))
        return try #require(found.messages?.first)
    }

    func notify(_ arn: String, of bucket: String) async throws {
        try await clients.s3.putBucketNotificationConfiguration(
            .init(
                bucket: bucket,
                notificationConfiguration: .init(
                    queueConfigurations: [.init(queueArn: arn, events: [.s3ObjectCreatedAny])])))
    }

    /// S3 User Guide, "Granting permissions to publish event notification messages to a destination".
    @Test func aBucketNotifiesQueuesThatLetItIn() async throws {
        _ = try await clients.s3.createBucket(.init(bucket: "papers"))
        let closed = try await queue("closed").arn
        let others = try await queue("others", Self.policy("s3.amazonaws.com", source: "arn:aws:s3:::other")).arn
        for arn in [closed, others, "arn:aws:sqs:us-east-1:000000000000:none"] {
            await #expect { try await notify(arn, of: "papers") } throws: { error in
                (error as? S3Error)?.message == "Unable to validate the following destination configurations"
            }
        }
        let (url, arn) = try await queue("open", Self.policy("s3.amazonaws.com", source: "arn:aws:s3:::papers"))
        try await notify(arn, of: "papers")
        #expect(try await message(in: url).body?.contains("s3:TestEvent") == true)
        _ = try await clients.s3.putObject(.init(body: .bytes([1]), bucket: "papers", key: "a"))
        #expect(try await message(in: url).body?.contains("ObjectCreated:Put") == true)
    }

    /// EventBridge User Guide, "Using resource-based policies for Amazon EventBridge", CloudWatch Logs permissions.
    @Test func rulesWriteToLogGroupsThatLetThemIn() async throws {
        let policy = Self.policy("events.amazonaws.com", source: "arn:aws:events:*:*:rule/*")
        let (dead, deadARN) = try await queue("dead", policy)
        let (after, afterARN) = try await queue("after", policy)
        try await clients.logs.createLogGroup(.init(logGroupName: "/aws/events/orders"))
        _ = try await clients.eventBridge.putRule(.init(name: "rule", eventPattern: #"{"source":["shop"]}"#))
        let group = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/orders"
        _ = try await clients.eventBridge.putTargets(
            .init(
                rule: "rule",
                targets: [
                    .init(id: "1", arn: group, deadLetterConfig: .init(arn: deadARN)), .init(id: "2", arn: afterARN),
                ]))
        func put() async throws {
            _ = try await clients.eventBridge.putEvents(
                .init(entries: [.init(source: "shop", detailType: "order", detail: "{}")]))
        }
        try await put()
        #expect(try await message(in: dead).messageAttributes?["ERROR_CODE"]?.stringValue == "NO_PERMISSIONS")
        _ = try await message(in: after)
        let statement =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"#
            + #""Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"\#(group):*"}}"#
        _ = try await clients.logs.putResourcePolicy(.init(policyName: "events", policyDocument: statement))
        try await put()
        // Targets are served in order, so the group has the event once the queue has it.
        _ = try await message(in: after)
        let found = try await clients.logs.filterLogEvents(.init(logGroupName: "/aws/events/orders"))
        #expect(found.events?.count == 1)
    }
}
