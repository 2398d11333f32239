import AWSCore
import Foundation
import World
import YAMLFiles

/// Plays scenarios, each in a world of its own on one thread, and holds what came of them against the golden files.
public struct ScenarioRunner: Sendable {
    /// The folder of the golden files.
    public var golden: String
    /// Whether transcripts that differ, or that nobody has kept yet, are written instead of being failures.
    public var updates: Bool
    /// Where scenarios that restart keep their worlds; emptied again after each.
    public var temporaryFolder: String

    public init(golden: String, updates: Bool = false, temporaryFolder: String? = nil) {
        self.golden = golden
        self.updates = updates
        self.temporaryFolder = temporaryFolder ?? NSTemporaryDirectory()
    }

    /// Plays all of them, `jobs` at a time.
    /// - Parameter finished: called for each as it ends, in no order.
    /// - Returns: in the order of `files`.
    public func run(
        _ files: [ScenarioFiles.Found], jobs: Int, finished: @escaping @Sendable (ScenarioReport) -> Void = { _ in }
    ) async -> [ScenarioReport] {
        let threads = WorkerThreads(count: max(1, jobs))
        defer { threads.stop() }
        return await withTaskGroup(of: (Int, ScenarioReport).self) { group in
            for (index, file) in files.enumerated() {
                group.addTask {
                    let report = (try? await threads.run { run(file) }) ?? Self.notPlayed(file)
                    finished(report)
                    return (index, report)
                }
            }
            var reports: [(Int, ScenarioReport)] = []
            for await report in group { reports.append(report) }
            return reports.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Plays one on the calling thread, which it blocks.
    public func run(_ found: ScenarioFiles.Found) -> ScenarioReport {
        func failed(
            _ failures: [ScenarioReport.Failure], steps: Int = 0, _ figures: [String] = []
        ) -> ScenarioReport {
            ScenarioReport(
                name: found.name, file: found.path, outcome: .failed(failures), steps: steps, figures: figures)
        }
        guard let bytes = FileManager.default.contents(atPath: found.path) else {
            return failed([.init(file: found.path, line: 1, message: "the file cannot be read")])
        }
        do {
            let text = String(decoding: bytes, as: UTF8.self)
            let scenario = try ScenarioReader.read(text, file: found.path, name: found.name)
            let play = try played(scenario)
            let failures = play.notes.failures(in: found.path)
            let figures = play.notes.figures
            guard failures.isEmpty else { return failed(failures, steps: scenario.steps.count, figures) }
            return compared(play.transcript, scenario, figures)
        } catch let mistake as ScenarioMistake {
            return failed([
                .init(file: mistake.file, line: mistake.line, column: mistake.column, message: mistake.message)
            ])
        } catch let skip as ScenarioSkip {
            return ScenarioReport(name: found.name, file: found.path, outcome: .skipped(skip.reason), steps: 0)
        } catch {
            return failed([.init(file: found.path, line: 1, message: "\(error)")])
        }
    }

    private func compared(_ transcript: Transcript, _ scenario: Scenario, _ figures: [String]) -> ScenarioReport {
        func report(_ outcome: ScenarioReport.Outcome) -> ScenarioReport {
            ScenarioReport(
                name: scenario.name, file: scenario.file, outcome: outcome, steps: scenario.steps.count,
                figures: figures)
        }
        let file = GoldenFile(for: scenario.name, in: golden)
        let kept = file.read()
        if kept == transcript { return report(.passed) }
        if updates {
            do { try file.write(transcript) } catch {
                let reason = "cannot be written: \(error.localizedDescription)"
                return report(.failed([.init(file: file.path, line: 1, message: reason)]))
            }
            return report(.updated)
        }
        let message =
            kept.map { LineDiff.text(expected: $0.lines, found: transcript.lines) }
            ?? "there is no golden file yet; `kass test --update` writes it, to be reviewed like code"
        return report(.failed([.init(file: file.path, line: 1, message: message)]))
    }

    private func played(_ scenario: Scenario) throws -> Play {
        let folder = "\(temporaryFolder)/kass-scenario-\(scenario.name.replacing("/", with: "-"))-\(getpid())"
        defer { if scenario.needsDirectory { try? FileManager.default.removeItem(atPath: folder) } }
        let configuration = WorldConfiguration(
            seed: scenario.seed, clock: .virtual(start: scenario.start),
            storage: scenario.needsDirectory ? .directory(folder) : .memory, auditCapacity: Self.auditCapacity)
        return try Simulation.run(seed: scenario.seed, configuration) { world in
            var play = Play(scenario, on: try await Stage(world, rules: scenario.rules))
            for step in scenario.steps { try await play.perform(step) }
            return play
        }
    }

    /// Calls of one scenario that can be asked about afterwards.
    private static let auditCapacity = 100_000

    private static func notPlayed(_ file: ScenarioFiles.Found) -> ScenarioReport {
        let failure = ScenarioReport.Failure(file: file.path, line: 1, message: "too many scenarios wait already")
        return ScenarioReport(name: file.name, file: file.path, outcome: .failed([failure]), steps: 0)
    }
}
