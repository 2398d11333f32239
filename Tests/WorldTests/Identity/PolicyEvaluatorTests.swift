import AWSCore
import Testing
import World

/// Requests against policies, with the outcome that the IAM User Guide gives for them.
@Suite struct PolicyEvaluatorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let policy: String
        var action = "s3:GetObject"
        var resource = "arn:aws:s3:::amzn-s3-demo-bucket/a.txt"
        var context: [String: [String]] = [:]
        let isAllowed: Bool

        var testDescription: String { name }
    }

    @Test(arguments: actionsAndResources + conditions + multivalued + variables)
    func identityPolicies(entry: Case) throws {
        let request = AuthorizationRequest(
            principal: .user("x", account: "123456789012"), action: entry.action, resource: entry.resource,
            context: ConditionContext(entry.context))
        let policies = ApplicablePolicies(identity: [try PolicyDocument(json: entry.policy)])
        #expect((PolicyEvaluator.evaluate(request, policies) == .allowed) == entry.isAllowed)
    }

    static func statement(
        _ effect: String = "Allow", action: String = #""Action": "s3:GetObject""#,
        resource: String = #""Resource": "*""#, condition: String = ""
    ) -> String {
        let suffix = condition.isEmpty ? "" : #", "Condition": {\#(condition)}"#
        return #"{"Effect": "\#(effect)", \#(action), \#(resource)\#(suffix)}"#
    }

    static func policy(_ statements: String...) -> String {
        #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
    }

    /// IAM User Guide: "Action", "NotAction", "Resource", "NotResource", "Policy evaluation logic".
    static let actionsAndResources: [Case] = [
        Case(name: "exact", policy: policy(statement()), isAllowed: true),
        Case(name: "other action", policy: policy(statement()), action: "s3:PutObject", isAllowed: false),
        Case(
            name: "action prefix", policy: policy(statement(action: #""Action": "s3:Get*""#)),
            action: "s3:GetBucketPolicy", isAllowed: true),
        Case(
            name: "action in another case", policy: policy(statement(action: #""Action": "S3:getobject""#)),
            isAllowed: true),
        Case(
            name: "action question mark", policy: policy(statement(action: #""Action": "s3:?etObject""#)),
            isAllowed: true),
        Case(name: "every action", policy: policy(statement(action: #""Action": "*""#)), isAllowed: true),
        Case(
            name: "service-wide action", policy: policy(statement(action: #""Action": "sqs:*""#)),
            action: "sqs:SendMessage", isAllowed: true),
        Case(
            name: "list of actions", policy: policy(statement(action: #""Action": ["iam:ListUsers", "s3:GetObject"]"#)),
            isAllowed: true),
        Case(
            name: "NotAction names it", policy: policy(statement(action: #""NotAction": "s3:GetObject""#)),
            isAllowed: false),
        Case(
            name: "NotAction names another", policy: policy(statement(action: #""NotAction": "s3:DeleteBucket""#)),
            isAllowed: true),
        Case(
            name: "deny NotAction",
            policy: policy(
                statement(action: #""Action": "*""#), statement("Deny", action: #""NotAction": "s3:*""#)),
            action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:123456789012:q", isAllowed: false),
        Case(
            name: "resource prefix",
            policy: policy(statement(resource: #""Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*""#)), isAllowed: true),
        Case(
            name: "bucket is not its objects",
            policy: policy(statement(resource: #""Resource": "arn:aws:s3:::amzn-s3-demo-bucket""#)), isAllowed: false),
        Case(
            name: "resource in another case",
            policy: policy(statement(resource: #""Resource": "arn:aws:s3:::Amzn-s3-demo-bucket/*""#)),
            isAllowed: false),
        Case(
            name: "resource with star in the middle",
            policy: policy(statement(resource: #""Resource": "arn:aws:s3:::amzn-*/a.???""#)), isAllowed: true),
        Case(
            name: "NotResource names it",
            policy: policy(statement(resource: #""NotResource": "arn:aws:s3:::amzn-s3-demo-bucket/*""#)),
            isAllowed: false),
        Case(
            name: "NotResource names another",
            policy: policy(statement(resource: #""NotResource": ["arn:aws:s3:::other/*"]"#)), isAllowed: true),
        Case(name: "deny wins", policy: policy(statement(), statement("Deny")), isAllowed: false),
        Case(name: "deny first", policy: policy(statement("Deny"), statement()), isAllowed: false),
        Case(
            name: "deny of another action",
            policy: policy(
                statement(), statement("Deny", action: #""Action": "s3:PutObject""#)), isAllowed: true),
        Case(
            name: "single statement", policy: #"{"Version": "2012-10-17", "Statement": \#(statement())}"#,
            isAllowed: true),
    ]

    private static func when(
        _ name: String, _ condition: String, _ context: [String: [String]], _ isAllowed: Bool
    ) -> Case {
        Case(name: name, policy: policy(statement(condition: condition)), context: context, isAllowed: isAllowed)
    }

    /// IAM User Guide: "IAM JSON policy elements: Condition operators".
    static let conditions: [Case] = [
        when(
            "StringEquals", #""StringEquals": {"aws:PrincipalTag/job": "iamuser"}"#,
            ["aws:PrincipalTag/job": ["iamuser"]], true),
        when(
            "StringEquals, case", #""StringEquals": {"aws:PrincipalTag/job": "iamuser"}"#,
            ["aws:PrincipalTag/job": ["IAMUser"]], false),
        when(
            "StringEquals, key's case", #""StringEquals": {"AWS:principaltag/JOB": "iamuser"}"#,
            ["aws:PrincipalTag/job": ["iamuser"]], true),
        when(
            "StringEquals, list", #""StringEquals": {"aws:PrincipalTag/job": ["a", "b"]}"#,
            ["aws:PrincipalTag/job": ["b"]], true),
        when("StringEquals, no wildcard", #""StringEquals": {"k": "a*"}"#, ["k": ["ab"]], false),
        when("StringEquals, missing", #""StringEquals": {"k": "a"}"#, [:], false),
        when("StringEqualsIfExists, missing", #""StringEqualsIfExists": {"k": "a"}"#, [:], true),
        when("StringEqualsIfExists, other", #""StringEqualsIfExists": {"k": "a"}"#, ["k": ["b"]], false),
        when("StringNotEquals", #""StringNotEquals": {"k": "a"}"#, ["k": ["b"]], true),
        when("StringNotEquals, one of list", #""StringNotEquals": {"k": ["a", "b"]}"#, ["k": ["b"]], false),
        when("StringNotEquals, missing", #""StringNotEquals": {"k": "a"}"#, [:], true),
        when("StringEqualsIgnoreCase", #""StringEqualsIgnoreCase": {"k": "AbC"}"#, ["k": ["aBc"]], true),
        when("StringNotEqualsIgnoreCase", #""StringNotEqualsIgnoreCase": {"k": "AbC"}"#, ["k": ["aBc"]], false),
        when(
            "StringLike", #""StringLike": {"s3:prefix": ["", "home/", "home/x/*"]}"#, ["s3:prefix": ["home/x/docs"]],
            true),
        when("StringLike, empty", #""StringLike": {"s3:prefix": ["", "home/"]}"#, ["s3:prefix": [""]], true),
        when("StringLike, question mark", #""StringLike": {"k": "h?me"}"#, ["k": ["home"]], true),
        when("StringNotLike", #""StringNotLike": {"k": "home/*"}"#, ["k": ["home/x"]], false),
        when(
            "NumericLessThanEquals", #""NumericLessThanEquals": {"s3:max-keys": "10"}"#, ["s3:max-keys": ["10"]], true),
        when(
            "NumericLessThanEquals, over", #""NumericLessThanEquals": {"s3:max-keys": 10}"#, ["s3:max-keys": ["11"]],
            false),
        when("NumericEquals", #""NumericEquals": {"k": "1.50"}"#, ["k": ["1.5"]], true),
        when("NumericNotEquals", #""NumericNotEquals": {"k": "2"}"#, ["k": ["1.5"]], true),
        when("NumericGreaterThan", #""NumericGreaterThan": {"k": "9"}"#, ["k": ["10"]], true),
        when("Numeric, no number", #""NumericEquals": {"k": "a"}"#, ["k": ["a"]], false),
        when(
            "DateGreaterThan", #""DateGreaterThan": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}"#,
            ["aws:TokenIssueTime": ["2020-01-01T00:00:02Z"]], true),
        when(
            "DateLessThan, epoch", #""DateLessThan": {"aws:CurrentTime": "2020-06-30T23:59:59Z"}"#,
            ["aws:CurrentTime": ["1593561598"]], true),
        when(
            "DateLessThan, over", #""DateLessThan": {"aws:CurrentTime": "2020-06-30T23:59:59Z"}"#,
            ["aws:CurrentTime": ["1593561599"]], false),
        when(
            "DateEquals, offset", #""DateEquals": {"k": "2020-04-01T02:00:00+02:00"}"#, ["k": ["2020-04-01T00:00:00Z"]],
            true),
        when("Bool", #""Bool": {"aws:SecureTransport": "true"}"#, ["aws:SecureTransport": ["true"]], true),
        when("Bool, JSON false", #""Bool": {"aws:SecureTransport": false}"#, ["aws:SecureTransport": ["true"]], false),
        when("Bool, missing", #""Bool": {"aws:MultiFactorAuthPresent": "false"}"#, [:], false),
        when("BoolIfExists, missing", #""BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}"#, [:], true),
        when(
            "BinaryEquals", #""BinaryEquals": {"k": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}"#,
            ["k": ["QmluYXJ5VmFsdWVJbkJhc2U2NA=="]], true),
        when(
            "IpAddress", #""IpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#, ["aws:SourceIp": ["203.0.113.77"]], true),
        when(
            "IpAddress, outside", #""IpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#,
            ["aws:SourceIp": ["203.0.114.1"]], false),
        when(
            "IpAddress, v6", #""IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:DB8:1234:5678::/64"]}"#,
            ["aws:SourceIp": ["2001:db8:1234:5678::9"]], true),
        when(
            "IpAddress, single", #""IpAddress": {"aws:SourceIp": "203.0.113.5"}"#, ["aws:SourceIp": ["203.0.113.5"]],
            true),
        when(
            "NotIpAddress", #""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#, ["aws:SourceIp": ["203.0.113.77"]],
            false),
        when(
            "ArnLike", #""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:123456789012:*"}"#,
            ["aws:SourceArn": ["arn:aws:sns:eu-west-1:123456789012:topic"]], true),
        when(
            "ArnLike, parts apart", #""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:topic"}"#,
            ["aws:SourceArn": ["arn:aws:sns:eu-west-1:123456789012:topic"]], false),
        when(
            "ArnEquals, as ArnLike", #""ArnEquals": {"aws:SourceArn": "arn:aws:s3:::*"}"#,
            ["aws:SourceArn": ["arn:aws:s3:::bucket"]], true),
        when(
            "ArnNotLike", #""ArnNotLike": {"aws:SourceArn": "arn:aws:s3:::*"}"#,
            ["aws:SourceArn": ["arn:aws:s3:::bucket"]], false),
        when("Null true, missing", #""Null": {"aws:TokenIssueTime": "true"}"#, [:], true),
        when("Null true, there", #""Null": {"aws:TokenIssueTime": "true"}"#, ["aws:TokenIssueTime": ["1"]], false),
        when("Null false, there", #""Null": {"aws:TokenIssueTime": false}"#, ["aws:TokenIssueTime": ["1"]], true),
        when(
            "all operators must hold", #""StringEquals": {"a": "1"}, "Bool": {"b": "true"}"#,
            ["a": ["1"], "b": ["false"]], false),
        when("all keys must hold", #""StringEquals": {"a": "1", "b": "2"}"#, ["a": ["1"], "b": ["2"]], true),
    ]

    /// IAM User Guide: "Multivalued context keys" and its examples with aws:TagKeys and dynamodb:Attributes.
    static let multivalued: [Case] = [
        when(
            "ForAllValues, subset", #""ForAllValues:StringEquals": {"aws:TagKeys": ["environment", "cost-center"]}"#,
            ["aws:TagKeys": ["environment"]], true),
        when(
            "ForAllValues, one more", #""ForAllValues:StringEquals": {"aws:TagKeys": ["environment", "cost-center"]}"#,
            ["aws:TagKeys": ["environment", "dept"]], false),
        when("ForAllValues, missing", #""ForAllValues:StringEquals": {"aws:TagKeys": ["environment"]}"#, [:], true),
        when(
            "ForAllValues, empty", #""ForAllValues:StringEquals": {"aws:TagKeys": ["environment"]}"#,
            ["aws:TagKeys": []], true),
        when(
            "ForAnyValue, one", #""ForAnyValue:StringEquals": {"aws:TagKeys": ["environment", "webserver"]}"#,
            ["aws:TagKeys": ["dept", "webserver"]], true),
        when(
            "ForAnyValue, none", #""ForAnyValue:StringEquals": {"aws:TagKeys": ["environment"]}"#,
            ["aws:TagKeys": ["dept"]], false),
        when("ForAnyValue, missing", #""ForAnyValue:StringEquals": {"aws:TagKeys": ["environment"]}"#, [:], false),
        when(
            "ForAllValues like", #""ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["user-*"]}"#,
            ["dynamodb:LeadingKeys": ["user-1", "user-2"]], true),
        when("ForAnyValue not", #""ForAnyValue:StringNotEquals": {"k": ["a"]}"#, ["k": ["a", "b"]], true),
        when("ForAllValues not", #""ForAllValues:StringNotEquals": {"k": ["a"]}"#, ["k": ["a", "b"]], false),
    ]

    private static func home(
        _ resource: String, _ context: [String: [String]], _ isAllowed: Bool, version: String = "2012-10-17"
    ) -> Case {
        Case(
            name: "\(resource) \(version)",
            policy:
                #"{"Version": "\#(version)", "Statement": \#(statement(resource: #""Resource": "\#(resource)""#))}"#,
            resource: "arn:aws:s3:::amzn-s3-demo-bucket/David/a.txt", context: context, isAllowed: isAllowed)
    }

    /// IAM User Guide: "IAM policy elements: variables and tags".
    static let variables: [Case] = [
        home("arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*", ["aws:username": ["David"]], true),
        home("arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*", ["aws:username": ["Ana"]], false),
        home("arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*", [:], false),
        home("arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*", ["aws:username": ["*"]], false),
        home("arn:aws:s3:::amzn-s3-demo-bucket/${aws:username, 'David'}/*", [:], true),
        home(
            "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*", ["aws:username": ["David"]], false,
            version: "2008-10-17"),
        home("arn:aws:s3:::amzn-s3-demo-bucket/${*}", [:], false),
        when(
            "variable in a condition", #""StringLike": {"s3:prefix": "${aws:PrincipalTag/team}/*"}"#,
            ["s3:prefix": ["red/x"], "aws:PrincipalTag/team": ["red"]], true),
        when("literal asterisk", #""StringLike": {"k": "a${*}"}"#, ["k": ["a*"]], true),
        when("literal asterisk, other", #""StringLike": {"k": "a${*}"}"#, ["k": ["ab"]], false),
    ]
}
