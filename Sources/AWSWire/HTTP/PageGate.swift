import AWSCore

/// Lets in what programs of this machine send, and of what web pages send only what a bucket's own rules allow.
struct PageGate: Sendable {
    let loopback: LoopbackGuard
    let rules: WireServer.CrossOriginRules?
    let answer: HTTPServer.Answer

    func callAsFunction(_ request: HTTPRequest) async -> HTTPResponse {
        guard let rules, let asked = CrossOriginRequest(request), loopback.knowsHost(of: request) else {
            return loopback.allows(request) ? await answer(request) : Self.refusal
        }
        let verdict = await rules(asked)
        if case .allowed(let permission) = verdict {
            var response = asked.isPreflight ? HTTPResponse() : await answer(request)
            response.headers.fields += permission.headers(for: asked).fields
            return response
        }
        guard loopback.allows(request) else { return Self.refusal }
        return asked.isPreflight ? Self.refusal(of: asked, verdict) : await answer(request)
    }

    private static var refusal: HTTPResponse {
        let words = "This server is for programs of this machine: not for web pages, nor under other names."
        return HTTPResponse(status: 403, headers: ["Content-Type": "text/plain"], body: .bytes(Array(words.utf8)))
    }

    /// In S3's words.
    private static func refusal(of request: CrossOriginRequest, _ verdict: CrossOriginVerdict) -> HTTPResponse {
        let words =
            if case .noRules = verdict {
                "CORSResponse: CORS is not enabled for this bucket."
            } else {
                // S3 itself writes "evalution".
                "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, "
                    + "request method / Access-Control-Request-Method or Access-Control-Request-Headers are not "
                    + "whitelisted by the resource's CORS spec."
            }
        let failure = WireFailure(
            status: 403, code: "AccessForbidden", message: words,
            members: .init([.init("Method", .string(request.method)), .init("ResourceType", "OBJECT")]))
        return WireProtocolName.restXML.implementation.response(to: nil, of: .none, failure: failure)
    }
}
