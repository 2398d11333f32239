import AWSCore
import Testing

@Suite struct SigV4VerifierTests {
    /// Both ways of signing of every case, as a server receives them.
    static let received: [(test: SigV4Case, file: String)] = SigV4Case.all.flatMap { test in
        [(test, "header-signed-request"), (test, "query-signed-request")]
    }

    @discardableResult
    private func verify(
        _ request: HTTPRequest, _ test: SigV4Case, body: [UInt8]? = nil
    ) throws -> VerifiedSignature {
        let authorization = try SigV4Authorization(of: request)
        return try test.verifier.verify(
            request, authorization, body: body ?? test.body, credentials: test.credentials, at: test.now)
    }

    private func request(_ test: SigV4Case, _ file: String) throws -> HTTPRequest {
        SigV4Case.httpRequest(try test.text(file))
    }

    @Test(arguments: received.filter { $0.test.context.normalize })
    func acceptsEverySignedRequest(_ test: SigV4Case, _ file: String) throws {
        let verified = try verify(try request(test, file), test)
        #expect(verified.authorization.credential.accessKeyID == "AKIDEXAMPLE")
        #expect(verified.authorization.credential.scope.region == "us-east-1")
    }

    /// The suite signs these without the header that S3 demands, so they are checked against their own signature.
    @Test(arguments: SigV4Case.all.filter { !$0.context.normalize })
    func acceptsPathsAsTheyAre(_ test: SigV4Case) throws {
        let request = try request(test, "header-signed-request")
        let failure = #expect(throws: SigV4Failure.self) { try self.verify(request, test) }
        #expect(failure?.reason == .missingContentHash)
        let authorization = try SigV4Authorization(of: request)
        let canonical = CanonicalRequest(
            request, signedHeaders: authorization.signedHeaders, payload: SigV4Payload.empty.text, signsPathOnce: true)
        #expect(canonical.text == (try test.text("header-canonical-request")))
        let signer = SigV4Signer(service: "service", region: "us-east-1", signsPathOnce: true)
        let signed = signer.sign(test.request, payload: .empty, with: test.credentials, at: test.now)
        try verify(signed.request, test)
    }

    @Test(arguments: received.filter { $0.test.context.normalize })
    func refusesAnyChangedByte(_ test: SigV4Case, _ file: String) throws {
        let request = try request(test, file)
        let authorization = try SigV4Authorization(of: request)
        func canonical(_ request: HTTPRequest) -> String {
            CanonicalRequest(
                request, signedHeaders: authorization.signedHeaders, payload: "", signsPathOnce: false
            ).text
        }
        for changed in changes(of: request, signed: authorization.signedHeaders) {
            // `/./` and `//` are the same path; a server cannot and need not tell them apart.
            if canonical(changed) == canonical(request) { continue }
            #expect(throws: SigV4Failure.self, "\(changed)") { try self.verify(changed, test) }
        }
        for index in test.body.indices {
            var body = test.body
            body[index] ^= 1
            #expect(throws: SigV4Failure.self) { try self.verify(request, test, body: body) }
        }
        #expect(throws: SigV4Failure.self) { try self.verify(request, test, body: test.body + [0]) }
    }

    /// The request with each byte of method, path, query and signed headers changed in turn.
    private func changes(of request: HTTPRequest, signed: [String]) -> [HTTPRequest] {
        var all: [HTTPRequest] = []
        func each(_ text: String, _ change: (inout HTTPRequest, String) -> Void) {
            let scalars = Array(text.unicodeScalars)
            for index in scalars.indices {
                var changed = scalars
                changed[index] = scalars[index] == "x" ? "y" : "x"
                var copy = request
                change(&copy, String(String.UnicodeScalarView(changed)))
                all.append(copy)
            }
            var longer = request
            change(&longer, text + "x")
            all.append(longer)
        }
        each(request.method) { $0.method = $1 }
        each(request.path) { $0.path = $1 }
        for (index, item) in request.query.enumerated() {
            each(item.name) { $0.query[index].name = $1 }
            each(item.value ?? "") { $0.query[index].value = $1 }
            var without = request
            without.query.remove(at: index)
            all.append(without)
        }
        for (index, field) in request.headers.fields.enumerated() {
            let name = field.name.lowercased()
            guard signed.contains(name) || name == "authorization" else { continue }
            each(field.value) { $0.headers.fields[index].value = $1 }
            var without = request
            without.headers.fields.remove(at: index)
            all.append(without)
        }
        return all
    }
}
