import AWSCore
import Testing

@Suite struct ConstraintCheckTests {
    private static let name: Shape = .string(
        StringConstraints(length: Bounds(min: 3, max: 255), pattern: "[a-zA-Z0-9_.-]+"))
    private static let keyType: Shape = .string(StringConstraints(values: ["HASH", "RANGE"]))
    private static let element = StructureSchema(
        "KeySchemaElement",
        [
            Member("AttributeName", .string(StringConstraints(length: Bounds(min: 1, max: 255))), .required),
            Member("KeyType", keyType, .required),
        ])
    /// A structure that contains itself, and in which only a key is constrained.
    private static let tree: StructureSchema = StructureSchema(
        "Tree",
        [
            Member("Text", .string()), Member("Leaves", .list(ListShape(.string()))),
            Member("Branches", .map(MapShape(key: .string(StringConstraints(length: Bounds(max: 4))), treeShape))),
        ])
    private static let treeShape: Shape = .structure { tree }
    private static let free = StructureSchema(
        "Free",
        [Member("Text", .string()), Member("Inner", .structure { StructureSchema("Inner", [Member("A", .blob())]) })])

    private static let input = StructureSchema(
        "Input",
        [
            Member("TableName", name, .required),
            Member("KeySchema", .list(ListShape(.structure { element }, bounds: Bounds(min: 1, max: 2)))),
            Member("Limit", .integer(.integer, Bounds(min: 1, max: 100))),
            Member(
                "RequestItems", .map(MapShape(key: name, .list(ListShape(treeShape, bounds: Bounds(min: 1, max: 2)))))),
            Member("Architectures", .list(ListShape(.string(StringConstraints(values: ["x86_64", "arm64"]))))),
            Member(
                "Methods",
                .list(ListShape(.string(StringConstraints(length: Bounds(min: 0, max: 6), pattern: ".*"))))),
            Member("Password", .string(StringConstraints(length: Bounds(min: 8))), .sensitive),
            Member("Plaintext", .blob(Bounds(min: 1, max: 4))),
            Member("ETag", .string(StringConstraints(length: Bounds(max: 2)))),
            Member("Keys", .map(MapShape(.structure { element }))),
            Member("Weight", .double, range: 0...1),
            Member(
                "ReturnValues",
                .string(StringConstraints(values: ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"]))),
        ])

    private static func object(_ members: [(String, Document)]) -> Document {
        .object(Document.Object(members.map { Document.Entry($0.0, $0.1) }))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let members: Document
        /// Without the count in front.
        let violations: [String]

        init(_ members: Document, _ violations: String...) {
            self.members = members
            self.violations = violations
        }

        var testDescription: String { violations.first ?? "nothing wrong" }
    }

    /// The table's name is there in each, unless the row has another.
    static let rows: [Row] = [
        Row([:]),
        Row(["Limit": 1, "KeySchema": [["AttributeName": "a", "KeyType": "HASH"]], "Architectures": ["arm64"]]),
        Row([
            "Limit": 100, "Methods": ["GET", ""], "Plaintext": .blob(Blob("abcd")),
            "RequestItems": ["abc": [["Text": "x"]]],
        ]),
        // dynalite, createTable and listTables, from live DynamoDB.
        Row(
            ["TableName": nil],
            "Value null at 'tableName' failed to satisfy constraint: Member must not be null"),
        Row(
            ["TableName": "a;"],
            "Value 'a;' at 'tableName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
            "Value 'a;' at 'tableName' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 3"),
        Row(
            ["Limit": 2_147_483_647],
            "Value '2147483647' at 'limit' failed to satisfy constraint: "
                + "Member must have value less than or equal to 100"),
        Row(
            ["Limit": 0],
            "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"),
        Row(
            ["KeySchema": []],
            "Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1"
        ),
        Row(
            ["KeySchema": [["KeyType": "HASH"], ["AttributeName": "a", "KeyType": "HASHED"]]],
            "Value null at 'keySchema.1.member.attributeName' failed to satisfy constraint: Member must not be null",
            "Value 'HASHED' at 'keySchema.2.member.keyType' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [HASH, RANGE]"),
        // dynalite, batchGetItem: a map's structures by their key.
        Row(
            ["Keys": ["abc": ["AttributeName": "a"]]],
            "Value null at 'keys.abc.member.keyType' failed to satisfy constraint: Member must not be null"),
        Row(
            ["RequestItems": ["a;": [["Text": "x"]]]],
            "Value '{a;=[{Text=x}]}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: "
                + "[Member must have length less than or equal to 255, "
                + "Member must have length greater than or equal to 3, "
                + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]"),
        Row(
            ["RequestItems": ["abc": []]],
            "Value '{abc=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: "
                + "[Member must have length less than or equal to 2, "
                + "Member must have length greater than or equal to 1]"),
        Row(
            ["RequestItems": ["abc": [["Branches": ["a": ["Branches": ["long name": [:]]]]]]]],
            "Value '{long name={}}' at 'requestItems.abc.member.1.member.branches.a.member.branches' "
                + "failed to satisfy constraint: Map keys must satisfy constraint: "
                + "[Member must have length less than or equal to 4]"),
        // Lambda, CreateFunction and CreateFunctionUrlConfig.
        Row(
            ["Architectures": ["foo"]],
            "Value '[foo]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: "
                + "[Member must satisfy enum value set: [x86_64, arm64]]"),
        Row(
            ["Methods": ["GET", "POST", "OPTIONS"]],
            "Value '[GET, POST, OPTIONS]' at 'methods' failed to satisfy constraint: Member must satisfy constraint: "
                + "[Member must have length less than or equal to 6, "
                + "Member must have length greater than or equal to 0, "
                + "Member must satisfy regular expression pattern: .*]"),
        // Cognito, SignUp.
        Row(
            ["Password": "secret"],
            "Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 8"),
        // KMS, Encrypt.
        Row(
            ["Plaintext": .blob([])],
            "Value 'java.nio.HeapByteBuffer[pos=0 lim=0 cap=0]' at 'plaintext' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1"),
        // Lambda, PutFunctionConcurrency's weights (moto).
        Row(
            ["Weight": 1.5],
            "Value '1.5' at 'weight' failed to satisfy constraint: Member must have value less than or equal to 1.0"),
        // dynalite, updateItem: the values are not in the model's order.
        Row(
            ["ReturnValues": "hi"],
            "Value 'hi' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: "
                + "[ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"),
        // Only the first letter is lowered.
        Row(
            ["ETag": "abc"],
            "Value 'abc' at 'eTag' failed to satisfy constraint: Member must have length less than or equal to 2"),
        // Characters count, not bytes.
        Row(["ETag": "日本"]),
        Row(
            ["TableName": "äää"],
            "Value 'äää' at 'tableName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
    ]

    @Test(arguments: rows) func wordsViolationsAsAWSDoes(_ row: Row) {
        var members = row.members.object ?? Document.Object()
        if members["TableName"] == nil { members["TableName"] = "Orders" }
        let violations = ConstraintCheck.violations(in: .object(members), of: Self.input)
        #expect(violations.map(\.description) == row.violations)
    }

    @Test func countsViolationsAndListsNoMoreThanTen() {
        #expect(ConstraintCheck.message([]) == nil)
        let one = ConstraintCheck.violations(in: [:], of: Self.input)
        #expect(
            ConstraintCheck.message(one)
                == "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: "
                + "Member must not be null")
        let keys = [Document](repeating: [:], count: 20)
        let many = ConstraintCheck.violations(in: ["TableName": "abc", "KeySchema": .list(keys)], of: Self.input)
        #expect(many.count == ConstraintCheck.violationsMax)
        #expect(ConstraintCheck.message(many)?.hasPrefix("10 validation errors detected: Value '[{}, ") == true)
    }

    /// Answers of live services to several violations at once.
    @Test(
        arguments: [
            // Converse: "2 validation errors detected: ... at 'toolConfig...'; ... at 'system...'".
            (
                [
                    "modelId", "messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig",
                    "additionalModelRequestFields", "promptVariables", "additionalModelResponseFieldPaths",
                    "requestMetadata", "performanceConfig", "serviceTier", "outputConfig",
                ], ["toolConfig", "system"]
            ),
            // CreateArchive.
            (
                ["ArchiveName", "EventSourceArn", "Description", "EventPattern", "RetentionDays", "KmsKeyIdentifier"],
                ["retentionDays", "description", "eventPattern"]
            ),
            // CreateTable.
            (["AttributeName", "AttributeType"], ["attributeType", "attributeName"]),
            (["ReadCapacityUnits", "WriteCapacityUnits"], ["writeCapacityUnits", "readCapacityUnits"]),
            // Cognito's SignUp.
            (
                [
                    "ClientId", "SecretHash", "Username", "Password", "UserAttributes", "ValidationData",
                    "AnalyticsMetadata", "UserContextData", "ClientMetadata",
                ], ["password", "username"]
            ),
        ] as [([String], [String])])
    func ordersMembersAsAWSDoes(_ names: [String], _ atFault: [String]) {
        let members = names.map { name in
            Member(name, .boolean, atFault.contains { $0.lowercased() == name.lowercased() } ? .required : [])
        }
        let violations = ConstraintCheck.violations(in: [:], of: StructureSchema("Input", members))
        #expect(violations.map(\.path) == atFault)
    }

    @Test func passesOverWhatIsNotConstrained() {
        #expect(ConstraintCheck.violations(in: ["Text": "x", "Inner": ["A": .blob([])]], of: Self.free).isEmpty)
        #expect(ConstraintCheck.violations(in: "no structure", of: Self.input).isEmpty)
    }

    @Test func cutsValuesThatWouldFillTheMessage() {
        let long = String(repeating: "x", count: 1 << 20)
        let violations = ConstraintCheck.violations(in: ["TableName": .string(long)], of: Self.input)
        #expect(violations.map(\.shown) == [.value(String(repeating: "x", count: ConstraintCheck.valueBytesMax))])
    }
}
