import AWSCore
import Testing

@Suite struct SigV4SignerTests {
    @Test func thereAreAllCases() {
        #expect(SigV4Case.all.count == 38)
    }

    @Test(arguments: SigV4Case.all)
    func signsHeaders(_ test: SigV4Case) throws {
        let signed = test.signer.sign(
            test.request, payload: .of(test.body), with: test.credentials, at: test.now)
        #expect(signed.canonicalRequest == (try test.text("header-canonical-request")))
        #expect(signed.stringToSign == (try test.text("header-string-to-sign")))
        #expect(signed.signature == (try test.text("header-signature")))
        try expectSame(signed.request, SigV4Case.httpRequest(try test.text("header-signed-request")))
    }

    @Test(arguments: SigV4Case.all)
    func signsQueries(_ test: SigV4Case) throws {
        let signed = test.signer.presign(
            test.request, payload: .of(test.body), with: test.credentials,
            expiresIn: test.context.expiration_in_seconds, at: test.now)
        #expect(signed.canonicalRequest == (try test.text("query-canonical-request")))
        #expect(signed.stringToSign == (try test.text("query-string-to-sign")))
        #expect(signed.signature == (try test.text("query-signature")))
        try expectSame(signed.request, SigV4Case.httpRequest(try test.text("query-signed-request")))
    }

    /// Header names in any case and order, since neither is signed.
    private func expectSame(_ left: HTTPRequest, _ right: HTTPRequest) throws {
        func fields(_ request: HTTPRequest) -> [String] {
            request.headers.fields.map { "\($0.name.lowercased()):\($0.value)" }.sorted()
        }
        #expect(left.method == right.method)
        #expect(left.path == right.path)
        #expect(Set(left.query) == Set(right.query))
        #expect(fields(left) == fields(right))
    }

    @Test func keysAreDerivedOnceAndForgottenInTime() {
        let cache = SigningKeyCache()
        let scope = CredentialScope(date: "20150830", region: "us-east-1", service: "iam")
        // AWS General Reference, "Examples of how to derive a signing key".
        let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
        let first = cache.key(secret: secret, scope: scope).signature(of: "x")
        for day in 0..<2000 {
            let other = CredentialScope(date: String(day), region: "us-east-1", service: "iam")
            #expect(cache.key(secret: secret, scope: other).signature(of: "x") != first)
        }
        #expect(cache.key(secret: secret, scope: scope).signature(of: "x") == first)
        #expect(cache.key(secret: "other", scope: scope).signature(of: "x") != first)
    }

    @Test func credentialsKeepTheirSecrets() {
        let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "SECRET", sessionToken: "TOKEN")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped, "\([credentials])"] {
            #expect(text.contains("AKID"))
            #expect(!text.contains("SECRET") && !text.contains("TOKEN"))
        }
    }
}
