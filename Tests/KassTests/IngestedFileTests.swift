import Foundation
import TestSupport
import Testing
import kass

@Suite struct IngestedFileTests {
    private let folder = TemporaryDirectory()

    private func write(_ names: String...) throws {
        for name in names {
            let file = URL(filePath: "\(folder.path)/\(name)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(name.utf8).write(to: file)
        }
    }

    private func names(_ paths: [String], from: String = "") throws(IngestedFile.Mistake) -> [String] {
        try IngestedFile.find(paths, from: "\(folder.path)\(from)").map(\.name)
    }

    /// The same document, however it is pointed at.
    @Test(arguments: [["docs/x/a.md"], ["./docs/x/a.md"], ["docs"], ["docs/x/"], ["."], ["docs/../docs/x/a.md"]])
    func filesAreCalledByTheirPathFromHere(_ paths: [String]) throws {
        try write("docs/x/a.md")
        #expect(try names(paths) == ["docs/x/a.md"])
        #expect(try names(paths.map { "\(folder.path)/\($0)" }) == ["docs/x/a.md"])
    }

    @Test func filesElsewhereAreCalledByTheirNameOrTheFolders() throws {
        try write("here/z.md", "docs/x/a.md")
        #expect(try names(["../docs/x/a.md"], from: "/here") == ["a.md"])
        #expect(try names(["../docs"], from: "/here") == ["docs/x/a.md"])
    }

    @Test func whatIsHiddenIsLeftOutAndSoIsWhatKassKeeps() throws {
        try write("a.md", ".git/HEAD", "b/.c/d.md", "b/.e", "kb/world.lock", "kb/derived/1.log", "b/f.md")
        #expect(try names(["."]) == ["a.md", "b/f.md"])
        #expect(try names(["b/.e"]) == ["b/.e"])
    }

    @Test func twoFilesOfOneNameAreRefusedAndOneFileTwiceIsOne() throws {
        try write("here/z.md", "x/readme.md", "y/readme.md")
        #expect(try names(["x/readme.md", "y/readme.md"]) == ["x/readme.md", "y/readme.md"])
        #expect(try names(["x/readme.md", "x", "./x/readme.md"]) == ["x/readme.md"])
        let mistake = #expect(throws: IngestedFile.Mistake.self) {
            try names(["../x/readme.md", "../y/readme.md"], from: "/here")
        }
        #expect(mistake?.words.contains("would both be called readme.md") == true)
    }

    @Test func whatIsNotThereIsNamed() {
        let missing = #expect(throws: IngestedFile.Mistake.self) { try names(["nowhere"]) }
        #expect(missing?.words == "There is no file or folder nowhere.")
        let nothing = #expect(throws: IngestedFile.Mistake.self) { try names(["."]) }
        #expect(nothing?.words == "There is nothing to read in ..")
    }
}
