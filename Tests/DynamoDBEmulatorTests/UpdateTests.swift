import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct UpdateTests {
    static let item: Item = [
        "pk": .s("k"), "n": .n("5"), "s": .s("x"), "ss": .ss(["a", "b"]), "ns": .ns(["1", "2"]), "bs": .bs([[1]]),
        "l": .l([.s("0"), .s("1"), .s("2"), .s("3")]), "m": .m(["a": .n("1"), "in": .m(["z": .s("q")])]),
        "lm": .l([.m(["v": .n("1")]), .m(["v": .n("2")])]),
    ]

    static let values: [String: Value] = [
        ":n": .n("2.5"), ":neg": .n("-5"), ":s": .s("new"), ":ss": .ss(["c", "a"]), ":ssab": .ss(["b", "a"]),
        ":ns": .ns(["10", "2.0", "-1"]), ":bs": .bs([[0], [1]]), ":l": .l([.s("4")]), ":m": .m([:]),
        ":big": .n("9e125"),
    ]

    /// What an update makes of one attribute; nil when the attribute is gone.
    static let changes: [(String, String, Value?)] = [
        ("SET s = :s", "s", .s("new")), ("SET fresh = :m", "fresh", .m([:])), ("set n=n+:n", "n", .n("7.5")),
        ("SET n = :n - n", "n", .n("-2.5")), ("SET n = (n) + (:n)", "n", .n("7.5")),
        ("SET n = (n + :n)", "n", .n("7.5")),
        ("SET n = ((m.a)+(:n))", "n", .n("3.5")), ("SET s = if_not_exists(s, :s)", "s", .s("x")),
        ("SET q = if_not_exists(q, :s)", "q", .s("new")), ("SET q = if_not_exists(m.q, s)", "q", .s("x")),
        ("SET n = if_not_exists(q, :n) + n", "n", .n("7.5")),
        ("SET l = list_append(l, :l)", "l", .l([.s("0"), .s("1"), .s("2"), .s("3"), .s("4")])),
        ("SET q = list_append(:l, if_not_exists(q, :l))", "q", .l([.s("4"), .s("4")])),
        ("SET m.a = m.a + :n", "m", .m(["a": .n("3.5"), "in": .m(["z": .s("q")])])),
        ("SET m.#in.z = :s, m.b = :n", "m", .m(["a": .n("1"), "b": .n("2.5"), "in": .m(["z": .s("new")])])),
        ("SET l[1] = :s", "l", .l([.s("0"), .s("new"), .s("2"), .s("3")])),
        ("SET l[9] = :s, l[7] = :n", "l", .l([.s("0"), .s("1"), .s("2"), .s("3"), .n("2.5"), .s("new")])),
        ("REMOVE l[0], l[2]", "l", .l([.s("1"), .s("3")])), ("REMOVE l[9]", "l", item["l"]),
        ("REMOVE l[0] SET l[1] = :s, l[4] = :n", "l", .l([.s("new"), .s("2"), .s("3"), .n("2.5")])),
        ("SET lm[1].v = :s REMOVE lm[0].v", "lm", .l([.m([:]), .m(["v": .s("new")])])),
        ("REMOVE s", "s", nil), ("REMOVE m.#in.z", "m", .m(["a": .n("1"), "in": .m([:])])),
        ("REMOVE m.q", "m", item["m"]),
        ("REMOVE q", "q", nil), ("ADD n :n", "n", .n("7.5")), ("ADD n :neg", "n", .n("0")),
        ("ADD q :n", "q", .n("2.5")),
        ("ADD ss :ss", "ss", .ss(["a", "b", "c"])), ("ADD ns :ns", "ns", .ns(["-1", "1", "2", "10"])),
        ("ADD bs :bs", "bs", .bs([[0], [1]])), ("ADD q :ss", "q", .ss(["a", "c"])),
        ("ADD m.a :n", "m", .m(["a": .n("3.5"), "in": .m(["z": .s("q")])])),
        ("ADD l[8] :n", "l", .l([.s("0"), .s("1"), .s("2"), .s("3"), .n("2.5")])),
        ("DELETE ss :ss", "ss", .ss(["b"])), ("DELETE ss :ssab", "ss", nil), ("DELETE ns :ns", "ns", .ns(["1"])),
        ("DELETE bs :bs", "bs", nil), ("DELETE q :ss", "q", nil),
        // Right-hand sides read the item as it was.
        ("SET s = n, n = s", "n", .s("x")), ("SET s = n, n = s", "s", .n("5")), ("REMOVE s SET q = s", "q", .s("x")),
        ("SET s = n ADD n :n", "s", .n("5")),
    ]

    @Test(arguments: changes) func actionsChangeTheItem(text: String, attribute: String, expected: Value?) throws {
        let names = text.contains("#in") ? ["#in": "in"] : nil
        let result = try update(text, names: names, values: Self.values).apply(to: Self.item)
        if let expected {
            let value = try #require(result[attribute])
            #expect(value.isSame(as: expected), "\(value)")
        } else {
            #expect(result[attribute] == nil)
        }
        #expect(result["pk"] != nil)
    }

    static let place = "The document path provided in the update expression is invalid for update"
    static let type = "An operand in the update expression has an incorrect data type"
    static let missing = "The provided expression refers to an attribute that does not exist in the item"
    static let overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range"

    // dynalite's updateItem tests record the first three, Alternator's the last.
    static let failures: [(String, String)] = [
        ("SET q.a = :s", place), ("SET q[1] = :s", place), ("SET s.a = :s", place), ("SET m[1] = :s", place),
        ("SET l.a = :s", place), ("REMOVE q.a", place), ("REMOVE s[1]", place), ("REMOVE m[1]", place),
        ("REMOVE l.a", place), ("DELETE s.a :ss", place), ("DELETE q[1] :ss", place), ("ADD q.a :n", place),
        ("ADD m[1] :ss", place), ("SET m.a.b = :s", place), ("SET q = s + :n", type), ("SET q = :n - m", type),
        ("SET q = list_append(s, :l)", type), ("SET q = list_append(ss, if_not_exists(f, :l))", type),
        ("ADD s :n", type), ("ADD n :ss", type), ("ADD ss :ns", type), ("ADD l :ss", type), ("DELETE n :ns", type),
        ("DELETE ss :ns", type), ("DELETE m.a :ss", type), ("DELETE l :ss", type), ("SET q = zz", missing),
        ("SET q = m.zz", missing), ("SET q = list_append(l, zz)", missing), ("SET q = zz + :n", missing),
        ("SET q = if_not_exists(yy, zz)", missing), ("SET q = l[9]", missing), ("SET q = :big + :big", overflow),
        ("SET q = zz, r.a = :s", missing),
    ]
    @Test(arguments: failures) func actionsThatDoNotSuitTheItem(text: String, words: String) {
        #expect(failure { _ = try update(text, values: Self.values).apply(to: Self.item) } == words)
    }

    static let names = ["#a": "a", "#c": "c", "#d": "[3]"]

    // dynalite, updateItem, in AWS's order of checks.
    static let refused: [RefusedExpression] = [
        .init(
            " set #x = :c set abOrt = size ",
            "Attribute name is a reserved keyword; reserved keyword: abOrt"),
        .init(" remove Absolute ", "Attribute name is a reserved keyword; reserved keyword: Absolute"),
        .init("set #x = if_not_exist(:c) set c = d", "Invalid function name; function: if_not_exist"),
        .init("set a = size(b)", "The function is not allowed in an update expression; function: size"),
        .init("set a = #x set c = :d", "The \"SET\" section can only be used once in an update expression;"),
        .init(
            "remove #x set a = b remove e",
            "The \"REMOVE\" section can only be used once in an update expression;"),
        .init(
            "add #x :e set a = b add e :f",
            "The \"ADD\" section can only be used once in an update expression;"),
        .init(
            "delete #x :e set a = b delete #x :f",
            "The \"DELETE\" section can only be used once in an update expression;"),
        .init(
            "SET #x = if_not_exists(:c)",
            "An expression attribute name used in the document path is not defined; attribute name: #x"),
        .init(
            "SET #a = if_not_exists(:c)",
            "An expression attribute value used in expression is not defined; attribute value: :c"),
        .init(
            "set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)",
            "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                + "path one: [c, [1], a], path two: [c]"),
        .init(
            "set #c[3].#d = a, #c[3] = a",
            "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                + "path one: [c, [3], [3]], path two: [c, [3]]"),
        .init(
            "set f = :x, f = :x",
            "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                + "path one: [f], path two: [f]", values: [":x": .n("1")]),
        .init(
            "set #c[3].#d = a, #c.#d[3] = if_not_exists(a)",
            "Two document paths conflict with each other; must remove or rewrite one of these paths; "
                + "path one: [c, [3], [3]], path two: [c, [3], [3]]"),
        .init(
            "remove a.#c set a[1] = #d",
            "Two document paths conflict with each other; must remove or rewrite one of these paths; "
                + "path one: [a, c], path two: [a, [1]]"),
        .init(
            "set b = list_append(:a, a), c = if_not_exists(a) add a.b :a",
            "Incorrect operand type for operator or function; operator: ADD, operand type: STRING",
            values: [":a": .s("a")]),
        .init(
            "set a = if_not_exists(c)",
            "Incorrect number of operands for operator or function; operator or function: if_not_exists, "
                + "number of operands: 1"),
        .init(
            "set a = list_append(c)",
            "Incorrect number of operands for operator or function; operator or function: list_append, "
                + "number of operands: 1"),
        .init(
            "set a = if_not_exists(:a, c)",
            "Operator or function requires a document path; operator or function: if_not_exists",
            values: [":a": .s("a")]),
        .init(
            "set a = if_not_exists(if_not_exists(a, b), c)",
            "Operator or function requires a document path; operator or function: if_not_exists"),
        .init("set a = ((b))", "The expression has redundant parentheses;"),
    ]
    @Test(arguments: refused) func updatesThatAreRefused(_ example: RefusedExpression) {
        let message = failure { _ = try update(example.text, names: Self.names, values: example.values) }
        #expect(message == "Invalid UpdateExpression: \(example.words)")
    }

    static let setOperators: [(String, Value, String)] = [
        ("delete", .s("a"), "STRING"), ("add", .null(true), "NULL"), ("delete", .null(true), "NULL"),
        ("add", .bool(false), "BOOLEAN"), ("delete", .bool(false), "BOOLEAN"), ("add", .b([97]), "BINARY"),
        ("delete", .b([97]), "BINARY"), ("add", .m(["a": .l([.n("1")])]), "MAP"), ("delete", .m([:]), "MAP"),
        ("add", .l([.n("1")]), "LIST"), ("delete", .l([.n("1")]), "LIST"), ("delete", .n("1"), "NUMBER"),
    ]
    @Test(arguments: setOperators) func addAndDeleteTakeNumbersAndSets(action: String, value: Value, type: String) {
        let message = failure { _ = try update("\(action) a.b :a", values: [":a": value]) }
        #expect(
            message == "Invalid UpdateExpression: Incorrect operand type for operator or function; "
                + "operator: \(action.uppercased()), operand type: \(type)")
    }

    @Test(arguments: [
        ("set a = list_append(:x, a)", "list_append", AttributeType.list), ("set a = a + :x", "+", .number),
        ("set a = :x - a", "-", .number), ("set a = if_not_exists(a, list_append(b, :x))", "list_append", .list),
    ])
    func functionsTakeValuesOfOneType(text: String, function: String, taken: AttributeType) {
        for (type, value) in ConditionBinderTests.one {
            let message = failure { _ = try update(text, values: [":x": value]) }
            let words =
                "Invalid UpdateExpression: Incorrect operand type for operator or function; "
                + "operator or function: \(function), operand type: \(type.rawValue)"
            #expect(message == (type == taken ? nil : words))
        }
    }

    @Test func keysCannotBeUpdated() throws {
        let words =
            "One or more parameter values were invalid: Cannot update attribute a. This attribute is part of the key"
        for text in [
            "set a = :v", "add a.b :v", "remove d set b = :v, a = :v", "delete b :s remove a", "set a = a.b + a[1]",
        ] {
            let values: [String: Value] = [":v": .n("1"), ":s": .ns(["1"])]
            #expect(failure { try update(text, values: values).checkKeys(["a"]) } == words)
            #expect(failure { try update(text, values: values).checkKeys(["x", "y"]) } == nil)
        }
    }

    @Test func whatChangedIsProjected() throws {
        let change = try update("SET m.a = :n, l[1] = :s, q = :s REMOVE s", values: Self.values)
        let new = try change.apply(to: Self.item)
        let shown = Projection(change.targets)
        #expect(same(shown.apply(to: Self.item), ["m": .m(["a": .n("1")]), "l": .l([.s("1")]), "s": .s("x")]))
        #expect(same(shown.apply(to: new), ["m": .m(["a": .n("2.5")]), "l": .l([.s("new")]), "q": .s("new")]))
    }

    @Test func typesAreKnownAhead() throws {
        let change = try update("set e = c[1], c = a + :n, d = if_not_exists(d, :s) add f :ss", values: Self.values)
        #expect(
            ["c", "d", "e", "f", "g"].map { change.knownType(of: $0) } == [.number, .string, nil, .stringSet, nil])
        #expect(change.paths.map(\.description) == ["[e]", "[c, [1]]", "[c]", "[a]", "[d]", "[d]", "[f]"])
    }
}
