import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

/// What is wrong with conditions that are grammatical. Expected words are those that dynalite's tests recorded from
/// DynamoDB (scan, query), in AWS's order of checks.
@Suite struct ConditionBinderTests {
    private func expect(_ example: RefusedExpression) {
        for kind in [ExpressionKind.filter, .condition, .keyCondition] {
            let message = failure {
                _ = try condition(example.text, kind: kind, names: ["#a": "a"], values: example.values)
            }
            #expect(message == "Invalid \(kind.rawValue): \(example.words)")
        }
    }

    @Test(arguments: [
        "a=a and a > ((views))", "(a)between(((b.c)).d)and(c)", "a > whatever((:things), ((a)))",
        "a=a AND ((a=a AND a=a)) AND a=a", "a=a OR ((a=a OR a=a)) OR a=a", "a=a AND ((a=a AND (a=a AND a=a)))",
        "a=a OR ((a=a OR (a=a OR a=a)))", "((attribute_not_exists(a)))", "((a = b))", "NOT ((a = b))",
    ])
    func redundantParentheses(text: String) {
        expect(RefusedExpression(text, "The expression has redundant parentheses;"))
    }

    @Test(arguments: [
        "(a) = b", "(a = b)", "((a) = b)", "((size(a)) = :v)", "(size(a)) = :v", "((a=b) OR (a=c))", "(a).b = c",
        "((a).b) = c", "(a)between(b.c.d)and(c)", "not (a = b)", "NOT a = b AND NOT (b = c OR c = d)", "a[0][1].b = c",
        "a . b [ 0 ] = c", "A = b", "contains (a, b)", "size(a)>size(b)", "a between b and c and d = e",
        "a\tIN\n(b\r,c)", "NOT NOT a = b", "#a = b", "a = :v or :v = b",
    ])
    func wellFormed(text: String) {
        #expect(failure { _ = try condition(text, names: ["#a": "x"], values: [":v": .n("1")]) } == nil)
    }

    static let functions: [RefusedExpression] = [
        .init("a=a and whatever((:things)) > a", "Invalid function name; function: whatever"),
        .init("attRIbute_exIsts((views), #a)", "Invalid function name; function: attRIbute_exIsts"),
        .init("SIZE(a) > b", "Invalid function name; function: SIZE"),
        .init(
            "if_not_exists(a, b) = c", "The function is not allowed in a condition expression; function: if_not_exists"),
        .init("list_append(a, b) = c", "The function is not allowed in a condition expression; function: list_append"),
    ]
    @Test(arguments: functions) func unknownFunctions(_ example: RefusedExpression) { expect(example) }

    static let misuses: [(String, String)] = [
        ("a=a and attribute_exists((views), (#a)) > b", "attribute_exists"),
        ("attribute_not_exists(things) > b", "attribute_not_exists"),
        ("attribute_type(things, :a) > b", "attribute_type"),
        ("begins_with(things, a) > b", "begins_with"), ("contains(:things, c) > b", "contains"),
        ("size(contains(a, b)) > a", "contains"), ("size(things)", "size"),
        ("a between b and attribute_exists(things)", "attribute_exists"),
        ("a in (b, attribute_exists(things))", "attribute_exists"), ("contains(a, contains(b, c))", "contains"),
        ("a = b AND (size(c))", "size"), ("NOT size(c)", "size"),
    ]
    @Test(arguments: misuses) func functionsOutOfPlace(text: String, function: String) {
        let words = "The function is not allowed to be used this way in an expression; function: \(function)"
        expect(RefusedExpression(text, words))
    }

    @Test(arguments: [
        ("attribute_exists(views, #a)", "views"), (":a < abOrT", "abOrT"), ("a.name = b", "name"),
        ("Status = :s", "Status"), ("size(data) > b", "data"),
    ])
    func reservedWords(text: String, word: String) {
        expect(RefusedExpression(text, "Attribute name is a reserved keyword; reserved keyword: \(word)"))
    }

    @Test(arguments: [
        ("attribute_exists(#Pictures.RearView, :a) and a=a", "#Pictures"),
        ("begins_with(Pictures.#RearView)", "#RearView"),
        ("(#P between :lo and :hi) and (#PC in (:cat1, :cat2))", "#P"), ("#4g > a", "#4g"), ("#_ > a", "#_"),
        ("(a)between(b.c[45].#d)and(:a)", "#d"),
    ])
    func undefinedNames(text: String, name: String) {
        let words = "An expression attribute name used in the document path is not defined; attribute name: \(name)"
        expect(RefusedExpression(text, words))
    }

    @Test(arguments: [("begins_with(:hello, #a, #b)", ":hello"), (":a < :b", ":a"), (":_ > a", ":_")])
    func undefinedValues(text: String, value: String) {
        let words = "An expression attribute value used in expression is not defined; attribute value: \(value)"
        expect(RefusedExpression(text, words))
    }

