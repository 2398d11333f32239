import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

/// The parameters from before expressions. Expected words are those of dynalite's tests (putItem, query, scan,
/// updateItem), recorded from DynamoDB.
@Suite struct LegacyTests {
    static let invalid = "One or more parameter values were invalid: "

    private static func filter(_ comparison: String, _ values: [Value]?) -> [String: DynamoDB.Condition] {
        ["a": DynamoDB.Condition(attributeValueList: values, comparisonOperator: .init(rawValue: comparison))]
    }

    static let counts: [(String, [Value]?)] =
        ["EQ", "NE", "LE", "LT", "GE", "GT", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH"].flatMap {
            [($0, nil), ($0, []), ($0, [.s("a"), .s("a")])]
        } + [
            ("IN", nil), ("BETWEEN", nil), ("NULL", [.s("a")]), ("NOT_NULL", [.s("a")]), ("NULL", [.s("a"), .s("a")]),
            ("BETWEEN", [.s("a"), .s("a"), .s("a")]), ("BETWEEN", [.s("a")]),
        ]
    @Test(arguments: counts) func argumentCounts(comparison: String, values: [Value]?) {
        let words = Self.invalid + "Invalid number of argument(s) for the \(comparison) ComparisonOperator"
        #expect(failure { _ = try Condition(filter: Self.filter(comparison, values), join: .all) } == words)
        #expect(failure { _ = try KeyCondition.parse(Self.filter(comparison, values)) } == words)
    }

    static let types: [([String], [AttributeType])] = [
        (["LT", "LE", "GT", "GE", "IN", "BETWEEN"], [.bool, .null, .stringSet, .numberSet, .binarySet, .map, .list]),
        (["CONTAINS", "NOT_CONTAINS"], [.stringSet, .numberSet, .binarySet, .map, .list]),
        (["BEGINS_WITH"], [.number, .bool, .null, .stringSet, .numberSet, .binarySet, .map, .list]),
    ]
    @Test(arguments: types) func argumentTypes(comparisons: [String], refused: [AttributeType]) {
        for comparison in comparisons {
            for (type, value) in ConditionBinderTests.one {
                let values = comparison == "BETWEEN" ? [value, value] : [value]
                let words =
                    Self.invalid
                    + "ComparisonOperator \(comparison) is not valid for \(type.rawValue) AttributeValue type"
                let message = failure { _ = try Condition(filter: Self.filter(comparison, values), join: .all) }
                #expect(message == (refused.contains(type) ? words : nil))
            }
        }
    }

    static let lists: [(String, [Value], String)] = [
        ("IN", [.s("b"), .n("1")], invalid + "AttributeValues inside AttributeValueList must be of same type"),
        (
            "BETWEEN", [.s("b"), .s("a")],
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"
        ),
        ("EQ", [.ss([])], invalid + "An string set  may not be empty"),
        ("IN", [.n("1"), .n("b")], "The parameter cannot be converted to a numeric value: b"),
    ]
    @Test(arguments: lists) func argumentValues(comparison: String, values: [Value], words: String) {
        #expect(failure { _ = try Condition(filter: Self.filter(comparison, values), join: .all) } == words)
    }

    static let meanings: [(String, [Value], Bool)] = [
        ("EQ", [.s("m")], true), ("EQ", [.s("n")], false), ("NE", [.s("n")], true), ("NE", [.n("1")], true),
        ("LT", [.s("n")], true), ("LE", [.s("m")], true), ("GT", [.s("m")], false), ("GE", [.s("m")], true),
        ("IN", [.s("x"), .s("m")], true), ("IN", [.s("x")], false), ("BETWEEN", [.s("a"), .s("z")], true),
        ("BETWEEN", [.s("n"), .s("z")], false), ("NULL", [], false), ("NOT_NULL", [], true),
        ("CONTAINS", [.s("m")], true),
        ("NOT_CONTAINS", [.s("m")], false), ("NOT_CONTAINS", [.n("1")], true), ("BEGINS_WITH", [.s("")], true),
        ("BEGINS_WITH", [.s("x")], false), ("EQ", [.bool(true)], false),
    ]
    @Test(arguments: meanings) func operatorsMean(comparison: String, values: [Value], holds: Bool) throws {
        let condition = try Condition(filter: Self.filter(comparison, values), join: .all)
        #expect(condition.holds(for: ["a": .s("m")]) == holds)
    }

