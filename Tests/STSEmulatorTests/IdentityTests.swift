import AWSCore
import AWSSTS
import STSEmulator
import Testing
import World

@Suite struct IdentityTests {
    static let identities: [(Principal, account: String, arn: String)] = [
        (.account("123456789012"), "123456789012", "arn:aws:iam::123456789012:root"),
        (.user("team/ana", account: "123456789012"), "123456789012", "arn:aws:iam::123456789012:user/team/ana"),
        (
            .assumedRole("reader", session: "s1", account: "210987654321"), "210987654321",
            "arn:aws:sts::210987654321:assumed-role/reader/s1"
        ),
    ]

    @Test(arguments: identities) func tellsCallersWhoTheyAre(
        principal: Principal, account: String, arn: String
    ) async throws {
        let identity = try await Fixture().client(principal).getCallerIdentity(.init())
        #expect(identity.account == account)
        #expect(identity.arn == arn)
    }

    /// The user id of the root is the account's number, of a session the role's id and the session's name
    /// (IAM User Guide, values of aws:userid).
    @Test func userIDsHaveTheFormOfTheirKind() async throws {
        let fixture = try Fixture()
        let root = try await fixture.client().getCallerIdentity(.init())
        #expect(root.userId == "123456789012")
        let user = try await fixture.client(.user("ana", account: "123456789012")).getCallerIdentity(.init())
        #expect(try #require(user.userId).wholeMatch(of: /AIDA[A-Z2-7]{17}/) != nil)
        let session = try await fixture.client(.assumedRole("r", session: "s", account: "123456789012"))
            .getCallerIdentity(.init())
        #expect(try #require(session.userId).wholeMatch(of: /AROA[A-Z2-7]{17}:s/) != nil)
    }

    /// Published pairs of keys and accounts: A. Steele, "AWS Access Key ID formats"; T. Be'ery, "A short note on AWS KEY
    /// ID".
    @Test(arguments: [("ASIAY34FZKBOKMUTVV7A", "609629065308"), ("ASIAQNZGKIQY56JQ7WML", "029608264753")])
    func readsTheAccountOutOfAKey(key: String, account: String) async throws {
        let info = try await Fixture().client().getAccessKeyInfo(.init(accessKeyId: key))
        #expect(info.account == account)
    }

    @Test(arguments: ["AKIA0000000000000000", "AROAY34FZKBOKMUTVV7A", "ASIAY34FZKBOKMUTVV7AA", "000000000000000"])
    func refusesKeysOfAnotherForm(key: String) async throws {
        let client = try Fixture().client()
        let error = await #expect(throws: STSError.self) { try await client.getAccessKeyInfo(.init(accessKeyId: key)) }
        #expect(error?.code.rawValue == "ValidationError")
    }

    @Test func noMessageCanBeDecoded() async throws {
        let client = try Fixture().client()
        let error = await #expect(throws: STSError.self) {
            try await client.decodeAuthorizationMessage(.init(encodedMessage: "abc"))
        }
        #expect(error?.code == .invalidAuthorizationMessageException)
        #expect(error?.status == 400)
    }

    @Test func whatIsNotEmulatedNamesItself() async throws {
        let client = try Fixture().client()
        let error = await #expect(throws: STSError.self) { try await client.getFederationToken(.init(name: "ana")) }
        #expect(error?.status == 501)
        #expect(error?.message == "KASS does not emulate sts:GetFederationToken")
    }

    /// "No permissions are required to perform this operation" (API reference, GetCallerIdentity).
    @Test func identityNeedsNoPermission() async throws {
        let fixture = try Fixture()
        let role = "arn:aws:iam::123456789012:role/nothing"
        fixture.world.access.attach(
            try PolicyDocument([
                "Version": "2012-10-17", "Statement": [["Effect": "Deny", "Action": "*", "Resource": "*"]],
            ]), named: "p", to: role)
        let client = fixture.client(.assumedRole("nothing", session: "s", account: "123456789012"))
        _ = try await client.getCallerIdentity(.init())
        let error = await #expect(throws: STSError.self) {
            try await client.assumeRole(.init(roleArn: Fixture.role, roleSessionName: "next"))
        }
        #expect(error?.code.rawValue == "AccessDenied")
        #expect(error?.status == 403)
    }
}
