import AWSCore
import Testing

/// The expected words are those that AWS answered with, as public test suites recorded them.
@Suite struct ConstraintCheckTests {
    static let key = StructureSchema(
        "KeySchemaElement",
        [
            Member("AttributeName", .string(StringConstraints(length: Bounds(min: 1, max: 255))), .required),
            Member("KeyType", .string(StringConstraints(values: ["HASH", "RANGE"])), .required),
        ])
    static let schema = StructureSchema(
        "Input",
        [
            Member(
                "TableName",
                .string(StringConstraints(length: Bounds(min: 3, max: 8), pattern: "[a-zA-Z0-9_.-]+")), .required),
            Member("Limit", .integer(.integer, Bounds(min: 1, max: 100))),
            Member("KeySchema", .list(ListShape(.structure { key }, bounds: Bounds(min: 1, max: 2)))),
            Member("Names", .list(ListShape(.string(StringConstraints(length: Bounds(min: 1, max: 3)))))),
            Member(
                "RequestItems",
                .map(
                    MapShape(
                        key: .string(StringConstraints(length: Bounds(min: 3, max: 255), pattern: "[a-z]+")),
                        .list(ListShape(.structure { key }, bounds: Bounds(min: 1, max: 25)))))),
            Member("Secret", .string(StringConstraints(length: Bounds(min: 2))), .sensitive),
            Member(
                "ReturnValues",
                .string(StringConstraints(values: ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"]))),
        ])

    static let table: [(Document, String?)] = [
        (["TableName": "abc", "Limit": 1, "Names": ["a"]], nil),
        (
            [:],
            "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null"
        ),
        (
            ["TableName": "a;"],
            "2 validation errors detected: Value 'a;' at 'tableName' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 3; Value 'a;' at 'tableName' failed to satisfy "
                + "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
        ),
        (
            ["TableName": "abcdefghi"],
            "1 validation error detected: Value 'abcdefghi' at 'tableName' failed to satisfy constraint: "
                + "Member must have length less than or equal to 8"
        ),
        (
            ["TableName": "abc", "Limit": 0],
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 1"
        ),
        (
            ["TableName": "abc", "Limit": 101],
            "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: "
                + "Member must have value less than or equal to 100"
        ),
        (
            ["TableName": "abc", "KeySchema": []],
            "1 validation error detected: Value '[]' at 'keySchema' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1"
        ),
        (
            ["TableName": "abc", "KeySchema": [["AttributeName": "a", "KeyType": "HASH"], ["KeyType": "Woop"]]],
            "2 validation errors detected: Value null at 'keySchema.2.member.attributeName' failed to satisfy "
                + "constraint: Member must not be null; Value 'Woop' at 'keySchema.2.member.keyType' failed to satisfy "
                + "constraint: Member must satisfy enum value set: [HASH, RANGE]"
        ),
        (
            ["TableName": "abc", "Names": ["a", ""]],
            "1 validation error detected: Value '[a, ]' at 'names' failed to satisfy constraint: Member must satisfy "
                + "constraint: [Member must have length less than or equal to 3, Member must have length greater than or "
                + "equal to 1]"
        ),
        (
            ["TableName": "abc", "RequestItems": ["a": []]],
            "2 validation errors detected: Value '{a=[]}' at 'requestItems' failed to satisfy constraint: Map keys must "
                + "satisfy constraint: [Member must have length less than or equal to 255, Member must have length "
                + "greater than or equal to 3, Member must satisfy regular expression pattern: [a-z]+]; "
                + "Value '{a=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: "
                + "[Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"
        ),
        (
            ["TableName": "abc", "Secret": "x"],
            "1 validation error detected: Value at 'secret' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 2"
        ),
        (
            ["TableName": "abc", "ReturnValues": "hi"],
            "1 validation error detected: Value 'hi' at 'returnValues' failed to satisfy constraint: Member must "
                + "satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"
        ),
    ]

    @Test(arguments: table) func wordsAreAWSs(_ input: Document, _ message: String?) {
        #expect(ConstraintCheck.message(ConstraintCheck.violations(in: input, of: Self.schema)) == message)
    }

    @Test func tenAreListedAndAllAreCounted() throws {
        let many = StructureSchema("Many", (1...12).map { Member("M\($0)", .boolean, .required) })
        let message = try #require(ConstraintCheck.message(ConstraintCheck.violations(in: [:], of: many)))
        #expect(message.hasPrefix("12 validation errors detected: "))
        #expect(message.split(separator: ";").count == 10)
    }

    @Test func patternsMatchTheWholeTextOrWhatTheyCannotRead() {
        #expect(Patterns.isReadable("[a-z]+"))
        let schema = StructureSchema("Odd", [Member("A", .string(StringConstraints(pattern: "(?<!x)\\K[")))])
        #expect(ConstraintCheck.violations(in: ["A": "b"], of: schema).isEmpty)
    }
}
