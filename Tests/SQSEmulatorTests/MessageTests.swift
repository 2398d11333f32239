import AWSCore
import AWSSQS
import SQSEmulator
import Testing
import World

@Suite struct MessageTests {
    @Test func aMessageIsReceivedHiddenAndDeleted() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        let sent = try await cloud.client.sendMessage(.init(queueUrl: url, messageBody: "hello"))
        #expect(sent.md5OfMessageBody == "5d41402abc4b2a76b9719d911017c592")
        #expect(sent.sequenceNumber == nil && sent.md5OfMessageAttributes == nil)
        let message = try #require(try await cloud.receive(from: url).first)
        #expect(message.messageId == sent.messageId && message.md5OfBody == sent.md5OfMessageBody)
        #expect(
            message.attributes == [
                "SenderId": "000000000000", "SentTimestamp": "1735689600000", "ApproximateReceiveCount": "1",
                "ApproximateFirstReceiveTimestamp": "1735689600000",
            ])
        #expect(try await cloud.receive(from: url).isEmpty)
        #expect(try await cloud.attribute("ApproximateNumberOfMessagesNotVisible", of: url) == "1")
        try await cloud.client.deleteMessage(
            .init(queueUrl: url, receiptHandle: try #require(message.receiptHandle)))
        await cloud.world.advance(by: .seconds(31))
        #expect(try await cloud.receive(from: url).isEmpty)
    }

    @Test func aVisibilityTimeoutBringsItBack() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders", ["VisibilityTimeout": "10"])
        try await cloud.send("a", to: url)
        let first = try #require(try await cloud.receive(from: url).first)
        await cloud.world.advance(by: .milliseconds(9999))
        #expect(try await cloud.receive(from: url).isEmpty)
        await cloud.world.advance(by: .milliseconds(1))
        let second = try #require(try await cloud.receive(from: url).first)
        #expect(second.attributes?["ApproximateReceiveCount"] == "2")
        #expect(second.receiptHandle != first.receiptHandle)
    }

    // The vectors are recorded answers: test_receive_message_message_attribute_names_filters.
    @Test func attributesHaveAWSsDigests() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders", ["VisibilityTimeout": "0"])
        let attributes: [String: SQS.MessageAttributeValue] = [
            "Help.Me": .init(stringValue: "Me", dataType: "String"),
            "Hello": .init(stringValue: "There", dataType: "String"),
            "General": .init(stringValue: "Kenobi", dataType: "String"),
        ]
        let sent = try await cloud.client.sendMessage(
            .init(queueUrl: url, messageBody: "msg", messageAttributes: attributes))
        #expect(sent.md5OfMessageAttributes == "4c360f3fdafd970e05fae2f149d997f5")
        let filters: [([String], String?)] = [
            ([], nil), (["All"], "4c360f3fdafd970e05fae2f149d997f5"), ([".*"], "4c360f3fdafd970e05fae2f149d997f5"),
            (["None"], nil), (["Hello", "General"], "fca026605781cb4126a1e9044df24232"),
            (["Hello", "None"], "a311262e065454b75da111d535b8dacd"),
            (["Hel.*"], "83fee93c1bcd8b9a5a923ffacdc636c7"), (["General*"], nil),
        ]
        for (names, digest) in filters {
            let message = try await cloud.client.receiveMessage(.init(queueUrl: url, messageAttributeNames: names))
            #expect(message.messages?.first?.md5OfMessageAttributes == digest, "\(names)")
        }
    }

    @Test func binaryAttributesComeBackAsBytes() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        let value = SQS.MessageAttributeValue(binaryValue: Blob([0, 255, 7]), dataType: "Binary.png")
        _ = try await cloud.client.sendMessage(
            .init(queueUrl: url, messageBody: "msg", messageAttributes: ["Picture": value]))
        let message = try #require(try await cloud.receive(from: url).first)
        #expect(message.messageAttributes?["Picture"]?.binaryValue == Blob([0, 255, 7]))
        #expect(message.messageAttributes?["Picture"]?.dataType == "Binary.png")
    }

    @Test func theTraceHeaderTravels() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        let trace = SQS.MessageSystemAttributeValue(stringValue: "Root=1-2-3", dataType: "String")
        let sent = try await cloud.client.sendMessage(
            .init(queueUrl: url, messageBody: "msg", messageSystemAttributes: ["AWSTraceHeader": trace]))
        #expect(sent.md5OfMessageSystemAttributes?.count == 32)
        #expect(try await cloud.receive(from: url).first?.attributes?["AWSTraceHeader"] == "Root=1-2-3")
    }

    static let badMessages: [(SQS.SendMessageRequest, String, String?)] = [
        (
            .init(queueUrl: "", messageBody: ""), "MissingParameter",
            "The request must contain the parameter MessageBody."
        ),
        (.init(queueUrl: "", messageBody: "a\u{8}"), "InvalidMessageContents", nil),
        (.init(queueUrl: "", messageBody: "a\u{FFFF}"), "InvalidMessageContents", nil),
        (
            .init(queueUrl: "", messageBody: String(repeating: "a", count: 1_048_577)), "InvalidParameterValue",
            "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."
        ),
        (
            .init(queueUrl: "", messageBody: "a", delaySeconds: 901), "InvalidParameterValue",
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."
        ),
        (.init(queueUrl: "", messageBody: "a", messageDeduplicationId: "x"), "InvalidParameterValue", nil),
        (
            .init(queueUrl: "", messageBody: "a", messageGroupId: "group 123"), "InvalidParameterValue",
            "Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include "
                + "alphanumeric and punctuation characters. 1 to 128 in length."
        ),
        (
            .init(
                queueUrl: "", messageBody: "a",
                messageAttributes: ["ErrorDetails": .init(stringValue: "", dataType: "String")]),
            "InvalidParameterValue",
            "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'."
        ),
        (
            .init(
                queueUrl: "", messageBody: "a", messageAttributes: ["a": .init(stringValue: "x", dataType: "Number")]),
            "InvalidParameterValue", "Can't cast the value of message (user) attribute 'a' to a number."
        ),
        (
            .init(
                queueUrl: "", messageBody: "a",
                messageAttributes: ["AWS.a": .init(stringValue: "x", dataType: "String")]),
            "InvalidParameterValue", nil
        ),
    ]

    @Test(arguments: badMessages.indices) func badMessagesAreRefused(_ index: Int) async throws {
        var (input, code, message) = Self.badMessages[index]
        let cloud = try Cloud()
        input.queueUrl = try await cloud.make()
        await expectError(code, message) { _ = try await cloud.client.sendMessage(input) }
        #expect(try await cloud.attribute("ApproximateNumberOfMessages", of: input.queueUrl) == "0")
    }

    @Test func aMessageAtTheLimitIsTaken() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        try await cloud.send(String(repeating: "a", count: 1_048_576), to: url)
        #expect(try await cloud.receive(from: url).first?.body?.utf8.count == 1_048_576)
    }

    @Test func delaysHoldMessagesBack() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders", ["DelaySeconds": "5"])
        try await cloud.send("queue's delay", to: url)
        _ = try await cloud.client.sendMessage(.init(queueUrl: url, messageBody: "own delay", delaySeconds: 10))
        _ = try await cloud.client.sendMessage(.init(queueUrl: url, messageBody: "none", delaySeconds: 0))
        #expect(try await cloud.attribute("ApproximateNumberOfMessagesDelayed", of: url) == "2")
        #expect(try await cloud.bodies(from: url) == ["none"])
        await cloud.world.advance(by: .seconds(5))
        #expect(try await cloud.bodies(from: url) == ["queue's delay"])
        await cloud.world.advance(by: .seconds(5))
        #expect(try await cloud.bodies(from: url) == ["own delay"])
    }

    @Test func messagesOutliveTheRetentionPeriodNot() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders", ["MessageRetentionPeriod": "60"])
        try await cloud.send("old", to: url)
        await cloud.world.advance(by: .seconds(59))
        #expect(try await cloud.bodies(from: url, visibility: 0) == ["old"])
        await cloud.world.advance(by: .seconds(1))
        #expect(try await cloud.attribute("ApproximateNumberOfMessages", of: url) == "0")
        #expect(try await cloud.bodies(from: url).isEmpty)
    }

    @Test func changingVisibility() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        try await cloud.send("a", to: url)
        let handle = try #require(try await cloud.receive(from: url).first?.receiptHandle)
        func keep(_ seconds: Int, _ handle: String) async throws {
            try await cloud.client.changeMessageVisibility(
                .init(queueUrl: url, receiptHandle: handle, visibilityTimeout: seconds))
        }
        try await keep(100, handle)
        await cloud.world.advance(by: .seconds(99))
        #expect(try await cloud.receive(from: url).isEmpty)
        await expectError(
            "InvalidParameterValue",
            "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message "
                + "is beyond the limit [43200 seconds]."
        ) { try await keep(43_200, handle) }
        await expectError("InvalidParameterValue") { try await keep(43_201, handle) }
        await expectError("ReceiptHandleIsInvalid") { try await keep(1, "nonsense") }
        try await keep(0, handle)
        #expect(try await cloud.receive(from: url).count == 1)
        await expectError("InvalidParameterValue") { try await keep(1, handle) }
    }

    @Test func aPurgeEmptiesOnceAMinute() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        try await cloud.send("a", to: url)
        try await cloud.client.purgeQueue(.init(queueUrl: url))
        #expect(try await cloud.attribute("ApproximateNumberOfMessages", of: url) == "0")
        await cloud.world.advance(by: .seconds(59))
        await expectError(
            "AWS.SimpleQueueService.PurgeQueueInProgress",
            "Only one PurgeQueue operation on orders is allowed every 60 seconds."
        ) { try await cloud.client.purgeQueue(.init(queueUrl: url)) }
        await cloud.world.advance(by: .seconds(1))
        try await cloud.client.purgeQueue(.init(queueUrl: url))
    }

    @Test func tooManyInFlightIsAnErrorOfShortPollsAlone() async throws {
        var settings = SQSSettings()
        settings.inFlightMax = 2
        let cloud = try Cloud(settings: settings)
        let url = try await cloud.make()
        for body in ["a", "b", "c"] { try await cloud.send(body, to: url) }
        #expect(try await cloud.receive(from: url).count == 2)
        await expectError("OverLimit") { _ = try await cloud.receive(from: url) }
    }

    @Test func handlesBelongToTheirQueue() async throws {
        let cloud = try Cloud()
        let (one, other) = (try await cloud.make("one"), try await cloud.make("other"))
        try await cloud.send("a", to: one)
        let handle = try #require(try await cloud.receive(from: one).first?.receiptHandle)
        for wrong in [handle, handle + "A", String(handle.dropLast(4)), "AQEB", ""] where wrong != handle {
            await expectError("ReceiptHandleIsInvalid") {
                try await cloud.client.deleteMessage(.init(queueUrl: one, receiptHandle: wrong))
            }
        }
        await expectError("ReceiptHandleIsInvalid") {
            try await cloud.client.deleteMessage(.init(queueUrl: other, receiptHandle: handle))
        }
        for _ in 1...2 { try await cloud.client.deleteMessage(.init(queueUrl: one, receiptHandle: handle)) }
    }
}
