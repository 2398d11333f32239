import AWSCore
import AWSDynamoDB
import AWSWire
import Testing

@Suite struct LimitTests {
    static func limits(_ change: (inout HTTPLimits) -> Void) -> HTTPLimits {
        var limits = HTTPLimits()
        change(&limits)
        return limits
    }

    @Test(arguments: [(100, 200), (101, 413)])
    func bodies(count: Int, status: Int) async throws {
        try await withServer(limits: Self.limits { $0.bodyBytesMax = 100 }) { port in
            let client = try RawConnection(port: port)
            let body = "{}" + String(repeating: " ", count: count - 2)
            try await client.send(request("ListTables", body))
            let response = try await client.response()
            #expect(response.status == status)
            if status == 413 { #expect(response.text.contains("longer than 100 bytes")) }
        }
    }

    /// Also when the length is not told beforehand.
    @Test func chunkedBodies() async throws {
        try await withServer(limits: Self.limits { $0.bodyBytesMax = 1000 }) { port in
            let client = try RawConnection(port: port)
            let head = request("ListTables", "").replacing("Content-Length: 0", with: "Transfer-Encoding: chunked")
            try await client.send(head)
            for _ in 0..<11 { try await client.send("64\r\n" + String(repeating: " ", count: 100) + "\r\n") }
            try await client.send("0\r\n\r\n")
            #expect(try await client.response().status == 413)
        }
    }

    @Test func headers() async throws {
        try await withServer(limits: Self.limits { $0.headerBytesMax = 2000 }) { port in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables", headers: ["X-Long: " + String(repeating: "x", count: 3000)]))
            let response = try await client.response()
            #expect(response.status == 431)
            #expect(response.headers["connection"] == "close")
        }
    }

    @Test func headerCounts() async throws {
        try await withServer(limits: Self.limits { $0.headerFieldCountMax = 20 }) { port in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables", headers: (0..<30).map { "X-\($0): y" }))
            #expect(try await client.response().status == 431)
        }
    }

    static let waiting: [String] = [
        "", "POST / HT", "POST / HTTP/1.1\r\nHost: x\r\n", "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc",
    ]

    /// A client that does not go on is cut off, wherever it stopped.
    @Test(arguments: waiting) func slowClients(start: String) async throws {
        let limits = Self.limits {
            $0.headSecondsMax = 0.05
            $0.bodyStallSecondsMax = 0.05
        }
        try await withServer(limits: limits) { port in
            let client = try RawConnection(port: port)
            try await client.send(start)
            _ = try await client.rest()
        }
    }

    @Test func connections() async throws {
        try await withServer(limits: Self.limits { $0.connectionsMax = 2 }) { port in
            var first: RawConnection? = try RawConnection(port: port)
            let second = try RawConnection(port: port)
            for client in [first!, second] {
                try await client.send(request("ListTables"))
                #expect(try await client.response().status == 200)
            }
            let third = try RawConnection(port: port)
            try await third.send(request("ListTables"))
            first = nil
            #expect(try await third.response().status == 200)
        }
    }

    static let malformed: [(String, Int)] = [
        ("GARBAGE\r\n\r\n", 400),
        ("GET / HTTP/9.9\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        ("GET / HTTP/1.1\r\nBad Name: x\r\n\r\n", 400),
        ("GET /\u{1} HTTP/1.1\r\n\r\n", 400),
        ("GET /?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /?a=%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ]

    @Test(arguments: malformed) func requests(text: String, status: Int) async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(text)
            #expect(try await client.response().status == status)
        }
    }

    static let badBodies = ["{", "[]", "nope", "\u{0}", #"{"TableName":7,"Key":{}}"#, #"{"TableName":"t","Key":[]}"#]

    @Test(arguments: badBodies) func bodiesThatAreNoInput(body: String) async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(request("GetItem", body))
            let response = try await client.response()
            #expect(response.status == 400)
            #expect(response.text.contains("SerializationException"))
        }
    }
}
