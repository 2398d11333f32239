import Testing

@Suite struct SizeTests {
    static let linesMax = 400
    static let functionLinesMax = 70
    static let written = SourceFile.all(under: ["Sources", "Tests", "emulators"]).filter { !$0.isGenerated }

    @Test func thereIsSomethingToMeasure() {
        #expect(Self.written.count > 20)
        #expect(Self.written.contains { !$0.functions.isEmpty })
    }

    @Test(arguments: written) func filesHoldOneIdea(_ file: SourceFile) {
        #expect(file.lines.count <= Self.linesMax, "\(file.path) has \(file.lines.count) lines")
    }

    @Test(arguments: written) func functionsFitAScreen(_ file: SourceFile) {
        let long = file.functions.filter { $0.length > Self.functionLinesMax }
        #expect(long.isEmpty, "\(file.path): \(long)")
    }

    @Test func functionLengthIsCountedFromHeadToBrace() {
        let file = SourceFile(
            path: "Sources/A/B.swift",
            text: """
                protocol P { func none() }
                struct S {
                    func two() {
                        "a { brace in a string" // and { in a comment
                    }
                    init(_ value: Int) { }
                }
                """)
        #expect(file.functions.map(\.length) == [1, 3, 1])
    }
}
