import AWSCore
import AWSSTS
import Testing

@Suite struct WebIdentityTests {
    /// A token of three parts, of which only the middle one is read.
    static func token(_ claims: String) -> String {
        let text = Blob(claims).base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return "eyJhbGciOiJSUzI1NiJ9.\(text).c2lnbmF0dXJl"
    }

    func assume(_ token: String) async throws -> STS.AssumeRoleWithWebIdentityResponse {
        try await Fixture().client().assumeRoleWithWebIdentity(
            .init(roleArn: Fixture.role, roleSessionName: "pod", webIdentityToken: token))
    }

    @Test func readsTheClaims() async throws {
        let claims =
            #"{"iss":"https://oidc.eks.example","sub":"system:serviceaccount:a:b","aud":["sts.amazonaws.com"],"#
            + #""exp":1735689601}"#
        let answer = try await assume(Self.token(claims))
        #expect(answer.subjectFromWebIdentityToken == "system:serviceaccount:a:b")
        #expect(answer.audience == "sts.amazonaws.com")
        #expect(answer.provider == "https://oidc.eks.example")
        #expect(answer.assumedRoleUser?.arn == "arn:aws:sts::210987654321:assumed-role/reader/pod")
        #expect(answer.credentials != nil)
    }

    static let refused: [(String, code: String)] = [
        ("token", "InvalidIdentityToken"), ("a.b.c", "InvalidIdentityToken"), ("a..c", "InvalidIdentityToken"),
        (token(#"{"sub":"x"}"#), "InvalidIdentityToken"),
        (token(#"{"sub":"x","iss":"y","exp":1735689600}"#), "ExpiredTokenException"),
    ]

    @Test(arguments: refused) func refusesWhatIsNoToken(token: String, code: String) async throws {
        let error = await #expect(throws: STSError.self) { try await assume(token) }
        #expect(error?.code.rawValue == code)
        #expect(error?.status == 400)
    }
}
