import AWSCore
import AWSSQS
import SQSEmulator
import Testing
import World

@Suite struct WaitingTests {
    /// Lets other tasks run until the clock has so many timers.
    private func settle(_ cloud: Cloud, timers: Int) async {
        guard let clock = cloud.world.clock as? VirtualClock else { return }
        while clock.pendingCount != timers { await Task.yield() }
    }

    @Test func aSendWakesAReceiver() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        async let received = cloud.receive(from: url, wait: 20)
        await settle(cloud, timers: 1)
        try await cloud.send("a", to: url)
        #expect(try await received.map(\.body) == ["a"])
        await settle(cloud, timers: 0)
    }

    @Test func theWaitEndsOnTheWorldsClock() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders", ["ReceiveMessageWaitTimeSeconds": "5"])
        async let received = cloud.receive(from: url)
        await settle(cloud, timers: 1)
        await cloud.world.advance(by: .seconds(5))
        #expect(try await received.isEmpty)
    }

    @Test func whatComesBackIsReceivedByWhoWaits() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make("orders", ["VisibilityTimeout": "3"])
        try await cloud.send("a", to: url)
        #expect(try await cloud.receive(from: url).count == 1)
        async let again = cloud.receive(from: url, wait: 20)
        await settle(cloud, timers: 1)
        await cloud.world.advance(by: .seconds(3))
        #expect(try await again.first?.attributes?["ApproximateReceiveCount"] == "2")
    }

    @Test func aCancelledReceiverTakesNothing() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        let receiver = cloud.world.spawn("receiver") { _ = try? await cloud.receive(from: url, wait: 20) }
        await settle(cloud, timers: 1)
        receiver.cancel()
        await receiver.value
        try await cloud.send("a", to: url)
        #expect(try await cloud.bodies(from: url) == ["a"])
    }

    @Test func aDeletedQueueEndsTheWait() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        let receiver = cloud.world.spawn("receiver") {
            await expectError("AWS.SimpleQueueService.NonExistentQueue") {
                _ = try await cloud.receive(from: url, wait: 20)
            }
        }
        await settle(cloud, timers: 1)
        try await cloud.client.deleteQueue(.init(queueUrl: url))
        await receiver.value
    }

    /// Time that stands still for good brings nothing.
    @Test func theEndOfTheWorldEndsTheWait() async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        async let received = cloud.receive(from: url, wait: 20)
        await settle(cloud, timers: 1)
        cloud.world.clock.stop()
        #expect(try await received.isEmpty)
    }

    @Test(arguments: [-1, 21]) func theWaitHasALimit(_ seconds: Int) async throws {
        let cloud = try Cloud()
        let url = try await cloud.make()
        await expectError(
            "InvalidParameterValue",
            "Value \(seconds) for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."
        ) { _ = try await cloud.receive(from: url, wait: seconds) }
        await expectError(
            "InvalidParameterValue",
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
        ) { _ = try await cloud.receive(11, from: url) }
    }
}
