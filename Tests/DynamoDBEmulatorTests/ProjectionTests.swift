import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct ProjectionTests {
    static let item: Item = [
        "a": .s("key"), "b": .m(["a": .s("a"), "b": .s("b"), "c": .s("c")]), "c": .l([.s("a"), .s("b"), .s("c")]),
        "d": .l([.m(["x": .n("1"), "y": .n("2")]), .l([.s("p"), .s("q")])]), "#odd.name": .n("1"),
    ]

    // The first two are dynalite's getItem tests, recorded from DynamoDB.
    static let projections: [(String, Item)] = [
        ("b.c,c[2],b.b,c[1],c[0].a", ["b": .m(["b": .s("b"), "c": .s("c")]), "c": .l([.s("b"), .s("c")])]),
        ("#b.#c,#c[2],#b.#b,#c[1],#c[0][1]", ["b": .m(["b": .s("b"), "c": .s("c")]), "c": .l([.s("b"), .s("c")])]),
        ("a", ["a": .s("key")]), ("a, b.a", ["a": .s("key"), "b": .m(["a": .s("a")])]), ("gone", [:]),
        ("b.gone", [:]),
        ("c[7]", [:]), ("a.x", [:]), ("b[0]", [:]), ("c.x", [:]), ("d[0].y", ["d": .l([.m(["y": .n("2")])])]),
        ("d[1][1], d[1][0]", ["d": .l([.l([.s("p"), .s("q")])])]),
        ("d[1][1], d[0].x", ["d": .l([.m(["x": .n("1")]), .l([.s("q")])])]), ("#o", ["#odd.name": .n("1")]),
        ("b", ["b": .m(["a": .s("a"), "b": .s("b"), "c": .s("c")])]),
    ]
    @Test(arguments: projections) func keepsWhatIsAskedFor(text: String, expected: Item) throws {
        let all = ["#b": "b", "#c": "c", "#o": "#odd.name"]
        let names = all.filter { text.contains($0.key) }
        let kept = try projection(text, names: names.isEmpty ? nil : names).apply(to: Self.item)
        #expect(same(kept, expected), "\(kept)")
    }

    static let refused: [(String, String)] = [
        ("a.abORt", "Attribute name is a reserved keyword; reserved keyword: abORt"),
        ("#a,ABSoLUTE", "Attribute name is a reserved keyword; reserved keyword: ABSoLUTE"),
        ("set", "Attribute name is a reserved keyword; reserved keyword: set"),
        ("a,b,a,#x", "An expression attribute name used in the document path is not defined; attribute name: #x"),
        (
            "b[1], b.a, #a.b, a",
            "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                + "path one: [a, b], path two: [a]"
        ),
        (
            "a, #a[1]",
            "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                + "path one: [a], path two: [a, [1]]"
        ),
        (
            "a.b, #a[1], #b",
            "Two document paths conflict with each other; must remove or rewrite one of these paths; "
                + "path one: [a, b], path two: [a, [1]]"
        ),
        (
            "a[3].b, #a.#b.b",
            "Two document paths conflict with each other; must remove or rewrite one of these paths; "
                + "path one: [a, [3], b], path two: [a, [3], b]"
        ),
        (
            "a" + String(repeating: ".b", count: 32),
            "The document path has too many nesting elements; nesting element count: 33"
        ),
    ]
    @Test(arguments: refused) func projectionsThatAreRefused(text: String, words: String) {
        let message = failure { _ = try projection(text, names: ["#a": "a", "#b": "[3]"]) }
        #expect(message == "Invalid ProjectionExpression: \(words)")
    }

    @Test func attributesToGetAreNamesAndNoPaths() throws {
        let kept = try Projection(attributesToGet: ["a", "b.a", "#odd.name"]).apply(to: Self.item)
        #expect(same(kept, ["a": .s("key"), "#odd.name": .n("1")]))
        #expect(
            failure { _ = try Projection(attributesToGet: ["a", "b", "a"]) }
                == "One or more parameter values were invalid: Duplicate value in attribute name: a")
    }
}
