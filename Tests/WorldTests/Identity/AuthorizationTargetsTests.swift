import AWSCore
import Testing
import World

/// Operations on several resources need a permission for each.
@Suite struct AuthorizationTargetsTests {
    static let policy = """
        {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:GetItem"],
        "Resource": "arn:aws:dynamodb:us-east-1:000000000000:table/Orders"},
        {"Effect": "Allow", "Action": ["dynamodb:ConditionCheckItem", "dynamodb:BatchGetItem"],
        "Resource": "arn:aws:dynamodb:us-east-1:000000000000:table/Users"}]}
        """

    /// What is refused, as action and table; nil when all is allowed.
    @Test(
        arguments: [
            ("BatchGetItem", ["RequestItems": ["Orders": [:], "Users": [:]]], nil),
            (
                "BatchGetItem", ["RequestItems": ["Orders": [:], "Logs": [:]]],
                "dynamodb:BatchGetItem on resource: table/Logs"
            ),
            ("BatchWriteItem", ["RequestItems": ["Orders": []]], "dynamodb:BatchWriteItem on resource: table/Orders"),
            (
                "TransactWriteItems",
                [
                    "TransactItems": [
                        ["Put": ["TableName": "Orders"]], ["ConditionCheck": ["TableName": "Users"]],
                        ["Put": ["TableName": "arn:aws:dynamodb:us-east-1:000000000000:table/Orders"]],
                    ]
                ], nil
            ),
            (
                "TransactWriteItems", ["TransactItems": [["Delete": ["TableName": "Orders"]]]],
                "dynamodb:DeleteItem on resource: table/Orders"
            ),
            (
                "TransactGetItems", ["TransactItems": [["Get": ["TableName": "Users"]]]],
                "dynamodb:GetItem on resource: table/Users"
            ),
        ] as [(String, Document, String?)])
    func eachResourceIsAsked(operation: String, input: Document, refused: String?) async throws {
        let world = try World()
        let principal = Principal.role("kass", account: world.accountID)
        world.access.attach(try PolicyDocument(json: Self.policy), named: "p", to: principal.arn)
        let call = Notes.operation(operation, action: "dynamodb:\(operation)")
        do {
            _ = try await world.notes(as: principal).invoke(call, Notes.Anything(members: input))
            #expect(refused == nil)
        } catch {
            let words = try #require(refused).replacing(
                "table/", with: "arn:aws:dynamodb:us-east-1:000000000000:table/")
            #expect(error.message?.contains("perform: \(words) because") == true, "\(error)")
        }
    }
}
