import AWSCore
import AWSS3
import AWSWire
import CSSL
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct TLSTests {
    @Test(arguments: ["localhost", "127.0.0.1", "::1", "s3.localhost", "photos.s3.localhost", "abc.aoss.localhost"])
    func isTrustedForNamesOfThisMachine(host: String) async throws {
        try await withTLS { port, authority in
            let client = try await connected(port, .init(authority: authority, host: host))
            try await client.send(request("ListTables"))
            #expect(try await client.response().text == #"{"TableNames":["Orders"]}"#)
        }
    }

    @Test func isTrustedForNoOther() async throws {
        try await withTLS { port, authority in
            for host in ["example.com", "localhost.example.com", "127.0.0.2"] {
                await #expect(throws: RawError.self) {
                    _ = try await connected(port, .init(authority: authority, host: host))
                }
            }
        }
    }

    static let offers: [([String], String?)] = [
        ([], nil), (["http/1.1"], "http/1.1"), (["h2"], "h2"), (["http/1.1", "h2"], "h2"), (["spdy/3"], nil),
    ]

    @Test(arguments: offers) func agreesOnAProtocol(offered: [String], chosen: String?) async throws {
        try await withTLS { port, authority in
            let client = try await connected(port, .init(authority: authority, protocols: offered))
            #expect(client.negotiated == chosen)
            if chosen == "h2" {
                let multiplexed = try await RawHTTP2(client)
                for frame in RawHTTP2.call(stream: 1) { try await multiplexed.send(frame) }
                #expect(try await multiplexed.body(stream: 1).contains("Orders"))
            } else {
                try await client.send(request("ListTables"))
                #expect(try await client.response().status == 200)
            }
        }
    }

    @Test(arguments: [(TLS1_2_VERSION, true), (TLS1_1_VERSION, false)])
    func speaksVersions(newest: Int32, isTaken: Bool) async throws {
        try await withTLS { port, authority in
            let settings = SecureClient.Settings(authority: authority, versionMax: newest)
            let client = try? await connected(port, settings)
            #expect((client != nil) == isTaken)
        }
    }

    /// The same port still answers whoever does not begin with a handshake.
    @Test func plainClientsStayWelcome() async throws {
        try await withTLS { port, _ in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables"))
            #expect(try await client.response().status == 200)
            let multiplexed = try await RawHTTP2(try RawConnection(port: port))
            for frame in RawHTTP2.call(stream: 1) { try await multiplexed.send(frame) }
            #expect(try await multiplexed.body(stream: 1).contains("Orders"))
        }
    }

    static let hostile: [[UInt8]] = [
        [22], [22, 3, 1], [22, 3, 1, 0xFF, 0xFF], [22, 3, 1, 0, 5, 1, 0, 0, 1, 0], [22] + Array("GET / HTTP/1.1".utf8),
        [UInt8](repeating: 22, count: 100_000),
    ]

    @Test(arguments: hostile) func handshakesThatAreNone(bytes: [UInt8]) async throws {
        let limits = LimitTests.limits { $0.headSecondsMax = 0.05 }
        try await withTLS(limits: limits) { port, _ in
            let client = try RawConnection(port: port)
            try? await client.send(bytes)
            _ = try? await client.rest()
        }
    }

    @Test func bodiesStreamBothWays() async throws {
        let received = Mutex(0)
        let service = StreamingTests.s3 { input in
            if let input = input as? S3.PutObjectRequest, case .stream(let chunks, _) = input.payloadStream {
                for try await chunk in chunks { received.withLock { $0 += chunk.count } }
                return try S3.PutObjectOutput([:] as Document)
            }
            var output = try S3.GetObjectOutput([:] as Document)
            output.payloadStream = .stream(StreamingTests.Source(count: 50), length: 50 * 65_536)
            return output
        }
        try await withTLS([service]) { port, authority in
            let client = try await connected(port, .init(authority: authority))
            let head = request(nil, "", service: "s3", method: "PUT", path: "/bucket/key")
                .replacing("Content-Length: 0", with: "Content-Length: 3000000")
            try await client.send(head)
            for _ in 0..<30 { try await client.send([UInt8](repeating: 7, count: 100_000)) }
            #expect(try await client.response().status == 200)
            #expect(received.withLock { $0 } == 3_000_000)
            try await client.send(request(nil, "", service: "s3", method: "GET", path: "/bucket/key"))
            let body = try await client.response().body
            #expect(body.count == 50 * 65_536)
            #expect(body.last == 50)
        }
    }

    @Test func closesAsTLSDoes() async throws {
        try await withTLS { port, authority in
            let client = try await connected(port, .init(authority: authority))
            try await client.send(request("ListTables", headers: ["Connection: close"]))
            #expect(String(decoding: try await client.rest(), as: UTF8.self).hasSuffix(#"{"TableNames":["Orders"]}"#))
        }
    }
}

/// Connecting shakes hands, which blocks.
func connected(_ port: Int, _ settings: SecureClient.Settings) async throws -> RawConnection {
    try await blocking { try RawConnection(port: port, tls: settings) }
}

func withTLS(
    _ services: [WireService] = [.echoingDynamoDB()], limits: HTTPLimits = HTTPLimits(),
    _ body: @Sendable (Int, String) async throws -> Void
) async throws {
    let directory = TemporaryDirectory()
    let certificates = LocalCertificates(in: directory.path)
    _ = try certificates.make(at: .current)
    let server = WireServer(
        port: 0, limits: limits, tls: try certificates.context(), clock: { Timestamp(seconds: 1_735_689_600) },
        answer: WireServer.answer(
            services, limits: limits, clock: { Timestamp(seconds: 1_735_689_600) }, requestID: { _ in "REQUEST" }))
    try await server.serving { try await body($0.port, certificates.authority) }
}

extension Timestamp {
    /// Certificates are checked against the machine's own clock.
    fileprivate static var current: Timestamp { Timestamp(seconds: Int64(time(nil))) }
}
