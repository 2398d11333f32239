import AWSCore

/// What is wrong with a request, in words for whoever sent it.
struct APIFailure: Error, Sendable {
    var status: Int
    /// What programs match on; nil where API Gateway itself would answer, which names none.
    var error: String?
    var message: String
    var headers = HTTPHeaders()
    /// Further members of the body.
    var details: [Document.Entry] = []

    init(_ status: Int, _ error: String?, _ message: String) {
        self.status = status
        self.error = error
        self.message = message
    }

    var document: Document {
        let name = error.map { [Document.Entry("error", .string($0))] } ?? []
        return .object(Document.Object(name + [.init("message", .string(message))] + details))
    }

    var response: HTTPResponse {
        var response = HTTPResponse.json(document, status: status)
        response.headers.fields += headers.fields
        return response
    }
}

extension APIFailure {
    /// A function that failed, or answered what is no response.
    static let functionFailed = APIFailure(502, nil, "Internal Server Error")
    static let throttled = APIFailure(429, nil, "Too Many Requests")

    static func tooLarge(bytesMax: Int) -> APIFailure {
        APIFailure(413, "PayloadTooLarge", "The body must have at most \(ByteCount.text(bytesMax)).")
    }

    /// A service that does not answer as it should; what it said may name resources, so it is not repeated.
    static let storageUnavailable = APIFailure(
        503, "ServiceUnavailable", "The document store does not answer; please try again shortly.")
}

extension HTTPResponse {
    static func json(_ document: Document, status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: .bytes(document.json()))
    }
}

/// Sizes as people read them.
enum ByteCount {
    /// `50 MB`, `128 KB`; whole units, as limits are.
    static func text(_ bytes: Int) -> String {
        if bytes >= 1 << 20 { return "\(bytes >> 20) MB" }
        return bytes >= 1 << 10 ? "\(bytes >> 10) KB" : "\(bytes) bytes"
    }
}