    @Test(arguments: [
        ("attribute_exists(things, a) and a=a", "attribute_exists", 2),
        ("attribute_not_exists(things, b)", "attribute_not_exists", 2), ("attribute_type(things)", "attribute_type", 1),
        ("begins_with(things)", "begins_with", 1), ("begins_with(things, size(a), b)", "begins_with", 3),
        ("contains(things)", "contains", 1), ("size(things, a) > b", "size", 2),
    ])
    func operandCounts(text: String, function: String, count: Int) {
        let words =
            "Incorrect number of operands for operator or function; operator or function: \(function), "
            + "number of operands: \(count)"
        expect(RefusedExpression(text, words))
    }

    static let one: [AttributeType: Value] = [
        .number: .n("1"), .binary: .b([97]), .bool: .bool(true), .null: .null(true), .list: .l([]), .map: .m([:]),
        .stringSet: .ss(["1"]), .numberSet: .ns(["1"]), .binarySet: .bs([[97]]), .string: .s("1"),
    ]

    static let operandTypes: [(text: String, function: String, types: [AttributeType])] = [
        (
            "attribute_type(a, :a)", "attribute_type",
            [.number, .binary, .bool, .null, .list, .map, .stringSet, .numberSet, .binarySet]
        ),
        ("attribute_type(a, size(a)) and a=a and a=:a", "attribute_type", [.number]),
        ("begins_with(a, size(a)) and a=:a", "begins_with", [.number]),
        (
            "begins_with(a, :a)", "begins_with",
            [.number, .bool, .null, .list, .map, .stringSet, .numberSet, .binarySet]
        ),
        (
            "begins_with(:a, a)", "begins_with",
            [.number, .bool, .null, .list, .map, .stringSet, .numberSet, .binarySet]
        ),
        ("size(size(a)) > :a", "size", [.number]), ("attribute_not_exists(size(:a))", "size", [.number]),
        ("size(:a) > a", "size", [.bool, .null]), ("a < :a", "<", [.bool, .null, .list, .map, .stringSet]),
        (":a >= a", ">=", [.bool, .binarySet]), ("a BETWEEN :a AND :a", "BETWEEN", [.bool, .map]),
    ]
    @Test(arguments: operandTypes) func operandsOfTheWrongType(text: String, function: String, types: [AttributeType]) {
        for type in types {
            let words =
                "Incorrect operand type for operator or function; operator or function: \(function), "
                + "operand type: \(type.rawValue)"
            expect(RefusedExpression(text, words, values: [":a": Self.one[type] ?? .null(true)]))
        }
    }

    @Test(arguments: ["a = :a", "a <> :a", "a IN (:a)", "contains(a, :a)", "contains(:a, a)"])
    func operatorsOfAnyType(text: String) {
        for value in Self.one.values { #expect(failure { _ = try condition(text, values: [":a": value]) } == nil) }
    }

    static let others: [RefusedExpression] = [
        .init(
            "attribute_type(a, :a)",
            "Invalid attribute type name found; type: 1, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
            values: [":a": .s("1")]),
        .init(
            "attribute_exists(:a) and a=a",
            "Operator or function requires a document path; operator or function: attribute_exists",
            values: [":a": .s("1")]),
        .init(
            "attribute_not_exists(size(:a))",
            "Operator or function requires a document path; operator or function: attribute_not_exists",
            values: [":a": .s("1")]),
        .init(
            "a between :b and :a",
            "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: "
                + "AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}",
            values: [":a": .s("a"), ":b": .n("1")]),
        .init(
            "a between :b and :a",
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound "
                + "operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}",
            values: [":a": .s("a"), ":b": .s("b")]),
        .init("a[99999999999] = :a", "List index is not within the allowable range; index: [99999999999]"),
    ]
    @Test(arguments: others) func otherOperandRules(_ example: RefusedExpression) { expect(example) }

    @Test(arguments: [
        ("a = a AND #a = b AND :views > a", "=", "[a]"), ("#a <> a", "<>", "[a]"), ("a > #a", ">", "[a]"),
        ("((a=a) OR (a=a))", "=", "[a]"), ("((a=a) AND (a=a))", "=", "[a]"),
        ("contains(ab.bc[1].a, ab.bc[1].#a)", "contains", "[ab, bc, [1], a]"),
        ("attribute_type(ab.bc[1].#a, ab.bc[1].a)", "attribute_type", "[ab, bc, [1], a]"),
        ("begins_with(ab.bc[1].a, ab.bc[1].#a)", "begins_with", "[ab, bc, [1], a]"),
    ])
    func distinctOperands(text: String, operation: String, path: String) {
        let words =
            "The first operand must be distinct from the remaining operands for this operator or function; "
            + "operator: \(operation), first operand: \(path)"
        expect(RefusedExpression(text, words))
    }

    // dynamodb-conformance, queryKeyCondition: clauses are checked in the order they are written.
    static let orders: [RefusedExpression] = [
        .init(
            "pk = :missing AND begins_with(sk, :n)",
            "An expression attribute value used in expression is not defined; attribute value: :missing",
            values: [":n": .n("1")]),
        .init(
            "begins_with(sk, :n) AND pk = :missing",
            "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
            values: [":n": .n("1")]),
    ]
    @Test(arguments: orders) func clausesAreCheckedInTheirOrder(_ example: RefusedExpression) { expect(example) }
}
