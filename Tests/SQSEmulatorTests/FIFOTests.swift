import AWSCore
import AWSSQS
import SQSEmulator
import Testing
import World

@Suite struct FIFOTests {
    @Test func aGroupKeepsItsOrderAndWaitsForWhatIsInFlight() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders.fifo", ["ContentBasedDeduplication": "true"])
        for body in ["a1", "a2", "a3"] { try await cloud.send(body, to: url, group: "a") }
        try await cloud.send("b1", to: url, group: "b")
        let first = try await cloud.receive(1, from: url)
        #expect(first.map(\.body) == ["a1"])
        #expect(try await cloud.bodies(from: url) == ["b1"])
        try await cloud.client.deleteMessage(
            .init(queueUrl: url, receiptHandle: try #require(first[0].receiptHandle)))
        #expect(try await cloud.bodies(from: url) == ["a2", "a3"])
        await cloud.world.advance(by: .seconds(30))
        #expect(try await cloud.bodies(from: url) == ["a2", "a3", "b1"])
    }

    @Test func sequenceNumbersGrow() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders.fifo")
        var numbers: [String] = []
        for token in ["1", "2", "3"] {
            let sent = try await cloud.client.sendMessage(
                .init(queueUrl: url, messageBody: "x", messageDeduplicationId: token, messageGroupId: "g"))
            numbers.append(try #require(sent.sequenceNumber))
        }
        #expect(numbers == numbers.sorted() && Set(numbers).count == 3 && numbers.allSatisfy { $0.count == 20 })
        let message = try #require(try await cloud.receive(from: url).first)
        #expect(message.attributes?["SequenceNumber"] == numbers[0])
        #expect(message.attributes?["MessageGroupId"] == "g" && message.attributes?["MessageDeduplicationId"] == "1")
    }

    @Test func whatWasSentWithinFiveMinutesIsNotSentAgain() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders.fifo")
        let first = try await cloud.send("a", to: url, group: "g", token: "1")
        #expect(try await cloud.send("b", to: url, group: "h", token: "1") == first)
        await cloud.world.advance(by: .milliseconds(299_999))
        #expect(try await cloud.send("c", to: url, group: "g", token: "1") == first)
        await cloud.world.advance(by: .milliseconds(1))
        #expect(try await cloud.send("d", to: url, group: "g", token: "1") != first)
        #expect(try await cloud.bodies(from: url) == ["a", "d"])
    }

    @Test func theScopeOfDeduplicationCanBeTheGroup() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders.fifo", ["DeduplicationScope": "messageGroup"])
        try await cloud.send("a", to: url, group: "g", token: "1")
        try await cloud.send("b", to: url, group: "h", token: "1")
        #expect(try await cloud.bodies(from: url) == ["a", "b"])
    }

    @Test func contentStandsForAnIDWhereTheQueueSaysSo() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders.fifo", ["ContentBasedDeduplication": "true"])
        let first = try await cloud.send("same", to: url, group: "g")
        #expect(try await cloud.send("same", to: url, group: "g") == first)
        #expect(try await cloud.send("other", to: url, group: "g") != first)
        let token = try await cloud.receive(from: url).first?.attributes?["MessageDeduplicationId"]
        #expect(token == HashAlgorithm.sha256.hexDigest(of: "same".utf8))
    }

    // Recorded answers: test_fifo_delete_after_visibility_timeout, test_send_batch_missing_... and others.
    @Test func fifoQueuesRefuseInTheirOwnWords() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders.fifo")
        await expectError("MissingParameter", "The request must contain the parameter MessageGroupId.") {
            try await cloud.send("a", to: url)
        }
        let dedupe =
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        await expectError("InvalidParameterValue", dedupe) { try await cloud.send("a", to: url, group: "g") }
        await expectError("InvalidParameterValue", "The request must contain the parameter MessageGroupId.") {
            _ = try await cloud.client.sendMessageBatch(
                .init(queueUrl: url, entries: [.init(id: "1", messageBody: "a")]))
        }
        await expectError(
            "InvalidParameterValue",
            "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid "
                + "for this queue type."
        ) {
            _ = try await cloud.client.sendMessage(
                .init(
                    queueUrl: url, messageBody: "a", delaySeconds: 2, messageDeduplicationId: "1",
                    messageGroupId: "g"))
        }
        await expectError(
            "InvalidAttributeValue",
            "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."
        ) { try await cloud.client.setQueueAttributes(.init(queueUrl: url, attributes: ["FifoQueue": "false"])) }
        await expectError("InvalidParameterValue") {
            _ = try await cloud.client.createQueue(.init(queueName: "orders", attributes: ["FifoQueue": "true"]))
        }
    }

    @Test func anExpiredReceiptDeletesNothing() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders.fifo")
        try await cloud.send("a", to: url, group: "g", token: "1")
        let handle = try #require(try await cloud.receive(from: url, visibility: 1).first?.receiptHandle)
        await cloud.world.advance(by: .seconds(1))
        await expectError(
            "InvalidParameterValue",
            "Value \(handle) for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired."
        ) { try await cloud.client.deleteMessage(.init(queueUrl: url, receiptHandle: handle)) }
        #expect(try await cloud.bodies(from: url) == ["a"])
    }
}
