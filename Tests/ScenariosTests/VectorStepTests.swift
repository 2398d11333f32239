import Foundation
import Scenarios
import Testing

/// Steps that search for nearest neighbours.
@Suite struct VectorStepTests {
    private func played(_ step: String) throws -> ScenarioReport {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kass-vector-step-\(step.utf8.count)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a.yaml")
        try "scenario: x\nsteps:\n  - vector: \(step)\n".write(to: file, atomically: true, encoding: .utf8)
        let found = try #require(try ScenarioFiles.find([file.path]).first)
        return ScenarioRunner(golden: folder.appending(path: "golden").path, updates: true).run(found)
    }

    @Test func aMissedFloorIsAFailure() throws {
        let report = try played("{dataset: seeded-384, filter: 0.05, max_p99_ratio_to_exact: 0}")
        guard case .failed(let failures) = report.outcome else {
            Issue.record("\(report.outcome)")
            return
        }
        #expect(failures.first?.line == 3)
        #expect(failures.first?.message.hasPrefix("p99_ratio_to_exact: expected at most 0.0, found ") ?? false)
        #expect(report.figures.first?.hasPrefix("line 3, seeded-384, 0.05 of the rows: recall@10 1.0, p99 ") ?? false)
    }

    @Test func vectorsThatAreNotThereSkipTheScenario() throws {
        let report = try played("{dataset: ../nowhere/vectors}")
        #expect(report.outcome == .skipped("there are no vectors ../nowhere/vectors"))
    }
}
