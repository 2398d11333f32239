import AWSCore
import AWSLive
import Synchronization

/// Answers each request with the next line of a script, and keeps what was sent.
final class ScriptedTransport: HTTPTransport {
    typealias Line = Result<HTTPResponse, TransportError>

    private let script: Mutex<[Line]>
    private let sent = Mutex<[(request: HTTPRequest, origin: Origin)]>([])

    init(_ script: [Line]) {
        self.script = Mutex(script)
    }

    func send(
        _ request: HTTPRequest, to origin: Origin, body: ResponseBodyWish, timeouts: Timeouts
    ) async throws(TransportError) -> HTTPResponse {
        sent.withLock { $0.append((request, origin)) }
        let line = script.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let line else { throw TransportError(.connectionRefused, "the script has ended") }
        return try line.get()
    }

    var requests: [HTTPRequest] { sent.withLock { $0.map(\.request) } }
    var origins: [Origin] { sent.withLock { $0.map(\.origin) } }
}

extension HTTPResponse {
    static func json(_ status: Int, _ body: String, headers: HTTPHeaders = HTTPHeaders()) -> HTTPResponse {
        var headers = headers
        headers.append("Content-Type", "application/x-amz-json-1.0")
        return HTTPResponse(status: status, headers: headers, body: .bytes(Array(body.utf8)))
    }
}

/// Surroundings in which time stands still and every wait is written down.
final class StillSurroundings: Sendable {
    let value: Surroundings

    init(now: Timestamp = Timestamp(seconds: 1_735_689_600), fraction: Double = 0.5) {
        let waits = Waits()
        self.waits = waits
        let bits = UInt64(fraction * 0x1p53) << 11
        value = Surroundings(now: { now }, sleep: { waits.append($0) }, random: { bits })
    }

    let waits: Waits

    final class Waits: Sendable {
        private let durations = Mutex<[Duration]>([])
        func append(_ duration: Duration) { durations.withLock { $0.append(duration) } }
        var all: [Duration] { durations.withLock { $0 } }
    }
}
