import Foundation
import Scenarios
import Testing

/// Every scenario of the project, held against its golden file.
@Suite struct ScenarioTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let runner = ScenarioRunner(golden: "\(root)/golden")
    static let files = (try? ScenarioFiles.find(["\(root)/scenarios"])) ?? []

    @Test func thereAreScenarios() {
        #expect(Self.files.count >= 12)
    }

    @Test(arguments: files) func holds(_ file: ScenarioFiles.Found) async {
        let report = await Self.runner.run([file], jobs: 1)[0]
        // Some need files that are not everywhere, and say so.
        #expect(report.outcome == .passed || report.isSkipped, "\(report.outcome)")
    }

    @Test func everyGoldenFileHasAScenario() {
        let names = FileManager.default.enumerator(atPath: "\(Self.root)/golden")?.compactMap { $0 as? String } ?? []
        let known = Set(Self.files.map { "\($0.name).jsonl" })
        #expect(names.filter { $0.hasSuffix(".jsonl") && !known.contains($0) } == [])
    }
}
