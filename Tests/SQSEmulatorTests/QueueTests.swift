import AWSCore
import AWSSQS
import SQSEmulator
import Testing
import World

@Suite struct QueueTests {
    @Test func theURLNamesRegionAccountAndQueue() async throws {
        let cloud = try Cloud()
        #expect(try await cloud.make() == "https://sqs.us-east-1.amazonaws.com/000000000000/orders")
    }

    @Test func theURLHasTheAddressThatTheCallerKnows() async throws {
        let cloud = try Cloud()
        try await cloud.make()
        var caller = cloud.world.caller()
        caller.endpoint = "http://localhost:4566"
        let url = "http://localhost:4566/000000000000/orders"
        let local = cloud.client(as: caller)
        #expect(try await local.createQueue(.init(queueName: "orders")).queueUrl == url)
        #expect(try await local.getQueueUrl(.init(queueName: "orders")).queueUrl == url)
        #expect(try await local.listQueues(.init()).queueUrls == [url])
    }

    @Test(arguments: [
        "https://sqs.us-east-1.amazonaws.com/000000000000/orders", "https://queue.amazonaws.com/000000000000/orders",
        "http://127.0.0.1:4566/000000000000/orders", "http://localhost:4566/queue/us-east-1/000000000000/orders",
        "http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/orders",
    ])
    func aQueueIsFoundUnderEveryAddress(_ url: String) async throws {
        let cloud = try Cloud()
        try await cloud.make()
        try await cloud.send("hello", to: url)
        #expect(try await cloud.bodies(from: url) == ["hello"])
    }

