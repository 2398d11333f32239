import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct AttributeValueValidationTests {
    static let invalid = "One or more parameter values were invalid: "

    /// A value, and how each wording refuses it. dynalite (updateItem) and dynamodb-conformance (valueLayers).
    static let refused: [(value: Value, older: String, current: String)] = [
        (.null(false), invalid + "Null attribute value types must have the value of true", ""),
        (.ss([]), invalid + "An string set  may not be empty", ""),
        (.ns([]), invalid + "An number set  may not be empty", ""),
        (.bs([]), invalid + "Binary sets should not be empty", ""),
        (
            .ss(["a", "a"]), invalid + "Input collection [a, a] contains duplicates.",
            invalid + "Input collection [\"a\", \"a\"] contains duplicates."
        ),
        (
            .ss(["b", "a", "b"]), invalid + "Input collection [b, a, b] contains duplicates.",
            invalid + "Input collection [\"a\", \"b\", \"b\"] contains duplicates."
        ),
        (
            .bs([[0xFF], [0], [0]]), invalid + "Input collection [/w==, AA==, AA==]of type BS contains duplicates.",
            invalid + "Input collection [\"AA==\",\"/w==\",\"AA==\"]of type BS contains duplicates."
        ),
        (
            .ns(["2", "1", "2.0"]), "Input collection contains duplicates",
            invalid + "Input collection contains duplicates."
        ),
        (
            .n(""), "The parameter cannot be converted to a numeric value",
            "The parameter cannot be converted to a numeric value: "
        ),
        (.n("b"), "The parameter cannot be converted to a numeric value: b", ""),
        (.n(" 1"), "The parameter cannot be converted to a numeric value:  1", ""),
        (.ns(["1", "b"]), "The parameter cannot be converted to a numeric value: b", ""),
        (
            .n("123456789012345678901234567890123456789"),
            "Attempting to store more than 38 significant digits in a Number", ""
        ),
        (
            .n("1e126"), "Number overflow. Attempting to store a number with magnitude larger than supported range", ""
        ),
        (
            .n("-1e-131"), "Number underflow. Attempting to store a number with magnitude smaller than supported range",
            ""
        ),
        (.m(["x": .l([.n("z")])]), "The parameter cannot be converted to a numeric value: z", ""),
        (.l([.m(["x": .ss([])])]), invalid + "An string set  may not be empty", ""),
    ]
    @Test(arguments: refused) func badValuesAreRefused(value: Value, older: String, current: String) {
        #expect(failure { _ = try value.validated() } == older)
        #expect(failure { _ = try value.validated(wording: .current) } == (current.isEmpty ? older : current))
        #expect(failure { _ = try Value.validated(["a": value, "b": .s("x")]) } == older)
    }

    static let taken: [(Value, Value)] = [
        (.s(""), .s("")), (.b([]), .b([])), (.ss([""]), .ss([""])), (.bs([[]]), .bs([[]])), (.n("1.0"), .n("1")),
        (.n("1E2"), .n("100")), (.n("007"), .n("7")), (.n("-0"), .n("0")),
        (.n("12345678901234567"), .n("12345678901234567")),
        (.ss(["b", "é", "a", "B"]), .ss(["B", "a", "b", "é"])), (.ns(["10", "9", "-1.50"]), .ns(["-1.5", "9", "10"])),
        (.bs([[2], [1, 0], [1]]), .bs([[1], [1, 0], [2]])),
        (.l([.n("1e1"), .m(["x": .n("0.10")])]), .l([.n("10"), .m(["x": .n("0.1")])])),
        (.l([]), .l([])), (.m([:]), .m([:])), (.null(true), .null(true)), (.bool(false), .bool(false)),
    ]
    @Test(arguments: taken) func goodValuesAreNormalised(value: Value, stored: Value) throws {
        #expect(try value.validated().isSame(as: stored))
    }

    // dynamodb-conformance, nestingDepth: the attribute is level 1; a leaf at level 32 is taken, at 33 not.
    @Test func nestingIsLimited() throws {
        func nested(_ levels: Int, _ wrap: (Value) -> Value) -> Value {
            (0..<levels).reduce(.s("leaf")) { value, _ in wrap(value) }
        }
        let words =
            "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit"
        for wrap: (Value) -> Value in [{ .m(["n": $0]) }, { .l([$0]) }] {
            #expect(failure { _ = try nested(31, wrap).validated() } == nil)
            #expect(failure { _ = try nested(32, wrap).validated() } == words)
            #expect(failure { _ = try nested(500, wrap).validated() } == words)
        }
    }

    @Test func theFirstBadAttributeByNameIsReported() {
        let item: Item = ["z": .n("z"), "b": .n("b"), "c": .ss([])]
        #expect(failure { _ = try Value.validated(item) } == "The parameter cannot be converted to a numeric value: b")
    }

    @Test func namesAreLimited() {
        func item(_ bytes: Int) -> Item { [String(repeating: "n", count: bytes): .s("")] }
        #expect(failure { _ = try Value.validated(item(65535)) } == nil)
        #expect(
            failure { _ = try Value.validated(item(65536)) }
                == Self.invalid + "Attribute name is too large, must be less than 65536 bytes")
    }
}

@Suite struct AttributeValueComparisonTests {
    static let ordered: [[Value]] = [
        [.s(""), .s("A"), .s("a"), .s("aa"), .s("é"), .s("\u{FFFF}"), .s("\u{10000}")],
        [.n("-2"), .n("-1"), .n("0"), .n("0.5"), .n("10"), .n("1e2")],
        [.b([]), .b([0]), .b([127]), .b([128]), .b([255])],
    ]

    @Test(arguments: ordered) func valuesOfOneTypeAreOrdered(values: [Value]) {
        for (index, left) in values.enumerated() {
            for (other, right) in values.enumerated() {
                let expected: ValueOrder = index == other ? .same : index < other ? .before : .after
                #expect(left.order(against: right) == expected)
                #expect(left.isSame(as: right) == (index == other))
            }
        }
    }

    @Test func otherValuesAreNot() {
        #expect(Value.s("1").order(against: .n("1")) == nil)
        #expect(Value.bool(true).order(against: .bool(false)) == nil)
        #expect(Value.ss(["a"]).order(against: .ss(["b"])) == nil)
        #expect(!Value.s("é").isSame(as: .s("e\u{301}")))
        #expect(!Value.ss(["1"]).isSame(as: .ns(["1"])))
        #expect(Value.m(["a": .l([.n("1")])]).isSame(as: .m(["a": .l([.n("1")])])))
        #expect(!Value.m(["a": .l([.n("1")])]).isSame(as: .m(["a": .l([.n("2")])])))
    }
}
