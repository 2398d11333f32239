import AWSCore

/// Makes a service's typed errors out of responses.
struct ErrorDecoder<Service: ServiceModel>: Sendable {
    private let types: [String: any Structure.Type]
    private let wire: any WireProtocol

    init(_ wire: any WireProtocol) {
        self.wire = wire
        let pairs = Service.errors.compactMap { type in type.schema.error.map { ($0.code, type) } }
        types = Dictionary(pairs) { first, _ in first }
    }

    func traits(of code: String) -> ErrorTraits? { types[code]?.schema.error }

    func error(_ failure: WireFailure, in received: IncomingResponse) -> ServiceError<Service> {
        let judged = Failure(code: failure.code, status: failure.status, traits: traits(of: failure.code))
        return ServiceError(
            ErrorCode(failure.code), failure.message, status: failure.status, isRetryable: judged.isRetryable,
            isThrottling: judged.kind == .throttling,
            requestID: failure.requestID ?? Self.requestID(in: received.response), details: details(failure, received),
            received: ReceivedResponse(
                status: received.response.status, headers: Secrets.left(of: received.response.headers),
                body: received.body))
    }

    private func details(_ failure: WireFailure, _ received: IncomingResponse) -> (any Structure)? {
        guard let type = types[failure.code],
            let document = try? wire.details(of: received.response, body: received.body, as: type.schema)
        else { return nil }
        return try? type.init(document)
    }

    private static func requestID(in response: HTTPResponse) -> String? {
        response.headers["x-amzn-RequestId"] ?? response.headers["x-amz-request-id"]
    }
}

extension Failure {
    var isRetryable: Bool {
        switch kind {
        case .permanent: false
        case .transient, .throttling, .clockSkew, .expiredCredentials: true
        }
    }
}
