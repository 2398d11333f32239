import AWSCore
import AWSEventBridge
import EventBridgeEmulator
import Testing
import World

// Words are recorded answers: LocalStack, test_archive_and_replay, against AWS.
@Suite struct ArchiveTests {
    static let bus = "arn:aws:events:us-east-1:000000000000:event-bus/default"

    private func makeArchive(_ cloud: Cloud, _ pattern: String? = nil, days: Int? = nil) async throws -> String {
        try #require(
            try await cloud.client.createArchive(
                .init(archiveName: "archive", eventSourceArn: Self.bus, eventPattern: pattern, retentionDays: days)
            ).archiveArn)
    }

    private func replay(_ arn: String, _ name: String = "replay", filter: [String]? = nil)
        -> EventBridge.StartReplayRequest
    {
        .init(
            replayName: name, eventSourceArn: arn, eventStartTime: WorldConfiguration.virtualStart,
            eventEndTime: WorldConfiguration.virtualStart + .seconds(3600),
            destination: .init(arn: Self.bus, filterArns: filter))
    }

    @Test func anArchiveKeepsWhatMatches() async throws {
        let cloud = try Cloud()
        let arn = try await makeArchive(cloud, #"{"detail":{"n":[1]}}"#, days: 1)
        #expect(arn == "arn:aws:events:us-east-1:000000000000:archive/archive")
        try await cloud.put(#"{"n":1}"#)
        try await cloud.put(#"{"n":2}"#)
        let archive = try await cloud.client.describeArchive(.init(archiveName: "archive"))
        #expect(archive.eventCount == 1 && (archive.sizeBytes ?? 0) > 100 && archive.state == .enabled)
        #expect(archive.retentionDays == 1 && archive.eventSourceArn == Self.bus)
        await cloud.world.advance(by: .seconds(86_400))
        #expect(try await cloud.client.describeArchive(.init(archiveName: "archive")).eventCount == 0)
    }

    @Test func aReplayPutsEventsOnTheBusAgain() async throws {
        let cloud = try Cloud()
        let arn = try await makeArchive(cloud)
        for number in 1...150 { try await cloud.put("{\"n\":\(number)}") }
        await cloud.world.advance(by: .seconds(10))
        try await cloud.makeRule("rule", .init(id: "1", arn: Cloud.function, inputPath: "$.detail.n"))
        try await cloud.makeRule("whole", .init(id: "1", arn: Cloud.function, inputPath: "$.replay-name"))
        let started = try await cloud.client.startReplay(
            replay(arn, filter: ["arn:aws:events:us-east-1:000000000000:rule/rule"]))
        #expect(started.state == .starting)
        await cloud.world.advance(by: .seconds(5))
        #expect(cloud.functions.payloads == (1...150).map(String.init))
        let done = try await cloud.client.describeReplay(.init(replayName: "replay"))
        #expect(done.state == .completed && done.replayEndTime != nil)
        #expect(try await cloud.client.describeArchive(.init(archiveName: "archive")).eventCount == 150)
    }

    @Test func replayedEventsNameTheReplay() async throws {
        let cloud = try Cloud()
        let arn = try await makeArchive(cloud)
        let id = try await cloud.put()
        try await cloud.makeRule()
        _ = try await cloud.client.startReplay(replay(arn))
        await cloud.world.advance(by: .seconds(1))
        #expect(
            cloud.functions.payloads == [
                """
                {"version":"0","id":"\(id ?? "")","detail-type":"order","source":"shop","account":"000000000000",\
                "time":"2025-01-01T00:00:00Z","region":"us-east-1","replay-name":"replay","resources":[],\
                "detail":{"n":1}}
                """
            ])
    }

    @Test func aReplayCanBeCancelled() async throws {
        let cloud = try Cloud()
        let arn = try await makeArchive(cloud)
        for number in 1...250 { try await cloud.put("{\"n\":\(number)}") }
        try await cloud.makeRule()
        _ = try await cloud.client.startReplay(replay(arn))
        await cloud.world.advance(by: .milliseconds(500))
        #expect(try await cloud.client.cancelReplay(.init(replayName: "replay")).state == .cancelling)
        await cloud.world.advance(by: .seconds(10))
        #expect(cloud.functions.calls.count == 100)
        #expect(try await cloud.client.listReplays(.init()).replays?.map(\.state) == [.cancelled])
        await expectError(
            "IllegalStatusException", "Replay replay is not in a valid state for this operation."
        ) { _ = try await cloud.client.cancelReplay(.init(replayName: "replay")) }
    }

    @Test func whatIsWrongIsSaid() async throws {
        let cloud = try Cloud()
        let arn = try await makeArchive(cloud)
        await expectError("ResourceAlreadyExistsException", "Archive archive already exists.") {
            _ = try await makeArchive(cloud)
        }
        await expectError("ResourceNotFoundException", "Archive none does not exist.") {
            _ = try await cloud.client.describeArchive(.init(archiveName: "none"))
        }
        await expectError(
            "ValidationException", "At least one of EventPattern, RetentionDays or Description must be provided."
        ) { _ = try await cloud.client.updateArchive(.init(archiveName: "none")) }
        await expectError(
            "ValidationException", "Parameter EventSourceArn is not valid. Reason: Archive none does not exist."
        ) { _ = try await cloud.client.startReplay(replay(arn.replacing("/archive", with: "/none"))) }
        var backwards = replay(arn)
        backwards.eventEndTime = backwards.eventStartTime
        await expectError(
            "ValidationException",
            "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime."
        ) { _ = try await cloud.client.startReplay(backwards) }
        let other = try #require(try await cloud.client.createEventBus(.init(name: "other")).eventBusArn)
        var elsewhere = replay(arn)
        elsewhere.destination.arn = other
        await expectError(
            "ValidationException",
            "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted."
        ) { _ = try await cloud.client.startReplay(elsewhere) }
        _ = try await cloud.client.startReplay(replay(arn))
        await expectError("ResourceAlreadyExistsException", "Replay replay already exists.") {
            _ = try await cloud.client.startReplay(replay(arn))
        }
        _ = try await cloud.client.deleteArchive(.init(archiveName: "archive"))
        #expect(try await cloud.client.listArchives(.init()).archives?.isEmpty == true)
    }
}
