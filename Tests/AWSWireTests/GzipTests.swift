import AWSCore
import AWSWire
import Testing

/// Compressed bodies were made by gzip 1.12, `gzip -n | xxd -p`.
@Suite struct GzipTests {
    static let limit = "1f8b0800000000000003ab56f2c9cccd2c51b232ac05004dc4c8080b000000"  // {"Limit":1}
    static let thousand = "1f8b08000000000000034b4c1c05a360140c77000003da389ae8030000"  // 1000 times a
    static let thousandAndOne = "1f8b08000000000000034b4c1c05a360140c7b000023d72471e9030000"

    static func request(_ hex: String, target: String = "", service: String = "es", _ more: String = "") -> [UInt8] {
        let body = Hex.bytes(hex) ?? []
        let targetLine = target.isEmpty ? "" : "X-Amz-Target: DynamoDB_20120810.\(target)\r\n"
        let head =
            "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.count)\r\nContent-Encoding: gzip\r\n"
            + "Authorization: AWS4-HMAC-SHA256 Credential=A/20250101/eu-west-1/\(service)/aws4_request, "
            + "SignedHeaders=host, Signature=0\r\n\(targetLine)\(more)\r\n"
        return Array(head.utf8) + body
    }

    func answer(_ request: [UInt8]) async throws -> RawResponse {
        let server = WireServer(
            services: [.echoingDynamoDB()], unmodelled: [UnmodelledServiceTests.echo], port: 0,
            clock: { Timestamp(seconds: 1_735_689_600) }, requestID: { _ in "ID" })
        return try await server.serving { address in
            let client = try RawConnection(port: address.port)
            try await client.send(request)
            return try await client.response()
        }
    }

    @Test func requestsAreDecompressed() async throws {
        #expect(try await answer(Self.request(Self.limit)).text.hasSuffix(#" {"Limit":1}"#))
        // Two members are one body (RFC 1952, 2.2).
        #expect(
            try await answer(Self.request(Self.limit + Self.limit)).text.hasSuffix(#" {"Limit":1}{"Limit":1}"#))
        #expect(try await answer(Self.request("")).status == 200)
        let modelled = try await answer(Self.request(Self.limit, target: "ListTables", service: "dynamodb"))
        #expect(modelled.text == #"{"TableNames":["Orders"]}"#)
    }

    /// The service takes 1000 bytes.
    @Test func bombsAreRefused() async throws {
        #expect(try await answer(Self.request(Self.thousand)).status == 200)
        #expect(try await answer(Self.request(Self.thousandAndOne)).status == 413)
        #expect(try await answer(Self.request(Self.thousand + Self.limit)).status == 413)
    }

    static let broken = [
        "00", "1f8b", String(limit.dropLast(2)), String(limit.dropLast(20)), limit + "00",
        limit.replacing("4dc4c808", with: "4dc4c809"), String(repeating: "ff", count: 40),
    ]

    @Test(arguments: broken) func brokenBodiesAreRefused(hex: String) async throws {
        #expect(try await answer(Self.request(hex)).status == 400)
        let modelled = try await answer(Self.request(hex, target: "ListTables", service: "dynamodb"))
        #expect(modelled.status == 400)
        #expect(modelled.text.contains("SerializationException"))
    }

    static let accepted: [(String, isCompressed: Bool)] = [
        ("gzip", true), ("deflate, gzip;q=0.8", true), ("identity", false), ("gzip;q=0", false), ("", false),
    ]

    @Test(arguments: accepted) func answersAreCompressedOnDemand(coding: String, isCompressed: Bool) async throws {
        let header = coding.isEmpty ? "" : "Accept-Encoding: \(coding)\r\n"
        // The echo of a thousand bytes is longer than the least that is compressed, that of eleven is not.
        let long = try await answer(Self.request(Self.thousand, header))
        #expect((long.headers["content-encoding"] == "gzip") == isCompressed)
        #expect((long.body.count < 100) == isCompressed)
        let short = try await answer(Self.request(Self.limit, header))
        #expect(short.headers["content-encoding"] == nil)
    }
}
