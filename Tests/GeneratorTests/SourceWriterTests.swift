import GenerateServices
import Testing

@Suite struct SourceWriterTests {
    @Test func shortListsStayOnTheirLine() {
        var writer = SourceWriter()
        writer.list("call(", ["a: 1", "b: 2"], ")")
        #expect(writer.lines == ["call(a: 1, b: 2)"])
    }

    @Test func longListsAreFilled() {
        var writer = SourceWriter()
        let items = (10..<30).map { "label\($0): \($0)" }
        writer.list("call(", items, ") {")
        #expect(writer.lines.first == "call(")
        #expect(writer.lines.last == ") {")
        #expect(writer.lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix("    label") && $0.count <= 120 })
        #expect(writer.lines.count == 5)
    }

    @Test func callsLongerThanALineAreOpened() {
        var writer = SourceWriter()
        let words = (0..<30).map { "\"word\($0)\"" }.joined(separator: ", ")
        writer.list("outer(", ["inner: Inner(name: \"a, b\", list: [\(words)])"], ")")
        #expect(
            writer.lines.prefix(4) == ["outer(", "    inner: Inner(", "        name: \"a, b\",", "        list: ["])
        #expect(writer.lines.last == "        ]))")
        #expect(writer.lines.dropLast().last?.hasSuffix(",") == true)
    }
}
