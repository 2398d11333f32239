import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct KeyConditionTests {
    private static let values: [String: Value] = [":a": .s("1"), ":b": .s("2")]

    private func parse(_ text: String) throws -> [KeyCondition] {
        var context = try ExpressionContext(names: nil, values: Self.values)
        return try KeyCondition.parse(text, in: &context)
    }

    static let parsed: [(String, [KeyCondition])] = [
        ("a = :a", [KeyCondition("a", .equal(.s("1")))]),
        ("a = :a and b > :b", [KeyCondition("a", .equal(.s("1"))), KeyCondition("b", .greater(.s("2")))]),
        (":b > b and (a = :a)", [KeyCondition("b", .less(.s("2"))), KeyCondition("a", .equal(.s("1")))]),
        ("(:b <= b)", [KeyCondition("b", .greaterOrEqual(.s("2")))]),
        (":a < b", [KeyCondition("b", .greater(.s("1")))]),
        (":a >= b", [KeyCondition("b", .lessOrEqual(.s("1")))]), ("b < :a", [KeyCondition("b", .less(.s("1")))]),
        ("b between :a and :b", [KeyCondition("b", .between(.s("1"), .s("2")))]),
        ("begins_with(b, :a)", [KeyCondition("b", .beginsWith(.s("1")))]),
        ("b >= :a AND (a = :b)", [KeyCondition("b", .greaterOrEqual(.s("1"))), KeyCondition("a", .equal(.s("2")))]),
    ]
    @Test(arguments: parsed) func conditionsOnKeys(text: String, conditions: [KeyCondition]) throws {
        #expect(try parse(text) == conditions)
    }

    // dynalite, query.
    static let refused: [(String, String)] = [
        ("attribute_type(a, :t)", "Invalid operator used in KeyConditionExpression: attribute_type"),
        ("a > b and size(b) > c or a > c", "Invalid operator used in KeyConditionExpression: OR"),
        ("a in (b, size(c), d)", "Invalid operator used in KeyConditionExpression: IN"),
        ("attribute_exists(a)", "Invalid operator used in KeyConditionExpression: attribute_exists"),
        ("attribute_not_exists(a)", "Invalid operator used in KeyConditionExpression: attribute_not_exists"),
        ("contains(a.d, b)", "Invalid operator used in KeyConditionExpression: contains"),
        ("not a > b", "Invalid operator used in KeyConditionExpression: NOT"),
        ("not not a > b", "Invalid operator used in KeyConditionExpression: NOT"),
        ("a <> b", "Invalid operator used in KeyConditionExpression: <>"),
        (
            ":a between size(b) and size(a) and b > :b",
            "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand"
        ),
        (
            "begins_with(:a, b) and a > :b",
            "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute "
                + "as its first operand"
        ),
        ("size(b) > a AND a.b > b AND b > c", "KeyConditionExpressions cannot contain nested operations"),
        ("a > size(b.d)", "KeyConditionExpressions cannot contain nested operations"),
        ("a between size(b) and size(a)", "KeyConditionExpressions cannot contain nested operations"),
        ("b > a.b", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
        (
            "b between c[1] and d",
            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"
        ),
        (
            "a between b and size(a)",
            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"
        ),
        (
            "begins_with(a, b)",
            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"
        ),
        ("b.d > a AND c.d > e.f", "KeyConditionExpressions cannot have conditions on nested attributes"),
        ("a.d > c", "KeyConditionExpressions cannot have conditions on nested attributes"),
        ("b[0] > a", "KeyConditionExpressions cannot have conditions on nested attributes"),
        (":b > :a AND a < :b", "Invalid condition in KeyConditionExpression: No key attribute specified"),
        ("b > :a AND b < :a and c = :a and d = :a", "KeyConditionExpressions must only contain one condition per key"),
        (
            "(a > :a and b > :a) and (b > :a and c > :a)",
            "KeyConditionExpressions must only contain one condition per key"
        ),
    ]
    @Test(arguments: refused) func conditionsThatNoKeyAnswers(text: String, words: String) {
        var values = Self.values
        values[":t"] = .s("S")
        let message = failure {
            var context = try ExpressionContext(names: nil, values: values)
            _ = try KeyCondition.parse(text, in: &context)
        }
        #expect(message == words)
    }
}

@Suite struct KeyQueryTests {
    static let table = KeySchema(partition: [KeyAttribute("a", .string)], sort: [KeyAttribute("b", .number)])
    static let simple = KeySchema(partition: [KeyAttribute("a", .string)])
    static let wide = KeySchema(
        partition: [KeyAttribute("p", .string), KeyAttribute("q", .number)],
        sort: [KeyAttribute("r", .string), KeyAttribute("s", .string)])

    static let schemaType =
        "One or more parameter values were invalid: Condition parameter type does not match schema type"

    // dynalite (query) and dynamodb-conformance (queryKeyConditionOperands).
    static let refused: [(KeySchema, [KeyCondition], String)] = [
        (table, [KeyCondition("z", .equal(.n("1")))], "Query condition missed key schema element: a"),
        (table, [KeyCondition("b", .equal(.n("1")))], "Query condition missed key schema element: a"),
        (
            table, [KeyCondition("a", .equal(.s("1"))), KeyCondition("c", .equal(.s("1")))],
            "Query condition missed key schema element: b"
        ),
        (table, [KeyCondition("a", .less(.s("1")))], "Query key condition not supported"),
        (table, [KeyCondition("a", .equal(.n("1")))], schemaType),
        (table, [KeyCondition("a", .equal(.s("1"))), KeyCondition("b", .equal(.bool(true)))], schemaType),
        (table, [KeyCondition("a", .equal(.s("1"))), KeyCondition("b", .beginsWith(.s("1")))], schemaType),
        (
            simple, [KeyCondition("a", .equal(.s("1"))), KeyCondition("b", .equal(.s("1")))],
            "Query key condition not supported"
        ),
        (table, [], "Conditions can be of length 1 or 2 only"),
        (
            table, ["a", "b", "c"].map { KeyCondition($0, .equal(.s("1"))) }, "Conditions can be of length 1 or 2 only"
        ),
        (wide, [KeyCondition("p", .equal(.s("1")))], "Query condition missed key schema element: q"),
        (
            wide,
            [
                KeyCondition("p", .equal(.s("1"))), KeyCondition("q", .equal(.n("1"))),
                KeyCondition("s", .equal(.s("1"))),
            ], "Query condition missed key schema element: r"
        ),
        (
            wide,
            [
                KeyCondition("p", .equal(.s("1"))), KeyCondition("q", .equal(.n("1"))),
                KeyCondition("r", .less(.s("1"))),
                KeyCondition("s", .equal(.s("1"))),
            ], "Query key condition not supported"
        ),
    ]
    @Test(arguments: refused) func conditionsMustFitTheKey(schema: KeySchema, conditions: [KeyCondition], words: String)
    {
        #expect(failure { _ = try KeyQuery(conditions, on: schema) } == words)
    }

    @Test func rangesHoldTheRowsAskedFor() throws {
        func row(_ partition: String, _ sort: String) -> [UInt8] {
            KeyEncoding.key(prefix: [7], partition: [.s(partition)], sort: [.n(sort)])
        }
        let equal = KeyCondition("a", .equal(.s("x")))
        let all = try KeyQuery([equal], on: Self.table).range(prefix: [7])
        #expect(all.contains(row("x", "-5")) && all.contains(row("x", "1e100")) && !all.contains(row("y", "0")))
        let some = try KeyQuery([KeyCondition("b", .between(.n("1"), .n("2.5"))), equal], on: Self.table).range(
            prefix: [7])
        #expect(
            ["0.99", "1", "2", "2.5", "2.51"].map { some.contains(row("x", $0)) } == [false, true, true, true, false])
    }

    @Test func sortAttributesBeforeTheLastAreEqual() throws {
        func row(_ r: String, _ s: String) -> [UInt8] {
            KeyEncoding.key(prefix: [7], partition: [.s("1"), .n("2")], sort: [.s(r), .s(s)])
        }
        let query = try KeyQuery(
            [
                KeyCondition("q", .equal(.n("2"))), KeyCondition("p", .equal(.s("1"))),
                KeyCondition("s", .greater(.s("m"))),
                KeyCondition("r", .equal(.s("x"))),
            ], on: Self.wide)
        let range = query.range(prefix: [7])
        #expect(range.contains(row("x", "n")) && !range.contains(row("x", "m")) && !range.contains(row("y", "n")))
    }
}
