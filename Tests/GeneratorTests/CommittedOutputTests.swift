import Foundation
import GenerateServices
import Testing

/// What is committed is what the generator writes: nobody has edited it, and nobody forgot to run it.
@Suite struct CommittedOutputTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let sources = root.appending(path: "Sources")
    static let models = sources.appending(path: "GenerateServices/Models").path()

    @Test(arguments: ServiceSelection.all.map(\.target))
    func filesAreAsGenerated(_ target: String) throws {
        let service = try #require(ServiceSelection.all.first { $0.target == target })
        let files = try Generator.files(of: service, models: Self.models)
        for file in files {
            let committed = try String(contentsOf: Self.sources.appending(path: file.path), encoding: .utf8)
            #expect(committed == file.text, "\(file.path) differs: run `make generate`")
        }
        let directory = Self.sources.appending(path: target).path()
        let found = FileManager.default.enumerator(atPath: directory)?.compactMap { $0 as? String } ?? []
        #expect(Set(found.filter { $0.hasSuffix(".swift") }.map { "\(target)/\($0)" }) == Set(files.map(\.path)))
    }

    @Test(arguments: ServiceSelection.all.map(\.target))
    func linesFitTheProjectsFormat(_ target: String) throws {
        let service = try #require(ServiceSelection.all.first { $0.target == target })
        for file in try Generator.files(of: service, models: Self.models) {
            let long = file.text.split(separator: "\n").filter { $0.count > SourceWriter.columns }
            #expect(long.isEmpty, "\(file.path): \(long)")
        }
    }
}
