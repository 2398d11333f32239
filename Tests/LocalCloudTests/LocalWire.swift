import AWSCore
import AWSLive
import AWSWire
import LocalCloud
import OpenSearchEmulator
import World

/// A cloud behind its doors, and plain HTTP requests to them.
struct LocalWire: Sendable {
    let world: World
    let cloud: LocalCloud
    static let start = Timestamp(seconds: 1_735_689_600)

    init(openSearch: OpenSearchSettings = OpenSearchSettings(refreshInterval: .zero)) throws {
        world = try World(WorldConfiguration(seed: 7, clock: .virtual(start: Self.start)))
        cloud = try LocalCloud(world: world, openSearch: openSearch)
    }

    func onOpenSearchPort<Result: Sendable>(
        _ body: @Sendable (LocalDoor) async throws -> Result
    ) async throws -> Result {
        try await cloud.openSearchServer(port: 0).serving { try await body(LocalDoor(port: $0.port)) }
    }

    func onAWSPort<Result: Sendable>(
        verifying keys: [AccessKeyHolder]? = nil, _ body: @Sendable (LocalDoor) async throws -> Result
    ) async throws -> Result {
        try await cloud.wireServer(port: 0, verifying: keys).serving { try await body(LocalDoor(port: $0.port)) }
    }
}

/// A port that answers.
struct LocalDoor: Sendable {
    let port: Int
    private let transport = CurlTransport(environment: [:])

    init(port: Int) {
        self.port = port
    }

    struct Response: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
        var json: Document { (try? Document(json: body)) ?? .null }
    }

    /// - Parameter path: with its query, as it stands in the request line.
    func send(
        _ method: String, _ path: String, _ body: String? = nil, _ headers: HTTPHeaders = HTTPHeaders()
    ) async throws -> Response {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        var request = HTTPRequest(method: method, path: parts[0], headers: headers)
        if parts.count == 2 { request.query = try QueryString.parse(parts[1]) }
        if let body {
            request.body = .bytes(Array(body.utf8))
            if request.headers["Content-Type"] == nil { request.headers["Content-Type"] = "application/json" }
        }
        return try await send(request)
    }

    func send(_ request: HTTPRequest) async throws -> Response {
        var request = request
        if request.headers["Host"] == nil { request.headers["Host"] = "127.0.0.1:\(port)" }
        let response = try await transport.send(
            request, to: Origin(isSecure: false, host: "127.0.0.1", port: port), body: .collected(bytesMax: 1 << 22),
            timeouts: Timeouts(wholeSeconds: 60))
        return Response(
            status: response.status, headers: response.headers,
            body: try await response.body.collect(bytesMax: 1 << 22))
    }

    /// A header that claims a signature, for servers that check none.
    static func signed(_ service: String, by key: String = "AKIDEXAMPLE", region: String = "us-east-1") -> HTTPHeaders {
        [
            "Authorization": "AWS4-HMAC-SHA256 Credential=\(key)/20250101/\(region)/\(service)/aws4_request, "
                + "SignedHeaders=host, Signature=0"
        ]
    }
}
