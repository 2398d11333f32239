import AWSCore
import Testing
import World

/// Policies in the call chain.
@Suite struct AccessControlTests {
    static let account = "123456789012"
    static let role = "arn:aws:iam::123456789012:role/kass-orchestrator"
    static let session = Principal.assumedRole("kass-orchestrator", session: "run", account: account)

    static func world(_ scope: AccessControl.Scope = .namedPrincipals) throws -> World {
        try World(WorldConfiguration(accountID: account, accessScope: scope))
    }

    static let readOrders = """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "dynamodb:GetItem",
        "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/Orders"}}
        """

    @Test func outsideCallersMayDoEverything() async throws {
        try await Self.world().notes().get("Orders")
        try await Self.world(.everyone).notes().get("Orders")
    }

    @Test func namedPrincipalsNeedAPolicy() async throws {
        let world = try Self.world()
        let error = await #expect(throws: ServiceError<Notes>.self) {
            try await world.notes(as: .user("x", account: Self.account)).get("T")
        }
        #expect(error?.code.rawValue == "AccessDeniedException")
        #expect(error?.status == 400)
        #expect(
            error?.message
                == "User: arn:aws:iam::123456789012:user/x is not authorized to perform: dynamodb:GetItem on resource: "
                + "arn:aws:dynamodb:us-east-1:123456789012:table/T because no identity-based policy allows the "
                + "dynamodb:GetItem action")
        #expect(world.audit.records.first?.errorCode == "AccessDeniedException")
        #expect(world.meter.totals.isEmpty)
    }

    @Test func strangersAndServicesNeedAPolicyOfTheResource() async throws {
        let words: [(principal: Principal, words: String)] = [
            (.anonymous, "Access Denied"),
            (
                .service("events.amazonaws.com"),
                "User: events.amazonaws.com is not authorized to perform: dynamodb:GetItem"
            ),
        ]
        for (principal, words) in words {
            let world = try Self.world()
            let error = await #expect(throws: ServiceError<Notes>.self) {
                try await world.notes(as: principal).get("T")
            }
            #expect(error?.message?.hasPrefix(words) == true)
            try await Self.world(.nobody).notes(as: principal).get("T")
        }
    }

    @Test func aSessionHasThePoliciesOfItsRole() async throws {
        let world = try Self.world()
        world.access.attach(try PolicyDocument(json: Self.readOrders), named: "read", to: Self.role)
        try await world.notes(as: Self.session).get("Orders")
        await #expect(throws: ServiceError<Notes>.self) { try await world.notes(as: Self.session).get("Users") }
        world.access.detach(policyNamed: "read", from: Self.role)
        await #expect(throws: ServiceError<Notes>.self) { try await world.notes(as: Self.session).get("Orders") }
    }

    @Test func anExplicitDenySaysSo() async throws {
        let world = try Self.world()
        world.access.attach(try PolicyDocument(json: Self.readOrders), named: "read", to: Self.role)
        let deny = Self.readOrders.replacing("Allow", with: "Deny")
        world.access.attach(try PolicyDocument(json: deny), named: "deny", to: Self.role)
        let error = await #expect(throws: ServiceError<Notes>.self) {
            try await world.notes(as: Self.session).get("Orders")
        }
        #expect(error?.message?.hasSuffix("table/Orders with an explicit deny in an identity-based policy") == true)
    }

    @Test func aResourcePolicyMayLetAForeignAccountIn() async throws {
        let world = try Self.world()
        let foreign = Principal.user("z", account: "999999999999")
        world.access.attach(try PolicyDocument(json: Self.readOrders), named: "read", to: foreign.arn)
        let before = await #expect(throws: ServiceError<Notes>.self) {
            try await world.notes(as: foreign).get("Orders")
        }
        #expect(before?.message?.contains("because no resource-based policy allows") == true)
        let policy = Self.readOrders.replacing("\"Effect\"", with: #""Principal": {"AWS": "999999999999"}, "Effect""#)
        world.access.setPolicy(
            try PolicyDocument(json: policy), ofResource: "arn:aws:dynamodb:us-east-1:123456789012:table/Orders",
            account: Self.account)
        try await world.notes(as: foreign).get("Orders")
    }

    @Test func nobodyIsCheckedWhenItIsSwitchedOff() async throws {
        try await Self.world(.nobody).notes(as: Self.session).get("Orders")
    }

    @Test func conditionsSeeTheWorldsTimeAndTheCaller() async throws {
        let world = try Self.world()
        let policy = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*",
            "Condition": {"DateLessThan": {"aws:CurrentTime": "2025-01-01T00:00:10Z"},
            "StringEquals": {"aws:RequestedRegion": "us-east-1", "aws:PrincipalArn": "\(Self.role)"}}}}
            """
        world.access.attach(try PolicyDocument(json: policy), named: "now", to: Self.role)
        try await world.notes(as: Self.session).get("Orders")
        await world.advance(by: .seconds(10))
        await #expect(throws: ServiceError<Notes>.self) { try await world.notes(as: Self.session).get("Orders") }
    }
}
