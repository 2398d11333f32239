import Foundation
import Scenarios
import Testing

/// Mistakes that only come out when a step is done say where they are, and what may have been meant.
@Suite struct StepFailureTests {
    static let mistakes = [
        ("DynamoDB.GetItm", "{}", "`GetItm` is no operation of DynamoDB; did you mean `GetItem`?"),
        ("DynamDB.GetItem", "{}", "`DynamDB` is no service; did you mean `DynamoDB`?"),
        ("DynamoDB.GetItem", "{TableNme: x}", "`TableNme` is no member of GetItemInput"),
        ("DynamoDB.GetItem", "{TableName: [1]}", "`TableName` is no string"),
    ]

    @Test(arguments: mistakes) func aCallThatIsNone(_ operation: String, _ input: String, _ words: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kass-step-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a.yaml")
        let text = "scenario: x\nsteps:\n  - advance: 1m\n  - call: {operation: \(operation), input: \(input)}\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        let found = try #require(try ScenarioFiles.find([file.path]).first)
        let report = ScenarioRunner(golden: folder.appending(path: "golden").path).run(found)
        guard case .failed(let failures) = report.outcome else {
            Issue.record("\(report.outcome)")
            return
        }
        #expect(failures.first?.line == 4)
        #expect(failures.first?.message == words)
    }
}