    @Test func conditionsAreJoined() throws {
        let filter: [String: DynamoDB.Condition] = [
            "a": .init(attributeValueList: [.s("1")], comparisonOperator: .init(rawValue: "EQ")),
            "b": .init(attributeValueList: [.s("2")], comparisonOperator: .init(rawValue: "EQ")),
        ]
        let item: Item = ["a": .s("1"), "b": .s("x")]
        #expect(try Condition(filter: filter, join: .any).holds(for: item))
        #expect(try !Condition(filter: filter, join: .all).holds(for: item))
        #expect(try Condition(filter: [:], join: .any).holds(for: item))
        #expect(try LegacyJoin(nil, joining: nil) == .all)
        #expect(try LegacyJoin(.init(rawValue: "OR"), joining: 2) == .any)
        #expect(
            failure { _ = try LegacyJoin(.init(rawValue: "OR"), joining: 1) }
                == "ConditionalOperator can only be used when Filter or Expected has two or more elements")
        #expect(
            failure { _ = try LegacyJoin(.init(rawValue: "AND"), joining: nil) }
                == "ConditionalOperator cannot be used without Filter or Expected")
    }

    private static let lessThan = DynamoDB.ComparisonOperator(rawValue: "LT")

    static let expectations: [(DynamoDB.ExpectedAttributeValue, String)] = [
        (.init(), invalid + "Value must be provided when Exists is null for Attribute: a"),
        (.init(exists: true), invalid + "Value must be provided when Exists is true for Attribute: a"),
        (.init(value: .s("a"), exists: false), invalid + "Value cannot be used when Exists is false for Attribute: a"),
        (
            .init(comparisonOperator: lessThan),
            invalid + "Value or AttributeValueList must be used with ComparisonOperator: LT for Attribute: a"
        ),
        (
            .init(exists: true, comparisonOperator: lessThan),
            invalid + "Exists and ComparisonOperator cannot be used together for Attribute: a"
        ),
        (
            .init(value: .s("a"), comparisonOperator: lessThan, attributeValueList: [.s("a")]),
            invalid + "Value and AttributeValueList cannot be used together for Attribute: a"
        ),
        (
            .init(attributeValueList: [.s("a")]),
            invalid + "AttributeValueList can only be used with a ComparisonOperator for Attribute: a"
        ),
        (
            .init(exists: true, attributeValueList: [.s("a")]),
            invalid + "AttributeValueList can only be used with a ComparisonOperator for Attribute: a"
        ),
        (
            .init(comparisonOperator: .init(rawValue: "EQ"), attributeValueList: []),
            invalid + "Invalid number of argument(s) for the EQ ComparisonOperator"
        ),
        (
            .init(value: .s("a"), comparisonOperator: .init(rawValue: "NULL")),
            invalid + "Invalid number of argument(s) for the NULL ComparisonOperator"
        ),
        (
            .init(value: .s("a"), comparisonOperator: .init(rawValue: "BETWEEN")),
            invalid + "Invalid number of argument(s) for the BETWEEN ComparisonOperator"
        ),
        (.init(value: .n("x")), "The parameter cannot be converted to a numeric value: x"),
    ]
    @Test(arguments: expectations) func expectationsThatAreRefused(
        expected: DynamoDB.ExpectedAttributeValue, words: String
    ) {
        #expect(failure { _ = try Condition(expected: ["a": expected], join: .all) } == words)
    }

    static let met: [(DynamoDB.ExpectedAttributeValue, Bool)] = [
        (.init(value: .n("5.0")), true), (.init(value: .n("5"), exists: true), true), (.init(value: .n("6")), false),
        (.init(exists: false), false), (.init(comparisonOperator: .init(rawValue: "NOT_NULL")), true),
        (.init(comparisonOperator: .init(rawValue: "NULL")), false),
        (.init(value: .n("6"), comparisonOperator: lessThan), true),
        (.init(comparisonOperator: .init(rawValue: "IN"), attributeValueList: [.n("1"), .n("5")]), true),
    ]
    @Test(arguments: met) func expectationsHold(expected: DynamoDB.ExpectedAttributeValue, holds: Bool) throws {
        #expect(try Condition(expected: ["a": expected], join: .all).holds(for: ["a": .n("5")]) == holds)
    }

    @Test func keyConditionsAreThoseOfExpressions() throws {
        let conditions = try KeyCondition.parse([
            "b": .init(attributeValueList: [.n("1.0"), .n("2")], comparisonOperator: .init(rawValue: "BETWEEN")),
            "a": .init(attributeValueList: [.s("x")], comparisonOperator: .init(rawValue: "EQ")),
        ])
        #expect(conditions == [KeyCondition("a", .equal(.s("x"))), KeyCondition("b", .between(.n("1"), .n("2")))])
        for comparison in ["NULL", "NE", "CONTAINS", "IN"] {
            let conditions = try KeyCondition.parse(Self.filter(comparison, comparison == "NULL" ? [] : [.s("x")]))
            #expect(
                failure { _ = try KeyQuery(conditions, on: KeyQueryTests.simple) }
                    == "Attempted conditional constraint is not an indexable operation")
        }
    }

    static let updates: [(String?, Value?, String)] = [
        (nil, nil, invalid + "Only DELETE action is allowed when no attribute value is specified"),
        ("ADD", nil, invalid + "Only DELETE action is allowed when no attribute value is specified"),
        ("DELETE", .s("1"), invalid + "DELETE action with value is not supported for the type S"),
        ("DELETE", .n("1"), invalid + "DELETE action with value is not supported for the type N"),
        ("DELETE", .l([]), invalid + "DELETE action with value is not supported for the type L"),
        ("ADD", .s("1"), invalid + "ADD action is not supported for the type S"),
        ("ADD", .b([98]), invalid + "ADD action is not supported for the type B"),
        ("ADD", .m([:]), invalid + "ADD action is not supported for the type M"),
        ("PUT", .ss([]), invalid + "An string set  may not be empty"),
    ]
    @Test(arguments: updates) func updatesThatAreRefused(action: String?, value: Value?, words: String) {
        let change = DynamoDB.AttributeValueUpdate(value: value, action: action.map { .init(rawValue: $0) })
        #expect(failure { _ = try Update(attributeUpdates: ["a": change]) } == words)
    }

    private func apply(_ action: String?, _ value: Value?, to attribute: Value?) throws -> Value? {
        let change = DynamoDB.AttributeValueUpdate(value: value, action: action.map { .init(rawValue: $0) })
        return try Update(attributeUpdates: ["a": change]).apply(to: attribute.map { ["a": $0] } ?? [:])["a"]
    }

    @Test func updatesChangeWholeAttributes() throws {
        #expect(try apply(nil, .s("x"), to: .n("1"))?.isSame(as: .s("x")) == true)
        #expect(try apply("ADD", .n("5"), to: .n("1"))?.isSame(as: .n("6")) == true)
        #expect(try apply("ADD", .l([.n("1")]), to: .l([.s("a")]))?.isSame(as: .l([.s("a"), .n("1")])) == true)
        #expect(try apply("ADD", .l([.n("1")]), to: nil)?.isSame(as: .l([.n("1")])) == true)
        #expect(try apply("DELETE", .ns(["1", "4"]), to: .ns(["1", "2", "3"]))?.isSame(as: .ns(["2", "3"])) == true)
        #expect(try apply("DELETE", nil, to: .s("x")) == nil)
        #expect(try apply("DELETE", .ss(["a"]), to: nil) == nil)
        for (action, value, attribute): (String, Value, Value) in [
            ("DELETE", .ns(["1"]), .ss(["1"])), ("ADD", .ns(["1"]), .ss(["1"])), ("ADD", .n("1"), .ns(["1"])),
            ("ADD", .l([]), .s("x")), ("DELETE", .ns(["1"]), .n("1")),
        ] {
            #expect(failure { _ = try apply(action, value, to: attribute) } == "Type mismatch for attribute to update")
        }
    }
}