    // Recorded answer: LocalStack, test_set_queue_attributes_default_values, against AWS.
    @Test func aNewQueueHasAWSsDefaults() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        let all = try await cloud.client.getQueueAttributes(.init(queueUrl: url, attributeNames: [.all])).attributes
        #expect(
            all == [
                "ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesDelayed": "0",
                "ApproximateNumberOfMessagesNotVisible": "0", "CreatedTimestamp": "1735689600", "DelaySeconds": "0",
                "LastModifiedTimestamp": "1735689600", "MaximumMessageSize": "1048576",
                "MessageRetentionPeriod": "345600", "QueueArn": "arn:aws:sqs:us-east-1:000000000000:orders",
                "ReceiveMessageWaitTimeSeconds": "0", "SqsManagedSseEnabled": "true", "VisibilityTimeout": "30",
            ])
    }

    @Test func aFIFOQueueHasItsOwnAttributes() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders.fifo")
        #expect(try await cloud.attribute("FifoQueue", of: url) == "true")
        #expect(try await cloud.attribute("DeduplicationScope", of: url) == "queue")
        #expect(try await cloud.attribute("FifoThroughputLimit", of: url) == "perQueue")
        #expect(try await cloud.attribute("ContentBasedDeduplication", of: url) == "false")
    }

    @Test(arguments: ["", "a.b", "a b", "orders.fifo", String(repeating: "a", count: 81)])
    func badNamesAreRefused(_ name: String) async throws {
        let cloud = try Cloud()
        await expectError(
            "InvalidParameterValue",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        ) {
            _ = try await cloud.client.createQueue(.init(queueName: name))
        }
    }

    static let badAttributes: [(name: String, value: String, code: String, message: String)] = [
        ("VisibilityTimeout", "43201", "InvalidAttributeValue", "Invalid value for the parameter VisibilityTimeout."),
        ("DelaySeconds", "901", "InvalidAttributeValue", "Invalid value for the parameter DelaySeconds."),
        ("DelaySeconds", "x", "InvalidAttributeValue", "Invalid value for the parameter DelaySeconds."),
        ("MaximumMessageSize", "1023", "InvalidAttributeValue", "Invalid value for the parameter MaximumMessageSize."),
        (
            "MaximumMessageSize", "1048577", "InvalidAttributeValue",
            "Invalid value for the parameter MaximumMessageSize."
        ),
        (
            "MessageRetentionPeriod", "59", "InvalidAttributeValue",
            "Invalid value for the parameter MessageRetentionPeriod."
        ),
        (
            "ReceiveMessageWaitTimeSeconds", "21", "InvalidAttributeValue",
            "Invalid value for the parameter ReceiveMessageWaitTimeSeconds."
        ),
        ("Colour", "red", "InvalidAttributeName", "Unknown Attribute Colour."),
        ("FifoQueue", "false", "InvalidAttributeName", "Unknown Attribute FifoQueue."),
        ("ContentBasedDeduplication", "true", "InvalidAttributeName", "Unknown Attribute ContentBasedDeduplication."),
        (
            "DeduplicationScope", "queue", "InvalidAttributeName",
            "You can specify the DeduplicationScope only when FifoQueue is set to true."
        ),
        ("Policy", "nonsense", "InvalidAttributeValue", "Invalid value for the parameter Policy."),
    ]

    @Test(arguments: badAttributes.indices) func badAttributesAreRefused(_ index: Int) async throws {
        let bad = Self.badAttributes[index]
        let cloud = try Cloud()
        await expectError(bad.code, bad.message) {
            _ = try await cloud.client.createQueue(.init(queueName: "orders", attributes: [bad.name: bad.value]))
        }
        let url = try await cloud.make()
        await expectError(bad.code, bad.message) {
            try await cloud.client.setQueueAttributes(.init(queueUrl: url, attributes: [bad.name: bad.value]))
        }
    }

    @Test func aQueueMadeAgainMustBeTheSame() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders", ["DelaySeconds": "5"])
        #expect(try await cloud.make("orders", ["DelaySeconds": "5"]) == url)
        #expect(try await cloud.make("orders") == url)
        await expectError(
            "QueueAlreadyExists",
            "A queue already exists with the same name and a different value for attribute DelaySeconds"
        ) { try await cloud.make("orders", ["DelaySeconds": "6"]) }
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        let cloud = try Cloud()
        let url = "https://sqs.us-east-1.amazonaws.com/000000000000/none"
        await expectError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.") {
            try await cloud.send("x", to: url)
        }
        await expectError("AWS.SimpleQueueService.NonExistentQueue") {
            _ = try await cloud.client.getQueueUrl(.init(queueName: "none"))
        }
        await expectError("InvalidAddress", "The address orders is not valid for this endpoint.") {
            try await cloud.send("x", to: "orders")
        }
    }

    @Test func aDeletedNameRestsForAMinute() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        try await cloud.client.deleteQueue(.init(queueUrl: url))
        await expectError(
            "AWS.SimpleQueueService.QueueDeletedRecently",
            "You must wait 60 seconds after deleting a queue before you can create another with the same name."
        ) { try await cloud.make() }
        await cloud.world.advance(by: .seconds(60))
        try await cloud.make()
    }

    @Test func listsAreSortedAndPaged() async throws {
        let cloud = try Cloud()
        #expect(try await cloud.client.listQueues(.init()).queueUrls == nil)
        for name in ["c", "a", "b", "x-1"] { try await cloud.make(name) }
        let first = try await cloud.client.listQueues(.init(maxResults: 3))
        #expect(first.queueUrls?.map { $0.last } == ["a", "b", "c"])
        let rest = try await cloud.client.listQueues(.init(nextToken: first.nextToken, maxResults: 3))
        #expect(rest.queueUrls?.count == 1 && rest.nextToken == nil)
        #expect(try await cloud.client.listQueues(.init(queueNamePrefix: "x-")).queueUrls?.count == 1)
        await expectError("InvalidParameterValue") { _ = try await cloud.client.listQueues(.init(maxResults: 1001)) }
    }

    // Recorded answers: test_sse_queue_attributes, test_sse_kms_and_sqs_are_mutually_exclusive.
    @Test func aKeyTurnsManagedEncryptionOff() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        try await cloud.client.setQueueAttributes(.init(queueUrl: url, attributes: ["KmsMasterKeyId": "key"]))
        #expect(try await cloud.attribute("SqsManagedSseEnabled", of: url) == "false")
        #expect(try await cloud.attribute("KmsDataKeyReusePeriodSeconds", of: url) == "300")
        await expectError("InvalidAttributeName") {
            try await cloud.client.setQueueAttributes(
                .init(queueUrl: url, attributes: ["KmsMasterKeyId": "key", "SqsManagedSseEnabled": "true"]))
        }
        try await cloud.client.setQueueAttributes(.init(queueUrl: url, attributes: ["SqsManagedSseEnabled": "true"]))
        #expect(try await cloud.attribute("KmsMasterKeyId", of: url) == nil)
    }

    @Test func tagsComeAndGo() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        #expect(try await cloud.client.listQueueTags(.init(queueUrl: url)).tags == nil)
        try await cloud.client.tagQueue(.init(queueUrl: url, tags: ["a": "1", "b": ""]))
        try await cloud.client.untagQueue(.init(queueUrl: url, tagKeys: ["a", "none"]))
        #expect(try await cloud.client.listQueueTags(.init(queueUrl: url)).tags == ["b": ""])
        let many = Dictionary(uniqueKeysWithValues: (1...50).map { ("k\($0)", "v") })
        await expectError("InvalidParameterValue") {
            try await cloud.client.tagQueue(.init(queueUrl: url, tags: many))
        }
        #expect(try await cloud.client.listQueueTags(.init(queueUrl: url)).tags == ["b": ""])
    }

    // Recorded answers: test_sqs_permission_lifecycle.
    @Test func permissionsAreStatementsOfThePolicy() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        func add(_ label: String, _ action: String = "ReceiveMessage") async throws {
            try await cloud.client.addPermission(
                .init(queueUrl: url, label: label, awsAccountIds: ["111111111111"], actions: [action]))
        }
        try await add("reader")
        let arn = try await cloud.arn(url)
        #expect(
            try await cloud.attribute("Policy", of: url) == """
                {"Version":"2008-10-17","Id":"\(arn)/SQSDefaultPolicy","Statement":[{"Sid":"reader","Effect":"Allow",\
                "Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"SQS:ReceiveMessage",\
                "Resource":"\(arn)"}]}
                """)
        await expectError(
            "InvalidParameterValue", "Value reader for parameter Label is invalid. Reason: Already exists."
        ) { try await add("reader") }
        await expectError("InvalidParameterValue") { try await add("owner", "CreateQueue") }
        try await cloud.client.removePermission(.init(queueUrl: url, label: "reader"))
        #expect(try await cloud.attribute("Policy", of: url) == nil)
        await expectError(
            "InvalidParameterValue", "Value reader for parameter Label is invalid. Reason: can't find label."
        ) { try await cloud.client.removePermission(.init(queueUrl: url, label: "reader")) }
    }

    @Test func aPolicyLetsARoleOfAnotherAccountIn() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        let role = Principal.role("reader", account: "111111111111")
        let client = cloud.client(as: Caller(principal: role, account: "000000000000"))
        await expectError("AccessDenied") { _ = try await client.sendMessage(.init(queueUrl: url, messageBody: "x")) }
        let arn = try await cloud.arn(url)
        let statement = #"{"Effect":"Allow","Principal":{"AWS":"\#(role.arn)"},"Action":"sqs:*","Resource":"\#(arn)"}"#
        let policy = #"{"Version":"2012-10-17","Statement":\#(statement)}"#
        try await cloud.client.setQueueAttributes(.init(queueUrl: url, attributes: ["Policy": policy]))
        let allowing = try PolicyDocument(
            json: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}"#)
        cloud.world.access.attach(allowing, named: "sqs", to: role.arn)
        _ = try await client.sendMessage(.init(queueUrl: url, messageBody: "x"))
        #expect(try await cloud.bodies(from: url) == ["x"])
    }
}
