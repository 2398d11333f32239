import AWSCore

/// Small requests to endpoints that give credentials and are no services.
struct MetadataCall: Sendable {
    let transport: any HTTPTransport
    let surroundings: Surroundings
    /// Seconds, to connect and to wait for an answer.
    var timeoutSeconds: Double
    var attemptsMax: Int

    /// Documents of credentials and tokens.
    static let answerBytesMax = 1 << 20

    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]

        var text: String { String(String(decoding: body, as: UTF8.self)[...].trimmed) }
    }

    /// Tries again what may pass: no answer, and answers of 500 and above.
    func send(
        _ method: String, _ path: String, query: [HTTPRequest.QueryItem] = [],
        headers: HTTPHeaders = HTTPHeaders(), to origin: Origin
    ) async throws(TransportError) -> Answer {
        var headers = headers
        headers["Host"] = origin.authority
        headers["Accept"] = "application/json"
        headers["User-Agent"] = "kass"
        let request = HTTPRequest(method: method, path: path, query: query, headers: headers)
        var number = 1
        while true {
            let result = await once(request, to: origin)
            let isFinal = number >= attemptsMax || !Self.mayPass(result)
            if isFinal { return try result.get() }
            number += 1
            do {
                try await surroundings.sleep(.milliseconds(Int(surroundings.fraction() * 1000)))
            } catch {
                throw TransportError(.cancelled, "the wait for another attempt was cancelled")
            }
        }
    }

    private static func mayPass(_ result: Result<Answer, TransportError>) -> Bool {
        switch result {
        case .success(let answer): answer.status >= 500
        case .failure(let error): error.isTransient
        }
    }

    private func once(_ request: HTTPRequest, to origin: Origin) async -> Result<Answer, TransportError> {
        let timeouts = Timeouts(
            connectSeconds: timeoutSeconds, firstByteSeconds: timeoutSeconds, wholeSeconds: 2 * timeoutSeconds)
        do {
            let wish = ResponseBodyWish.collected(bytesMax: Self.answerBytesMax)
            let response = try await transport.send(request, to: origin, body: wish, timeouts: timeouts)
            let body = try await response.body.collect(bytesMax: Self.answerBytesMax)
            return .success(Answer(status: response.status, body: body))
        } catch {
            return .failure(error as? TransportError ?? TransportError(.other, "\(error)"))
        }
    }
}
