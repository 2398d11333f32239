import Testing

/// Words that say that something is unfinished, or that someone hopes.
@Suite struct WordTests {
    static let banned = ["TODO", "FIXME", "XXX", "HACK", "for now", "not implemented yet", "simplified version"]
    static let judged = SourceFile.all(under: ["Sources", "emulators", "Tests"]).filter {
        !$0.path.hasSuffix("TidyTests/WordTests.swift")
    }

    @Test(arguments: judged) func isFinished(_ file: SourceFile) {
        guard !file.isGenerated else { return }
        for (number, line) in file.lines.enumerated() {
            // Templates of temporary names are made of six.
            for word in Self.banned where line.replacing("XXXXXX", with: "").contains(word) {
                Issue.record("\(file.path):\(number + 1) says \(word)")
            }
        }
    }

    /// `@unchecked Sendable`, `nonisolated(unsafe)` and `try!` come with a comment that says why they are safe.
    @Test(arguments: judged) func unsafePromisesAreExplained(_ file: SourceFile) {
        for (index, line) in file.code.enumerated()
        where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") || line.contains("try!") {
            let above = file.lines[max(0, index - 6)...index]
            #expect(above.contains { $0.contains("//") }, "\(file.path):\(index + 1) gives no reason")
        }
    }
}
