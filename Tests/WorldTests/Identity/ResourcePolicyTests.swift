import Testing
import World

/// Who must allow what. IAM User Guide: "Policy evaluation logic", "Permissions boundaries for IAM entities",
/// "AWS JSON policy elements: Principal".
@Suite struct ResourcePolicyTests {
    static let account = "123456789012"
    static let other = "999999999999"
    static let user = Principal.user("x", account: account)
    static let session = Principal.assumedRole("R", session: "s", account: account)

    struct Case: Sendable {
        var principal = user
        var identity: String?
        var boundary: String?
        /// The value of `Principal`, and the effect.
        var resource: (principal: String, effect: String)?
        var owner = account
        let decision: AuthorizationDecision
    }

    static func document(_ effect: String, principal: String? = nil) throws -> PolicyDocument {
        let who = principal.map { #""Principal": \#($0), "# } ?? ""
        let statement = #"{\#(who)"Effect": "\#(effect)", "Action": "s3:*", "Resource": "*"}"#
        return try PolicyDocument(json: #"{"Version": "2012-10-17", "Statement": \#(statement)}"#)
    }

    @Test(arguments: [
        Case(decision: .denied(.implicit, by: .identity)),
        Case(identity: "Allow", decision: .allowed),
        Case(identity: "Deny", decision: .denied(.explicit, by: .identity)),
        // Within an account one side is enough.
        Case(resource: (#"{"AWS": "arn:aws:iam::123456789012:user/x"}"#, "Allow"), decision: .allowed),
        Case(
            resource: (#"{"AWS": "arn:aws:iam::123456789012:user/y"}"#, "Allow"),
            decision: .denied(.implicit, by: .identity)),
        Case(resource: (#""*""#, "Allow"), decision: .allowed),
        Case(resource: (#"{"AWS": "*"}"#, "Allow"), decision: .allowed),
        // The account as principal delegates: the user still needs a policy.
        Case(resource: (#"{"AWS": "123456789012"}"#, "Allow"), decision: .denied(.implicit, by: .identity)),
        Case(identity: "Allow", resource: (#"{"AWS": "arn:aws:iam::123456789012:root"}"#, "Allow"), decision: .allowed),
        Case(identity: "Allow", resource: (#""*""#, "Deny"), decision: .denied(.explicit, by: .resource)),
        Case(
            identity: "Allow", resource: (#"{"AWS": "arn:aws:iam::123456789012:user/y"}"#, "Deny"), decision: .allowed),
        Case(
            identity: "Allow", resource: (#"{"AWS": "123456789012"}"#, "Deny"),
            decision: .denied(.explicit, by: .resource)),
        // Roles and their sessions.
        Case(
            principal: session, resource: (#"{"AWS": "arn:aws:iam::123456789012:role/R"}"#, "Allow"), decision: .allowed
        ),
        Case(
            principal: session, resource: (#"{"AWS": "arn:aws:sts::123456789012:assumed-role/R/s"}"#, "Allow"),
            decision: .allowed),
        Case(
            principal: session, resource: (#"{"AWS": "arn:aws:iam::123456789012:role/Q"}"#, "Allow"),
            decision: .denied(.implicit, by: .identity)),
        // Boundaries limit, and grant nothing.
        Case(boundary: "Allow", decision: .denied(.implicit, by: .identity)),
        Case(identity: "Allow", boundary: "Allow", decision: .allowed),
        Case(identity: "Allow", boundary: "Deny", decision: .denied(.explicit, by: .boundary)),
        Case(identity: "Allow", boundary: "none", decision: .denied(.implicit, by: .boundary)),
        Case(
            boundary: "none", resource: (#"{"AWS": "arn:aws:iam::123456789012:user/x"}"#, "Allow"), decision: .allowed),
        Case(
            principal: session, boundary: "none", resource: (#"{"AWS": "arn:aws:iam::123456789012:role/R"}"#, "Allow"),
            decision: .denied(.implicit, by: .boundary)),
        // Across accounts both sides must agree.
        Case(identity: "Allow", owner: other, decision: .denied(.implicit, by: .resource)),
        Case(
            resource: (#"{"AWS": "123456789012"}"#, "Allow"), owner: other, decision: .denied(.implicit, by: .identity)),
        Case(identity: "Allow", resource: (#"{"AWS": "123456789012"}"#, "Allow"), owner: other, decision: .allowed),
        Case(
            identity: "Allow", boundary: "none", resource: (#"{"AWS": "123456789012"}"#, "Allow"), owner: other,
            decision: .denied(.implicit, by: .boundary)),
        // Services and everyone else.
        Case(
            principal: .service("events.amazonaws.com"), resource: (#"{"Service": "events.amazonaws.com"}"#, "Allow"),
            decision: .allowed),
        Case(
            principal: .service("s3.amazonaws.com"), resource: (#"{"Service": "events.amazonaws.com"}"#, "Allow"),
            decision: .denied(.implicit, by: .resource)),
        Case(principal: .anonymous, resource: (#""*""#, "Allow"), decision: .allowed),
        Case(principal: .anonymous, decision: .denied(.implicit, by: .resource)),
    ]) func decisions(entry: Case) throws {
        let policies = ApplicablePolicies(
            identity: try entry.identity.map { [try Self.document($0)] } ?? [],
            boundary: try entry.boundary.map { try Self.boundary($0) },
            resource: try entry.resource.map { try Self.document($0.effect, principal: $0.principal) },
            resourceAccount: entry.owner)
        let request = AuthorizationRequest(
            principal: entry.principal, action: "s3:GetObject", resource: "arn:aws:s3:::b/k",
            context: ConditionContext())
        #expect(PolicyEvaluator.evaluate(request, policies) == entry.decision)
    }

    /// "none" speaks of something else.
    static func boundary(_ kind: String) throws -> PolicyDocument {
        guard kind == "none" else { return try document(kind) }
        return try PolicyDocument(
            json: #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}}"#)
    }

    @Test func notPrincipalDeniesAllOthers() throws {
        let policy = try PolicyDocument(
            json: """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*",
                "NotPrincipal": {"AWS": ["arn:aws:iam::123456789012:user/x", "arn:aws:iam::123456789012:root"]}}]}
                """)
        for (principal, decision) in [
            (Self.user, AuthorizationDecision.allowed),
            (Principal.user("y", account: Self.other), .denied(.explicit, by: .resource)),
        ] {
            let request = AuthorizationRequest(
                principal: principal, action: "s3:GetObject", resource: "arn:aws:s3:::b/k", context: ConditionContext())
            let policies = ApplicablePolicies(identity: [try Self.document("Allow")], resource: policy)
            #expect(PolicyEvaluator.evaluate(request, policies) == decision)
        }
    }

    @Test(arguments: [
        "", "[]", "{", #"{"Statement": []}"#, #"{"Version": "2011-01-01", "Statement": []}"#,
        #"{"Statement": {"Effect": "Maybe", "Action": "*", "Resource": "*"}}"#,
        #"{"Statement": {"Effect": "Allow", "Resource": "*"}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "*", "NotAction": "*", "Resource": "*"}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "GetObject", "Resource": "*"}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": 1, "Resource": "*"}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "bucket"}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Colour": "red"}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringIs": {"a": "b"}}}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NullIfExists": {"a": "true"}}}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": "x"}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "ana"}}"#,
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": {"Robot": "x"}}}"#,
    ]) func malformedPoliciesAreRefused(json: String) {
        #expect(throws: MalformedPolicy.self) { try PolicyDocument(json: json) }
    }

    @Test func wildcardsDoNotExplode() {
        let pattern = WildcardPattern(String(repeating: "a*", count: 200) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }
}
