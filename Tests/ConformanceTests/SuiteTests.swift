import AWSCore
import Testing

/// The suite itself must be able to fail.
@Suite struct SuiteTests {
    @Test(arguments: ConformanceService.all) func holdsWhatItPromises(_ service: ConformanceService) throws {
        let cases = try service.suite().cases
        let steps = cases.flatMap(\.steps)
        let failing = steps.filter { if case .failure = $0.expectation { true } else { false } }
        #expect(steps.count >= 20)
        #expect(failing.count * 5 >= steps.count, "a fifth of the steps are errors")
        #expect(Set(cases.map(\.name)).count == cases.count)
    }

    @Test(
        arguments: [
            (["Item": ["pk": ["S": "b"]]], "is"),
            (["Item": nil], "is"),
            (["Count": 2], "absent"),
            (["Item": ["pk": ["S": "~b+"]]], "is"),
            (["Items*": [["pk": 1]]], "absent"),
            (["Item": ["!has": ["sk": "~.+"]]], "is"),
            (["Item": ["!size": 2]], "is"),
            (["Text": ["!json": ["a": 1]]], "is"),
        ] as [(Document, String)]) func noticesWhatIsWrong(_ wanted: Document, _ word: String) throws
    {
        let answer: Document = ["Item": ["pk": ["S": "a"]], "Text": "{\"a\": 2}"]
        let mismatch = Matching.mismatch(answer, gives: try #require(wanted.object))
        #expect(try #require(mismatch).contains(word))
    }

    @Test(
        arguments: [
            ["Item": ["s": ["SS": ["y", "x"]], "n": ["N": "~[0-9]+"]]],
            ["Other": nil],
            ["List*": [2, 1]],
            ["Count": 1.0],
            ["Item": ["!has": ["n": ["N": "12"]]]],
            ["List": ["!has": [2]]],
            ["List": ["!size": 2]],
            ["Text": ["!json": ["a": "~[0-9]"]]],
            ["Bytes": "YQ=="],
            ["Bytes": "~a"],
        ] as [Document]) func acceptsWhatIsRight(_ wanted: Document) throws
    {
        let answer: Document = [
            "Item": ["s": ["SS": ["x", "y"]], "n": ["N": "12"]], "List": [1, 2], "Count": 1,
            "Text": "{\"a\": 2}", "Bytes": .blob(Blob("a")),
        ]
        #expect(Matching.mismatch(answer, gives: try #require(wanted.object)) == nil)
    }

    @Test func namesStandForValues() {
        let names: [String: Document] = ["name": "case-1", "now": 5]
        let asked: Document = [
            "a": "$name", "b": "$name.fifo and $LATEST", "$name": "$now", "c": ["!json": ["d": "$now"]],
        ]
        #expect(
            asked.naming(names).asked == ["a": "case-1", "b": "case-1.fifo and $LATEST", "case-1": 5, "c": #"{"d":5}"#])
        let answer: Document = ["a": [["b": 1]]]
        #expect(answer.found(at: "a.0.b") == 1)
        #expect(answer.found(at: "a.1.b") == nil)
    }
}
