import AWSCore
import AWSSTS
import STSEmulator
import Testing
import World

@Suite struct SessionTests {
    @Test func assumesARole() async throws {
        let fixture = try Fixture()
        let answer = try await fixture.client().assumeRole(
            .init(
                roleArn: Fixture.role, roleSessionName: "morning", durationSeconds: 900,
                tags: [.init(key: "team", value: "bikes")], sourceIdentity: "ana"))
        // The session's ARN leaves out the path of the role (IAM User Guide, IAM identifiers).
        #expect(answer.assumedRoleUser?.arn == "arn:aws:sts::210987654321:assumed-role/reader/morning")
        #expect(answer.assumedRoleUser?.assumedRoleId.hasSuffix(":morning") == true)
        #expect(answer.sourceIdentity == "ana")
        let credentials = try #require(answer.credentials)
        #expect(credentials.accessKeyId.wholeMatch(of: /ASIA[A-Z2-7]{16}/) != nil)
        #expect(credentials.secretAccessKey.count == 40)
        #expect(credentials.expiration.seconds == Fixture.start.seconds + 900)
        let info = try await fixture.client().getAccessKeyInfo(.init(accessKeyId: credentials.accessKeyId))
        #expect(info.account == "210987654321")
        let session = try #require(await fixture.state.session(of: credentials.accessKeyId))
        #expect(session.principal == .assumedRole("reader", session: "morning", account: "210987654321"))
        #expect(
            session.conditionContext == [
                "aws:TokenIssueTime": ["2025-01-01T00:00:00Z"], "aws:PrincipalTag/team": ["bikes"],
                "aws:SourceIdentity": ["ana"],
            ])
    }

    @Test func sessionsOutliveTheProcess() async throws {
        let fixture = try Fixture()
        let answer = try await fixture.client().assumeRole(.init(roleArn: Fixture.role, roleSessionName: "s1"))
        let key = try #require(answer.credentials?.accessKeyId)
        let reopened = try STSState(fixture.world)
        #expect(await reopened.session(of: key) == fixture.state.session(of: key))
        #expect(await reopened.session(of: "ASIAY34FZKBOKMUTVV7A") == nil)
    }

    @Test func expiredSessionsAreForgottenADayLater() async throws {
        let fixture = try Fixture()
        let request = STS.AssumeRoleRequest(roleArn: Fixture.role, roleSessionName: "s1", durationSeconds: 900)
        let key = try #require(try await fixture.client().assumeRole(request).credentials?.accessKeyId)
        await fixture.world.advance(by: .seconds(900 + 86_400))
        _ = try await fixture.client().assumeRole(request)
        #expect(await (try STSState(fixture.world)).session(of: key) != nil)
        await fixture.world.advance(by: .seconds(1))
        _ = try await fixture.client().assumeRole(request)
        #expect(await (try STSState(fixture.world)).session(of: key) == nil)
    }

    static let refused: [(String, Int?, code: String, message: String)] = [
        ("not an arn at all, of any kind", nil, "ValidationError", "not an arn at all, of any kind is invalid"),
        ("arn:aws:iam::123456789012:user/ana", nil, "ValidationError", "Request ARN is invalid"),
        ("arn:aws:iam::12345:role/reader", nil, "ValidationError", "Request ARN is invalid"),
        (
            Fixture.role, 899, "ValidationError",
            "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 900"
        ),
    ]

    @Test(arguments: refused) func refusesBadRequests(
        role: String, seconds: Int?, code: String, message: String
    ) async throws {
        let client = try Fixture().client()
        let error = await #expect(throws: STSError.self) {
            try await client.assumeRole(.init(roleArn: role, roleSessionName: "s1", durationSeconds: seconds))
        }
        #expect(error?.code.rawValue == code)
        #expect(error?.message == message)
    }

    @Test func chainedRolesLastAnHour() async throws {
        let client = try Fixture().client(.assumedRole("first", session: "s", account: "123456789012"))
        _ = try await client.assumeRole(.init(roleArn: Fixture.role, roleSessionName: "s2", durationSeconds: 3600))
        let error = await #expect(throws: STSError.self) {
            try await client.assumeRole(.init(roleArn: Fixture.role, roleSessionName: "s2", durationSeconds: 3601))
        }
        #expect(error?.message?.contains("1 hour session limit for roles assumed by role chaining") == true)
    }

    @Test func sessionTokensAreTheCallersOwn() async throws {
        let fixture = try Fixture()
        let user = Principal.user("ana", account: "123456789012")
        let answer = try await fixture.client(user).getSessionToken(.init())
        let credentials = try #require(answer.credentials)
        #expect(credentials.expiration.seconds == Fixture.start.seconds + 43_200)
        let session = try #require(await fixture.state.session(of: credentials.accessKeyId))
        #expect(session.principal == user)
        let again = fixture.client(user, context: session.conditionContext)
        let error = await #expect(throws: STSError.self) { try await again.getSessionToken(.init()) }
        #expect(error?.code.rawValue == "AccessDenied")
        #expect(error?.message == "Cannot call GetSessionToken with session credentials")
    }

    @Test func refusesParametersThatAreNotEmulated() async throws {
        let client = try Fixture().client()
        let error = await #expect(throws: STSError.self) {
            try await client.assumeRole(.init(roleArn: Fixture.role, roleSessionName: "s1", policy: "{}"))
        }
        #expect(error?.status == 501)
        #expect(error?.message == "KASS does not emulate Policy of sts:AssumeRole")
    }
}
