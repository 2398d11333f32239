import AWSCore
import AWSSQS
import SQSEmulator
import Testing
import World

@Suite struct BatchTests {
    private func entries(_ ids: [String], body: String = "a") -> [SQS.SendMessageBatchRequestEntry] {
        ids.map { .init(id: $0, messageBody: body) }
    }

    @Test func entriesSucceedAndFailByThemselves() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        let batch = [
            SQS.SendMessageBatchRequestEntry(id: "good", messageBody: "hello"),
            SQS.SendMessageBatchRequestEntry(id: "bad", messageBody: "\u{1}"),
        ]
        let sent = try await cloud.client.sendMessageBatch(.init(queueUrl: url, entries: batch))
        #expect(sent.successful.map(\.id) == ["good"])
        #expect(sent.successful.first?.md5OfMessageBody == "5d41402abc4b2a76b9719d911017c592")
        #expect(sent.failed.map(\.id) == ["bad"])
        #expect(sent.failed.first?.code == "InvalidMessageContents" && sent.failed.first?.senderFault == true)
        #expect(try await cloud.bodies(from: url) == ["hello"])
    }

    // Recorded answers: test_delete_message_batch_invalid_msg_id and its neighbours.
    static let badBatches: [([String], String, String)] = [
        (
            [], "AWS.SimpleQueueService.EmptyBatchRequest",
            "There should be at least one SendMessageBatchRequestEntry in the request."
        ),
        (
            (1...20).map(String.init), "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are 10. You have sent 20."
        ),
        (["a", "b", "a"], "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "Id a repeated."),
        (
            ["invalid:id"], "AWS.SimpleQueueService.InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                + "It can be at most 80 letters long."
        ),
    ]

    @Test(arguments: badBatches.indices) func badBatchesAreRefusedWhole(_ index: Int) async throws {
        let (ids, code, message) = Self.badBatches[index]
        let cloud = try Cloud()
        let url = try await cloud.make()
        await expectError(code, message) {
            _ = try await cloud.client.sendMessageBatch(.init(queueUrl: url, entries: entries(ids)))
        }
    }

    @Test func aBatchHasALimitOfItsOwn() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders", ["MaximumMessageSize": "1024"])
        let half = String(repeating: "a", count: 524_288)
        let fits = try await cloud.client.sendMessageBatch(
            .init(queueUrl: url, entries: entries(["1", "2"], body: half)))
        #expect(fits.failed.isEmpty)
        await expectError(
            "AWS.SimpleQueueService.BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048578 bytes."
        ) {
            _ = try await cloud.client.sendMessageBatch(
                .init(queueUrl: url, entries: entries(["1", "2"], body: half + "a")))
        }
    }

    @Test func deletingAndKeepingInBatches() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        for body in ["a", "b"] { try await cloud.send(body, to: url) }
        let handles = try await cloud.receive(from: url).compactMap(\.receiptHandle)
        let kept = try await cloud.client.changeMessageVisibilityBatch(
            .init(
                queueUrl: url,
                entries: [
                    .init(id: "1", receiptHandle: handles[0], visibilityTimeout: 0),
                    .init(id: "2", receiptHandle: handles[1], visibilityTimeout: 50_000),
                ]))
        #expect(kept.successful.map(\.id) == ["1"] && kept.failed.map(\.code) == ["InvalidParameterValue"])
        let deleted = try await cloud.client.deleteMessageBatch(
            .init(
                queueUrl: url,
                entries: [.init(id: "1", receiptHandle: handles[1]), .init(id: "2", receiptHandle: "nonsense")]))
        #expect(deleted.successful.map(\.id) == ["1"] && deleted.failed.map(\.code) == ["ReceiptHandleIsInvalid"])
        #expect(try await cloud.bodies(from: url) == ["a"])
    }
}
