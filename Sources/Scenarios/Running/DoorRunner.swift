public import AWSCore
import Foundation
import YAMLFiles

/// Plays scenarios on a chatbot that is somewhere else, in real time and one after the other.
///
/// Only what people do can be done there; a scenario that needs a world of its own is skipped. There are no golden files:
/// live models word things as they like. What was uploaded is deleted again.
public struct DoorRunner: Sendable {
    private let door: @Sendable (HTTPRequest) async throws -> HTTPResponse
    private let pause: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - door: answers the chatbot's requests.
    ///   - pause: waits for documents that are being read.
    public init(
        door: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.door = door
        self.pause = pause
    }

    /// - Parameter finished: called for each as it ends.
    public func run(
        _ files: [ScenarioFiles.Found], finished: @Sendable (ScenarioReport) -> Void = { _ in }
    ) async -> [ScenarioReport] {
        var reports: [ScenarioReport] = []
        for file in files {
            let report = await run(file)
            finished(report)
            reports.append(report)
        }
        return reports
    }

    private func run(_ found: ScenarioFiles.Found) async -> ScenarioReport {
        func report(_ outcome: ScenarioReport.Outcome, steps: Int = 0) -> ScenarioReport {
            ScenarioReport(name: found.name, file: found.path, outcome: outcome, steps: steps)
        }
        do {
            guard let bytes = FileManager.default.contents(atPath: found.path) else {
                throw ScenarioMistake(file: found.path, line: 1, "the file cannot be read")
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let scenario = try ScenarioReader.read(text, file: found.path, name: found.name)
            if let reason = Self.needs(scenario) { return report(.skipped(reason)) }
            var play = DoorPlay(scenario: scenario, door: door, pause: pause)
            let failures = try await play.run().failures(in: found.path)
            return report(failures.isEmpty ? .passed : .failed(failures), steps: scenario.steps.count)
        } catch let mistake as ScenarioMistake {
            let failure = ScenarioReport.Failure(
                file: mistake.file, line: mistake.line, column: mistake.column, message: mistake.message)
            return report(.failed([failure]))
        } catch {
            return report(.failed([.init(file: found.path, line: 1, message: "\(error)")]))
        }
    }

    /// What a scenario needs that only a world of its own has; nil when it can be played anywhere.
    private static func needs(_ scenario: Scenario) -> String? {
        if !scenario.rules.isEmpty { return "it tells the fake models what to answer" }
        for step in scenario.steps {
            switch step.action {
            case .chat, .search, .request, .upload, .delete, .documents: continue
            case .advance(let time) where time <= DoorPlay.waitMax: continue
            default: return "line \(step.line) needs a world of its own"
            }
        }
        return nil
    }
}

/// One run of a scenario through a door.
struct DoorPlay {
    let scenario: Scenario
    let door: @Sendable (HTTPRequest) async throws -> HTTPResponse
    let pause: @Sendable (Duration) async throws -> Void
    private var notes = PlayNotes()
    private var uploaded: Set<String> = []

    /// The longest that a scenario may let pass for documents to be read.
    static let waitMax: Duration = .seconds(900)
    private static let interval: Duration = .milliseconds(500)

    init(
        scenario: Scenario, door: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.scenario = scenario
        self.door = door
        self.pause = pause
    }

    mutating func run() async throws -> PlayNotes {
        do {
            for step in scenario.steps { try await perform(step) }
        } catch {
            await cleanUp()
            throw error
        }
        await cleanUp()
        return notes
    }

    private var visitor: Visitor { Visitor(scenario: scenario, saved: notes.saved, door: door) }

    private mutating func perform(_ step: Step) async throws {
        let visitor = visitor
        if let name = visitor.unknownVariable(in: step) {
            throw ScenarioMistake(file: scenario.file, line: step.line, "no step before has saved `${\(name)}`")
        }
        if case .upload(_, let name) = step.action { try await claim(visitor.filled(name), step, visitor) }
        // Whatever time a scenario lets pass, it is for documents to be read.
        if case .advance = step.action { try await waitUntilRead(visitor) }
        notes.judge(step, try await visitor.result(of: step) ?? .null, visitor)
    }

    /// A document of someone else's is not replaced, and then deleted.
    private mutating func claim(_ name: String, _ step: Step, _ visitor: Visitor) async throws {
        guard !uploaded.contains(name) else { return }
        let known = try await visitor.documents().contains { $0["name"]?.string == name && $0["state"] != "deleted" }
        guard !known else {
            throw ScenarioMistake(
                file: scenario.file, line: step.line, "there is a document \(name) already, which this would replace")
        }
        uploaded.insert(name)
    }

    private func waitUntilRead(_ visitor: Visitor) async throws {
        var waited: Duration = .zero
        while waited < Self.waitMax {
            let isUnderWay = try await visitor.documents().contains { document in
                uploaded.contains(document["name"]?.string ?? "")
                    && !["indexed", "failed"].contains(document["state"]?.string ?? "")
            }
            if !isUnderWay { return }
            try await pause(Self.interval)
            waited += Self.interval
        }
    }

    private func cleanUp() async {
        for name in uploaded.sorted() {
            _ = try? await door(HTTPRequest(method: "DELETE", path: "/documents/\(PercentEncoding.encode(name))"))
        }
    }
}

extension Visitor {
    /// As `GET /documents` lists them.
    func documents() async throws -> [Document] {
        try await answer("GET", "/documents", nil)["documents"]?.list ?? []
    }
}
