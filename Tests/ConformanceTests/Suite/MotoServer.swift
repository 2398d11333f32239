import AWSCore
import AWSLive
import Foundation

/// moto's server in a process of its own.
struct MotoServer {
    let process: ChildProcess
    let origin: Origin

    /// Starts it on a free port and returns when it answers.
    static func start() async throws -> MotoServer {
        let process = Process()
        process.executableURL = try Python.executable("moto_server")
        process.arguments = ["-H", "127.0.0.1", "-p", "0"]
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"]
        let log = Pipe()
        process.standardError = log
        process.standardOutput = log
        let child = try ChildProcess(process)
        var text = ""
        while let line = await log.fileHandleForReading.chunk() {
            text += line
            if let match = text.firstMatch(of: /Running on http:\/\/127\.0\.0\.1:([0-9]+)/), let port = Int(match.1) {
                Thread.detachNewThread { while !log.fileHandleForReading.availableData.isEmpty {} }
                return MotoServer(process: child, origin: Origin(isSecure: false, host: "127.0.0.1", port: port))
            }
        }
        throw SuiteError("moto_server ended before it listened: \(text)")
    }

    func stop() async {
        process.kill()
        _ = await process.status()
    }

    /// The only one that it has for callers of any name.
    static let account = "123456789012"

    /// Empties it, so that each case begins as it does with us.
    func reset(_ transport: CurlTransport) async throws {
        try await send(HTTPRequest(method: "POST", path: "/moto-api/reset"), transport)
    }

    /// Makes the role that functions have.
    func makeRole(_ transport: CurlTransport) async throws {
        var request = HTTPRequest(method: "POST", path: "/")
        request.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=a/20250101/us-east-1/iam/aws4_request"
        request.headers["Content-Type"] = "application/x-www-form-urlencoded"
        request.body = .bytes(
            Array(
                "Action=CreateRole&Version=2010-05-08&RoleName=kass-conformance&AssumeRolePolicyDocument=%7B%7D".utf8))
        try await send(request, transport)
    }

    private func send(_ request: HTTPRequest, _ transport: CurlTransport) async throws {
        let response = try await transport.send(
            request, to: origin, body: .collected(bytesMax: 1 << 16), timeouts: Timeouts())
        guard response.status == 200 else {
            throw SuiteError("moto answered \(response.status) to \(request.method) \(request.path)")
        }
    }
}
