import AWSCore
import AWSDynamoDB
import AWSWire
import Testing

@Suite struct UnmodelledServiceTests {
    /// Answers with what it was given, in one line.
    static let echo = UnmodelledService(
        "Echo", signingNames: ["aoss", "es"], hostLabels: ["aoss", "es"], bodyBytesMax: 1000,
        refuse: { HTTPResponse(status: $0.status, body: .bytes(Array("refused: \($0.message ?? "")".utf8))) },
        answer: { request, body, caller in
            let line =
                "\(request.method) \(request.path) \(caller.account) \(caller.region) \(String(decoding: body, as: UTF8.self))"
            return HTTPResponse(body: .bytes(Array(line.utf8)))
        })

    func answer(_ request: String, alone: Bool = false) async throws -> RawResponse {
        let server = WireServer(
            services: alone ? [] : [.echoingDynamoDB()], unmodelled: [Self.echo], port: 0,
            clock: { Timestamp(seconds: 1_735_689_600) }, requestID: { _ in "ID" })
        return try await server.serving { address in
            let client = try RawConnection(port: address.port)
            try await client.send(request)
            return try await client.response()
        }
    }

    static func plain(_ headers: [String], path: String = "/books/_search", host: String = "localhost") -> String {
        request(nil, "q", key: "", headers: headers, path: path).replacing("Host: localhost", with: "Host: \(host)")
    }

    static let claimed: [(String, String)] = [
        (request(nil, "q", service: "aoss", path: "/x"), "POST /x 000000000000 eu-west-1 q"),
        (request(nil, "q", service: "es", key: "123456789012", path: "/x"), "POST /x 123456789012 eu-west-1 q"),
        (
            plain([], host: "search-books-abc.eu-west-2.es.amazonaws.com"),
            "POST /books/_search 000000000000 eu-west-2 q"
        ),
        (plain([], host: "abc.us-west-2.aoss.amazonaws.com:4566"), "POST /books/_search 000000000000 us-west-2 q"),
        (plain([], host: "books.aoss.localhost"), "POST /books/_search 000000000000 us-east-1 q"),
        // "123456789012:secret".
        (
            plain(["Authorization: Basic MTIzNDU2Nzg5MDEyOnNlY3JldA=="], host: "books.es.localhost"),
            "POST /books/_search 123456789012 us-east-1 q"
        ),
    ]

    @Test(arguments: claimed) func getsWhatNamesIt(request: String, text: String) async throws {
        let response = try await answer(request)
        #expect(response.status == 200)
        #expect(response.text == text)
    }

    /// Targets are for the service that makes collections; other hosts and scopes are other services'.
    @Test func leavesTheRest() async throws {
        let control = try await answer(request("CreateCollection", service: "aoss", target: "OpenSearchServerless"))
        #expect(control.text.contains("KASS does not emulate aoss:CreateCollection"))
        #expect(try await answer(request("ListTables")).text.contains("TableNames"))
        let control2 = try await answer(Self.plain([], host: "es.us-east-1.amazonaws.com"))
        #expect(control2.status == 501)
    }

    @Test func getsEverythingWhenItIsAlone() async throws {
        #expect(try await answer(Self.plain([], path: "/_bulk"), alone: true).text.hasPrefix("POST /_bulk "))
        #expect(try await answer(request("ListTables"), alone: true).text.hasPrefix("POST / "))
    }

    @Test func refusesLongBodies() async throws {
        let long = String(repeating: "x", count: 1001)
        let response = try await answer(request(nil, long, service: "es"))
        #expect(response.status == 413)
        #expect(try await answer(request(nil, String(long.dropLast()), service: "es")).status == 200)
    }
}
