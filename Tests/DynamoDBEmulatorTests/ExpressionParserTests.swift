import DynamoDBEmulator
import Testing

/// Syntax errors: the token at fault and the text near it.
@Suite struct ExpressionParserTests {
    // Recorded from DynamoDB: by moto's authors (test_dynamodb_expressions.py), in issues of aws-cdk, floci,
    // dynamodb-admin, aws-sdk-java-v2, dazn-lambda-powertools, and by nubo-db/dynamodb-conformance.
    static let updates: [MisspelledExpression] = [
        .init("SET attrName = 3", "3", near: "= 3"), .init("SET attrName = 34", "34", near: "= 34"),
        .init("SET MyStr[ 3", "<EOF>", near: "3"), .init("SET MyStr[ 3 ", "<EOF>", near: "3 "),
        .init("SET MyStr[3 )", ")", near: "3 )"), .init("SET MyStr[3)", ")", near: "3)"),
        .init("SET 2", "2", near: "SET 2"), .init("2", "2", near: "2"), .init("SET )", ")", near: "SET )"),
        .init("SET ) 3", ")", near: "SET ) 3"), .init("SET MyStr = (:_val", "<EOF>", near: ":_val"),
        .init("SET MyStr = (:_val ", "<EOF>", near: ":_val "), .init("SET MyStr = [:_val", "[", near: "= [:_val"),
        .init("SET MyStr = [:_val  ", "[", near: "= [:_val"),
        .init("SET MyStr = (:_val + (:val2", "<EOF>", near: ":val2"),
        .init("SET MyStr = ):_val", ")", near: "= ):_val"), .init("SET MyStr = ]:_val", "]", near: "= ]:_val"),
        .init("SET MyStr = ):_val + :val2", ")", near: "= ):_val"),
        .init("RESET NonExistent", "RESET", near: "RESET NonExistent"),
        .init("RESET NonExistent value", "RESET", near: "RESET NonExistent"),
        .init("  RESET NonExistent value", "RESET", near: "  RESET NonExistent"),
        .init("RESET", "RESET", near: "RESET"),
        .init("SET a[0].b = 5", "5", near: "= 5"), .init("SET a [  2 ]. b = 5", "5", near: "= 5"),
        .init("SET a [2][ 3  ]. b = 5", "5", near: "= 5"), .init("SET a . b = 5", "5", near: "= 5"),
        .init("SET a [  [2] ]. b = 5", "[", near: "[  [2"), .init("SET a [2 1]. b = 5", "1", near: "2 1]"),
        .init("SET #a a = 5", "a", near: "#a a ="), .init("SET #a.a = 5", "5", near: "= 5"),
        .init("SET MyStr = NoExist + + :_val ", "+", near: "+ + :_val"),
        .init("SET MyStr = NoExist + - :_val ", "-", near: "+ - :_val"),
        .init("REMOVE NoExist + ", "+", near: "NoExist + "),
        .init("ADD attr val foobar", "val", near: "attr val foobar"),
        .init("ADD attr :val foobar", "foobar", near: ":val foobar"), .init("DELETE attr val", "val", near: "attr val"),
        .init("DELETE attr :val foobar", "foobar", near: ":val foobar"),
        .init("SET path = VALUE 1", "1", near: "VALUE 1"),
        .init("REMOVE if_not_exists(a,b)", "(", near: "if_not_exists(a"), .init("SET a = :v,", "<EOF>", near: ","),
        .init("SET attrName = _idid", "_", near: "= _idid"), .init("SET MyStr = myNum + 1", "1", near: "+ 1"),
        .init("SET MyStr = myNum Mystr2 myNum2", "Mystr2", near: "myNum Mystr2 myNum2"),
        .init("INVALID SYNTAX HERE", "INVALID", near: "INVALID SYNTAX"),
        .init("ADD hits : incr", ":", near: "hits : incr"),
        .init("REMOVE a, #, b", "#", near: ", #,"),
        .init("SET str_set bad_value", "bad_value", near: "str_set bad_value"),
        .init("a-b", "a", near: "a-"),
    ]

    @Test(arguments: updates) func updateErrorsQuoteTheToken(_ example: MisspelledExpression) {
        expect(example, .update) { _ = try update($0) }
    }

