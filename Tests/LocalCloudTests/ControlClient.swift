import AWSCore
import AWSLive
import AWSWire
import Foundation
import LocalCloud
import World

/// A client of a host's control API and of its AWS, over a real connection.
struct ControlClient: Sendable {
    private let origin: Origin
    private let transport = CurlTransport(environment: [:])

    init(_ address: HTTPAddress) {
        origin = Origin(isSecure: false, host: address.host, port: address.port)
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: Document

        var error: String? { body["error"]?.string }
    }

    func send(
        _ method: String, _ path: String, _ body: String? = nil, query: [HTTPRequest.QueryItem] = [],
        headers: HTTPHeaders = [:]
    ) async throws -> Answer {
        let request = HTTPRequest(
            method: method, path: path, query: query, headers: headers, body: .bytes(Array((body ?? "").utf8)))
        let response = try await transport.send(
            request, to: origin, body: .collected(bytesMax: 16 << 20), timeouts: Timeouts(firstByteSeconds: 60))
        let bytes = try await response.body.collect(bytesMax: 16 << 20)
        return Answer(
            status: response.status, headers: response.headers, body: (try? Document(json: bytes)) ?? .null)
    }

    func get(_ path: String, _ query: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, query: query.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
    }

    func post(_ path: String, _ body: String? = nil) async throws -> Answer { try await send("POST", path, body) }

    /// A call of an AWS service that speaks JSON.
    func call(_ target: String, _ body: String, service: String = "dynamodb") async throws -> Answer {
        try await send("POST", "/", body, headers: Self.signed(service, ["X-Amz-Target": target]))
    }

    /// A call of S3's.
    func s3(_ method: String, _ path: String, _ body: String? = nil) async throws -> Answer {
        try await send(method, path, body, headers: Self.signed("s3", [:]))
    }

    static func signed(_ service: String, _ headers: HTTPHeaders) -> HTTPHeaders {
        var headers = headers
        headers["Content-Type"] = "application/x-amz-json-1.0"
        headers["Authorization"] =
            "AWS4-HMAC-SHA256 Credential=000000000000/20250101/us-east-1/\(service)/aws4_request, "
            + "SignedHeaders=host, Signature=0"
        return headers
    }

    func tables() async throws -> [String] {
        try await call("DynamoDB_20120810.ListTables", "{}").body["TableNames"]?.list?.compactMap(\.string) ?? []
    }

    func makeTable(_ name: String) async throws -> Int {
        try await call(
            "DynamoDB_20120810.CreateTable",
            """
            {"TableName":"\(name)","BillingMode":"PAY_PER_REQUEST",\
            "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],\
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}
            """
        ).status
    }

    /// Each line of an answer that does not end, as it comes.
    func lines(_ path: String, _ query: [HTTPRequest.QueryItem]) async throws -> ByteStream {
        try await transport.send(
            HTTPRequest(method: "GET", path: path, query: query), to: origin, body: .streamed, timeouts: Timeouts()
        ).body
    }
}

/// A directory that is gone after `body`.
func withDirectory(_ body: (String) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "kass-control-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try await body(url.path)
}

/// A host with a server on a port of its own.
func withHost(
    isVirtual: Bool = true, inMemory: Bool = true, _ body: @Sendable (ControlClient, CloudHost) async throws -> Void
) async throws {
    try await withDirectory { directory in
        let options = CloudHostOptions(
            world: WorldConfiguration(
                seed: 7, clock: isVirtual ? .virtual(start: WorldConfiguration.virtualStart) : .real,
                storage: inMemory ? .memory : .directory("\(directory)/data")),
            savedWorlds: "\(directory)/saved", version: "1.2.3")
        let host = try await CloudHost(options)
        try await host.wireServer(port: 0).serving { try await body(ControlClient($0), host) }
        try host.close()
    }
}
