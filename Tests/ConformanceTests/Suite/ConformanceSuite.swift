import AWSCore
import Foundation

/// All cases of one service, in the order of their files' names.
struct ConformanceSuite: Sendable {
    let cases: [ConformanceCase]
    /// What undoes each operation that makes something, for an account that is used for other things too.
    let undoing: Document.Object

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Cases")

    init(service: String) throws {
        let folder = Self.folder.appending(path: service)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        let beginnings = files.contains("given.yaml") ? try Document.yaml(folder.appending(path: "given.yaml")) : [:]
        let undoing = files.contains("undo.yaml") ? try Document.yaml(folder.appending(path: "undo.yaml")) : [:]
        var cases: [ConformanceCase] = []
        for file in files.filter({ $0 != "given.yaml" && $0 != "undo.yaml" }).sorted() {
            for each in try Document.yaml(folder.appending(path: file))["cases"]?.list ?? [] {
                cases.append(
                    try ConformanceCase(
                        each, of: service, number: cases.count + 1, beginnings: beginnings, file: file))
            }
        }
        self.cases = cases
        self.undoing = undoing.object ?? Document.Object()
    }
}
