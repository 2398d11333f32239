import AWSCore
import Scenarios
import Testing

@Suite struct PatternTests {
    static let value: Document = [
        "status": 200, "answer": "It costs 4,290.00 EUR [1].", "cached": false,
        "sources": [["sheet": "Bicycles", "score": 0.75], ["page": 2]],
    ]

    static let cases: [(pattern: Pattern, mismatch: String?)] = [
        (.members([.init("status", .equals(200))]), nil),
        (.members([.init("status", .equals(.number(Number(text: "200.0"))))]), nil),
        (.members([.init("status", .equals(500))]), "status: expected 500, found 200"),
        (.members([.init("answer", .contains(.equals("4,290")))]), nil),
        (.members([.init("answer", .contains(.equals("IT COSTS")))]), nil),
        (
            .members([.init("answer", .contains(.equals("free")))]),
            #"answer: expected something that contains "free", found "It costs 4,290.00 EUR [1].""#
        ),
        (.members([.init("sources", .contains(.members([.init("page", .equals(2))])))]), nil),
        (.members([.init("sources", .length(.equals(2)))]), nil),
        (.members([.init("sources", .length(.min(3)))]), "sources.length: expected at least 3.0, found 2"),
        (.members([.init("sources", .list([.equals([:])]))]), #"sources: expected a list of 1, found "#),
        (
            .members([.init("sources", .each(.members([.init("page", .absent(false))])))]),
            #"sources.0.page: expected something, found nothing"#
        ),
        (.members([.init("error", .absent(true))]), nil),
        (.members([.init("error", .equals(.null))]), nil),
        (.members([.init("answer", .matches("It costs * EUR*"))]), nil),
        (.members([.init("answer", .matches("It costs ? EUR"))]), "answer: expected a text like It costs ? EUR"),
        (.members([.init("cached", .not(.equals(true)))]), nil),
        (.members([.init("status", .all([.min(200), .max(299)]))]), nil),
        (.members([.init("status", .max(199))]), "status: expected at most 199.0, found 200"),
        (.each(.absent(false)), "result: expected a list, found {"),
    ]

    @Test(arguments: cases) func holdsOrSaysWhereNot(_ pattern: Pattern, _ mismatch: String?) {
        let found = pattern.mismatches(Self.value).map(\.description)
        guard let mismatch else {
            #expect(found == [])
            return
        }
        #expect(found.first?.hasPrefix(mismatch) == true, "\(found)")
    }
}
