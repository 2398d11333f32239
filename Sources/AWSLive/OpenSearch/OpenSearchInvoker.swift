public import AWSCore
public import AWSOpenSearch

/// Carries calls to an OpenSearch by its REST interface.
public struct OpenSearchInvoker: OperationInvoker {
    private let sender: CallSender<OpenSearch>
    private let access: OpenSearchAccess
    private let configuration: LiveConfiguration

    public init(_ configuration: LiveConfiguration, transport: any HTTPTransport) {
        self.configuration = configuration
        access = configuration.openSearch
        sender = CallSender(
            configuration, transport: transport,
            authorization: RequestAuthorization(access.authentication, region: configuration.region))
    }

    public func invoke<Input, Output>(
        _ operation: Operation<OpenSearch, Input, Output>, _ input: Input
    ) async throws(OpenSearchError) -> Output {
        let request = try OpenSearch.anyRequest(for: operation, input)
        let received = try await sender.send(
            try outgoing(request), operation: operation.schema.name, body: wish
        ) { response in
            try await judge(response, operation)
        }
        return try OpenSearch.anyOutput(of: received.response, body: received.body, for: operation)
    }

    private var wish: ResponseBodyWish { .collected(bytesMax: configuration.responseBytesMax) }

    private func outgoing(_ request: HTTPRequest) throws(OpenSearchError) -> OutgoingRequest {
        guard let endpoint = access.endpoint else {
            throw OpenSearchError(
                .configurationError, "No OpenSearch endpoint: set the URL of the collection or domain.", status: 0)
        }
        var request = request
        request.path = endpoint.path + request.path
        request.headers["Host"] = endpoint.origin.authority
        request.headers["User-Agent"] = UserAgent.text(OpenSearch.metadata, configuration)
        return OutgoingRequest(request: request, origin: endpoint.origin)
    }

    private func judge<Input, Output>(
        _ response: HTTPResponse, _ operation: Operation<OpenSearch, Input, Output>
    ) async throws -> Result<IncomingResponse, FailedAttempt<OpenSearch>> {
        let received = IncomingResponse(
            response: response, body: try await response.body.collect(bytesMax: configuration.responseBytesMax))
        do throws(OpenSearchError) {
            _ = try OpenSearch.anyOutput(of: response, body: received.body, for: operation)
            return .success(received)
        } catch {
            let failure = OpenSearchFailure.failure(of: received, isSigned: access.authentication.isSigned)
            var error = error
            error.isRetryable = failure.isRetryable
            return .failure(FailedAttempt(failure: failure, error: error))
        }
    }
}

extension OpenSearchAccess.Authentication {
    var isSigned: Bool { self == .serverless || self == .domain }
}