@Suite struct ParameterStylesTests {
    private static func query(
        key: String? = nil, filter: String? = nil, projection: String? = nil, legacy: Set<String> = []
    ) -> ParameterStyles {
        ParameterStyles(
            expressions: [(.projection, projection), (.filter, filter), (.keyCondition, key)],
            legacy: ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"].map {
                ($0, legacy.contains($0))
            })
    }

    private static let mixed = "Can not use both expression and non-expression parameters in the same request: "

    @Test func bothWaysAtOnceAreRefused() {
        let all: Set = ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"]
        #expect(
            failure {
                try Self.query(key: "", filter: "", projection: "", legacy: all).check(hasNames: true, hasValues: true)
            }
                == Self.mixed
                + "Non-expression parameters: {AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions} "
                + "Expression parameters: {ProjectionExpression, FilterExpression, KeyConditionExpression}")
        #expect(
            failure { try Self.query(filter: "", projection: "", legacy: all).check(hasNames: true, hasValues: true) }
                == Self.mixed + "Non-expression parameters: {AttributesToGet, QueryFilter, ConditionalOperator} "
                + "Expression parameters: {ProjectionExpression, FilterExpression}")
        #expect(
            failure { try Self.query(filter: "", legacy: ["KeyConditions"]).check(hasNames: true, hasValues: true) }
                == nil)
    }

    @Test func placeholdersNeedExpressions() {
        #expect(
            failure { try Self.query().check(hasNames: true, hasValues: true) }
                == "ExpressionAttributeNames can only be specified when using expressions")
        #expect(
            failure { try Self.query(projection: "a").check(hasNames: true, hasValues: true) }
                == "ExpressionAttributeValues can only be specified when using expressions: "
                + "FilterExpression and KeyConditionExpression are null")
        let put = ParameterStyles(expressions: [(.condition, nil)], legacy: [("Expected", true)])
        #expect(
            failure { try put.check(hasNames: false, hasValues: true) }
                == "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null"
        )
        #expect(
            failure { try put.check(hasNames: false, hasValues: true, wording: .current) }
                == "ExpressionAttributeValues can only be specified when using expressions")
        let get = ParameterStyles(expressions: [(.projection, "a")], legacy: [])
        #expect(failure { try get.check(hasNames: true, hasValues: true) } == nil)
    }
}
