import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct ExpressionContextTests {
    @Test func placeholdersMustBeUsed() throws {
        var context = try ExpressionContext(names: ["#b": "b", "#a": "a"], values: [":b": .n("1"), ":a": .n("1")])
        #expect(
            failure { try context.checkAllUsed() }
                == "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}")
        _ = try Condition("#a = :a AND #b = :a", in: &context)
        #expect(
            failure { try context.checkAllUsed() }
                == "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}")
        _ = try Update("SET c = :b", in: &context)
        try context.checkAllUsed()
    }

    static let refusedNames: [([String: String], String)] = [
        ([:], "ExpressionAttributeNames must not be empty"),
        (["a": "a"], "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\""),
        (["#": "a"], "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#\""),
        (["#a-b": "a"], "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#a-b\""),
        (["": "a"], "ExpressionAttributeNames contains invalid key: Syntax error; key: \"\""),
        (["#a": ""], "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a"),
        (
            ["#" + String(repeating: "a", count: 255): "a"],
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long"
        ),
        (
            ["#a": String(repeating: "a", count: 65536)],
            "One or more parameter values were invalid: Attribute name is too large, must be less than 65536 bytes"
        ),
    ]
    @Test(arguments: refusedNames) func namesAreChecked(names: [String: String], words: String) {
        #expect(failure { _ = try ExpressionContext(names: names, values: nil) } == words)
    }

    static let refusedValues: [([String: Value], String)] = [
        ([:], "ExpressionAttributeValues must not be empty"),
        (["b": .s("a")], "ExpressionAttributeValues contains invalid key: Syntax error; key: \"b\""),
        (
            [":b": .null(false)],
            "ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: "
                + "Null attribute value types must have the value of true for key :b"
        ),
        (
            [":b": .n("b")],
            "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: b "
                + "for key :b"
        ),
        (
            [":b": .ns(["1", "1"])],
            "ExpressionAttributeValues contains invalid value: Input collection contains duplicates for key :b"
        ),
        ([":b": .b(Blob([UInt8](repeating: 0, count: 2 << 20)))], "ExpressionAttributeValues exceeds max size"),
    ]
    @Test(arguments: refusedValues) func valuesAreChecked(values: [String: Value], words: String) {
        #expect(failure { _ = try ExpressionContext(names: nil, values: values) } == words)
    }

    @Test func theCurrentWordingNamesNoValue() {
        let message = failure { _ = try ExpressionContext(names: nil, values: [":b": .n("")], wording: .current) }
        #expect(message == "The parameter cannot be converted to a numeric value: ")
    }

    @Test func placeholdersOf255BytesAreTaken() {
        let name = "#" + String(repeating: "a", count: 254)
        #expect(failure { _ = try ExpressionContext(names: [name: "a"], values: nil) } == nil)
    }
}

@Suite struct ReservedWordsTests {
    @Test func thereAre573() {
        #expect(ReservedWords.words.count == 573)
        for word in ["abort", "Zone", "NAME", "localtimestamp", "TTL", "size", "data"] {
            #expect(ReservedWords.contains(word))
        }
        for word in ["pk", "id", "aborted", "", "localtimestamps", "nаme"] { #expect(!ReservedWords.contains(word)) }
    }
}
