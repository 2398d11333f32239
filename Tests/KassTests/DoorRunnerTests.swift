import AWSCore
import Foundation
import FrontDoor
import LocalCloud
import Scenarios
import Testing
import World
import kass

/// Scenarios on a chatbot that is somewhere else: here one in this process, in real time.
@Suite struct DoorRunnerTests {
    static let passing = """
        scenario: A document is read, asked about and forgotten
        steps:
          - upload: warranty.md
            expect: {status: 202}
          - advance: 1m
          - chat: How long are frames guaranteed?
            expect: {status: 200, answer: {contains: ten years}}
        """

    /// Plays the scenario beside its document, on a chatbot that begins with these documents.
    static func play(_ text: String, documents: [String] = []) async throws -> (ScenarioReport, left: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kass-door-\(getpid())-\(text.utf8.count)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a.yaml").path
        try Data(text.utf8).write(to: URL(filePath: file))
        try Data(InstallationTests.text.utf8).write(to: folder.appending(path: "warranty.md"))
        let world = try World(WorldConfiguration(seed: 3, clock: .real))
        let chatbot = try await LocalChatbot(world: world)
        let person = Person(door: chatbot.frontDoor)
        for name in documents {
            _ = try await person.put(name, "This was there before.")
            _ = try await person.state(of: name)
        }
        let runner = DoorRunner(door: { await chatbot.frontDoor.answer($0) }) { _ in
            try await world.clock.sleep(for: .milliseconds(10))
        }
        let reports = await runner.run(try ScenarioFiles.find([file]))
        let left = try await person.answer("GET", "/documents").1["documents"]?.list ?? []
        // What is gone from the bucket is still listed until the index has forgotten it, too.
        return (reports[0], left.filter { $0["state"] != "deleting" }.compactMap { $0["name"]?.string })
    }

    @Test func whatIsExpectedIsHeldAndWhatWasUploadedIsDeleted() async throws {
        let (report, left) = try await Self.play(Self.passing)
        #expect(report.outcome == .passed, "\(report.outcome)")
        #expect(report.steps == 3)
        #expect(left.isEmpty)
    }

    @Test func whatDoesNotComeAsExpectedFails() async throws {
        let (report, _) = try await Self.play(Self.passing.replacing("ten years", with: "eleven years"))
        guard case .failed(let failures) = report.outcome else {
            Issue.record("\(report.outcome)")
            return
        }
        #expect(failures.map(\.line) == [6])
    }

    @Test func whatNeedsAWorldOfItsOwnIsSkipped() async throws {
        let (report, _) = try await Self.play("scenario: x\nsteps:\n  - fault: {kind: throttle}\n")
        #expect(report.outcome == .skipped("line 3 needs a world of its own"))
    }

    @Test func aDocumentOfSomeoneElseIsNotTouched() async throws {
        let (report, left) = try await Self.play(Self.passing + "\n", documents: ["warranty.md"])
        #expect(report.hasFailed)
        #expect(left == ["warranty.md"])
    }
}
