import AWSCore
import Testing

/// The suite itself must be able to fail.
@Suite struct SuiteTests {
    static let dynamoDB = Result { try ConformanceSuite(service: "DynamoDB") }

    @Test func holdsWhatItPromises() throws {
        let cases = try Self.dynamoDB.get().cases
        let failing = cases.filter { $0.steps.contains { if case .failure = $0.expectation { true } else { false } } }
        #expect(cases.count >= 200)
        #expect(failing.count * 2 >= cases.count, "half of the cases are errors")
        #expect(Set(cases.map(\.account)).count == cases.count)
    }

    @Test(
        arguments: [
            (["Item": ["pk": ["S": "b"]]], "is"),
            (["Item": nil], "is"),
            (["Count": 2], "absent"),
            (["Item": ["pk": ["S": "~b+"]]], "is"),
            (["Items*": [["pk": 1]]], "absent"),
        ] as [(Document, String)]) func noticesWhatIsWrong(_ wanted: Document, _ word: String) throws
    {
        let answer: Document = ["Item": ["pk": ["S": "a"]]]
        let mismatch = Matching.mismatch(answer, gives: try #require(wanted.object))
        #expect(try #require(mismatch).contains(word))
    }

    @Test(
        arguments: [
            ["Item": ["s": ["SS": ["y", "x"]], "n": ["N": "~[0-9]+"]]],
            ["Other": nil],
            ["List*": [2, 1]],
            ["Count": 1.0],
        ] as [Document]) func acceptsWhatIsRight(_ wanted: Document) throws
    {
        let answer: Document = ["Item": ["s": ["SS": ["x", "y"]], "n": ["N": "12"]], "List": [1, 2], "Count": 1]
        #expect(Matching.mismatch(answer, gives: try #require(wanted.object)) == nil)
    }
}