    static let conditions: [MisspelledExpression] = [
        .init("foo", "<EOF>", near: "foo"), .init("a-b", "-", near: "a-b"), .init("()", ")", near: "()"),
        .init("a = b AND NOT #a", "<EOF>", near: "#a"),
        .init("#x attribute_not_exists :c", "attribute_not_exists", near: "#x attribute_not_exists :c"),
        .init("x = tenantAgent:abc123-4", ":abc123", near: "tenantAgent:abc123-"),
        .init("a = :b and begins_with(b, G_M#)", "#", near: "G_M#)"), .init("a == :b", "=", near: "== :b"),
        .init("a = ", "<EOF>", near: "= "), .init("a > 4", "4", near: "> 4"), .init("a in b", "b", near: "in b"),
        .init("a in (b,c,)", ")", near: ",)"), .init("a > between", "between", near: "> between"),
        .init("size(a).b > a", ".", near: ").b"), .init("(size(a))[0] > a", "[", near: ")[0"),
        .init("a[01] = b", "1", near: "01]"), .init("a[-1] = b", "-", near: "[-1"), .init("ü > a", "ü", near: "ü >"),
        .init("a > :things.stuff", ".", near: ":things.stuff"), .init("(a = b", "<EOF>", near: "b"),
        .init("a = b)", ")", near: "b)"), .init("(a AND b = c)", "AND", near: "a AND b"),
        .init("a BETWEEN b OR c", "OR", near: "b OR c"), .init("a..b = c", ".", near: "..b"),
        .init("a = \"x\"", "\"", near: "= \"x"), .init("NOT", "<EOF>", near: "NOT"),
        .init("a <> ", "<EOF>", near: "<> "),
        .init("(a = b) = c", "=", near: ") = c"), .init("a = b c = d", "c", near: "b c ="),
    ]

    @Test(arguments: conditions) func conditionErrorsQuoteTheToken(_ example: MisspelledExpression) {
        for kind in [ExpressionKind.condition, .filter, .keyCondition] {
            expect(example, kind) { _ = try condition($0, kind: kind) }
        }
    }

    static let projections: [MisspelledExpression] = [
        .init("!!!", "!", near: "!!"), .init("dummy-id", "-", near: "dummy-id"),
        .init("#AMZN_MAPPED_2021-03-03", "-", near: "#AMZN_MAPPED_2021-0"), .init("a,", "<EOF>", near: ","),
        .init("a,,b", ",", near: ",,b"), .init("a..b", ".", near: "..b"), .init("a[b]", "b", near: "[b]"),
        .init("(a)", "(", near: "(a"), .init(":a", ":a", near: ":a"), .init("f(x)", "(", near: "f(x"),
        .init("a b", "b", near: "a b"), .init("a[1", "<EOF>", near: "1"), .init("a[]", "]", near: "[]"),
    ]

    @Test(arguments: projections) func projectionErrorsQuoteTheToken(_ example: MisspelledExpression) {
        expect(example, .projection) { _ = try projection($0) }
    }

    private func expect(_ example: MisspelledExpression, _ kind: ExpressionKind, _ parse: (String) throws -> Void) {
        let message = failure { try parse(example.text) }
        #expect(
            message == "Invalid \(kind.rawValue): Syntax error; token: \"\(example.token)\", near: \"\(example.near)\"")
    }

    @Test(arguments: ["\u{1}", "é", "a\u{301}", "\u{1F600}", "\u{0}"])
    func strangeCharactersAreTokensOfTheirOwn(text: String) {
        #expect(failure { _ = try condition(text) }?.hasPrefix("Invalid ConditionExpression: Syntax error;") == true)
    }

    @Test func emptyAndOversizedTextsAreRefused() throws {
        #expect(failure { _ = try condition("") } == "Invalid ConditionExpression: The expression can not be empty;")
        #expect(failure { _ = try update("") } == "Invalid UpdateExpression: The expression can not be empty;")
        let names = (0..<86).map { String(repeating: "a", count: 45) + String(100 + $0) }.joined(separator: ",")
        let fitting = String(names.prefix(4096))
        #expect(fitting.utf8.count == 4096)
        #expect(failure { _ = try projection(fitting) } == nil)
        #expect(
            failure { _ = try projection(String(names.prefix(4097))) }
                == "Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size; "
                + "expression size: 4097")
    }

    // The count in the message is recorded in ScyllaDB's Alternator tests (test_limits.py) and aws-sdk-js issue 3721.
    @Test func operatorsAreLimited() {
        let parts = Array(repeating: "a<b", count: 151).joined(separator: " or ")
        #expect(
            failure { _ = try condition(parts) }
                == "Invalid ConditionExpression: The expression contains too many operators; operator count: 301")
        let fitting = Array(repeating: "a<b", count: 150).joined(separator: " or ")
        #expect(failure { _ = try condition(fitting) } == nil)
    }

    @Test func membersOfInAreLimited() {
        func members(_ count: Int) -> String { "a IN (" + (0..<count).map { "b\($0)" }.joined(separator: ",") + ")" }
        #expect(failure { _ = try condition(members(100)) } == nil)
        #expect(
            failure { _ = try condition(members(101)) }
                == "Invalid ConditionExpression: The IN operator is provided with too many operands; "
                + "number of operands: 101")
    }

    @Test(arguments: [
        String(repeating: "(", count: 4096), String(repeating: "NOT ", count: 1024),
        String(repeating: "size(", count: 800), String(repeating: "NOT (", count: 800),
        String(repeating: "(a=b AND ", count: 450), "a" + String(repeating: "[1]", count: 1300) + "=b",
        String(repeating: "(", count: 1300) + "a" + String(repeating: ").b", count: 900) + "=c",
    ])
    func deepNestingIsRefusedWithoutTrapping(text: String) {
        #expect(failure { _ = try condition(text) } != nil)
        #expect(failure { _ = try update("SET a = " + text.prefix(4000)) } != nil)
    }
}
