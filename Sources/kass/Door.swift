package import AWSCore
import AWSLive

/// Where a command's requests go: to a kass that is running, or to a chatbot in this process. Both answer alike.
package struct Door: Sendable {
    let answer: @Sendable (HTTPRequest) async throws -> HTTPResponse

    package init(_ answer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) {
        self.answer = answer
    }

    /// The front door of a kass that is running.
    init(_ origin: Origin) {
        let transport = CurlTransport()
        // An answer may take as long as a model does.
        let timeouts = Timeouts(connectSeconds: 5, firstByteSeconds: 300)
        answer = { request in
            var request = request
            request.headers["Host"] = origin.authority
            return try await transport.send(request, to: origin, body: .streamed, timeouts: timeouts)
        }
    }

    /// The most of an answer that is read, in bytes.
    private static let answerBytesMax = 64 << 20

    func json(
        _ method: String, _ path: String, query: [HTTPRequest.QueryItem] = [], body: Document? = nil
    ) async throws -> (status: Int, body: Document) {
        var request = HTTPRequest(method: method, path: path, query: query)
        if let body {
            request.body = .bytes(body.json())
            request.headers["Content-Type"] = "application/json"
        }
        let response = try await answer(request)
        let bytes = try await response.body.collect(bytesMax: Self.answerBytesMax)
        return (response.status, (try? Document(json: bytes)) ?? .null)
    }

    /// `GET /settings`.
    var settings: Document {
        get async throws { try await found("/settings") }
    }

    /// All documents of the knowledge base, each with its state.
    func documents() async throws -> [Document] {
        var documents: [Document] = []
        var after: String?
        repeat {
            let page = try await found("/documents", query: after.map { [.init("after", $0)] } ?? [])
            documents += page["documents"]?.list ?? []
            after = page["next"]?.string
        } while after != nil
        return documents
    }

    private func found(_ path: String, query: [HTTPRequest.QueryItem] = []) async throws -> Document {
        let (status, body) = try await json("GET", path, query: query)
        guard status == 200 else { throw Refusal(words: Console.words(of: body, status)) }
        return body
    }

    /// The events of a streamed answer (https://html.spec.whatwg.org/multipage/server-sent-events.html).
    func events(_ path: String, body: Document) async throws -> ServerSentEvents {
        var request = HTTPRequest(method: "POST", path: path, body: .bytes(body.json()))
        request.headers["Content-Type"] = "application/json"
        request.headers["Accept"] = "text/event-stream"
        let response = try await answer(request)
        guard response.status == 200 else {
            let body = (try? Document(json: try await response.body.collect(bytesMax: 1 << 20))) ?? .null
            throw Refusal(words: Console.words(of: body, response.status))
        }
        return ServerSentEvents(response.body)
    }

    /// There was an answer, but not the wanted one.
    struct Refusal: Error, CustomStringConvertible {
        let words: String
        var description: String { words }
    }
}
