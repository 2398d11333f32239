/// restJson1: operations by method and path, members wherever the model binds them, JSON bodies.
///
/// Source: Smithy, "AWS restJson1 protocol".
public struct RestJSONProtocol: WireProtocol {
    private let binding = HTTPBinding(RESTJSONBody())
    private let router: HTTPRouter

    /// - Parameter operations: those that a server tells apart; a client needs none.
    public init(serving operations: [OperationSchema] = []) {
        router = HTTPRouter(operations)
    }

    public var name: WireProtocolName { .restJSON }

    // As a client.

    public func request(
        for operation: OperationSchema, of service: ServiceMetadata, input: Document
    ) throws(WireError) -> HTTPRequest {
        try binding.request(for: operation, input: input)
    }

    public func output(
        of response: HTTPResponse, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        try binding.output(of: response, body: body, operation.output)
    }

    public func failure(
        of response: HTTPResponse, body: [UInt8], of service: ServiceMetadata
    ) -> WireFailure {
        JSONFailure.read(response, body: body, of: service)
    }

    public func details(
        of response: HTTPResponse, body: [UInt8], as error: StructureSchema
    ) throws(WireError) -> Document {
        try binding.output(of: response, body: body, error)
    }

    // As a server.

    public func operationName(of request: HTTPRequest, body: [UInt8], of service: ServiceMetadata) -> String? {
        router.operationName(of: request)
    }

    public func input(
        of request: HTTPRequest, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        try binding.input(of: request, body: body, for: operation)
    }

    public func response(
        to operation: OperationSchema, of service: ServiceMetadata, output: Document, requestID: String
    ) throws(WireError) -> HTTPResponse {
        var response = try binding.response(output, operation.output, status: operation.successStatus)
        response.headers.append("x-amzn-RequestId", requestID)
        return response
    }

    /// The code goes into `x-amzn-ErrorType`; members that are headers stay headers.
    public func response(
        to operation: OperationSchema?, of service: ServiceMetadata, failure: WireFailure
    ) -> HTTPResponse {
        var headers = HTTPHeaders()
        if let schema = failure.schema {
            headers = (try? binding.headers(of: .object(failure.members), schema)) ?? headers
        }
        headers.append("x-amzn-ErrorType", failure.code)
        if let requestID = failure.requestID { headers.append("x-amzn-RequestId", requestID) }
        headers.append("Content-Type", "application/json")
        let body = JSONFailure.body(of: failure, type: nil)
        return HTTPResponse(status: failure.status, headers: headers, body: .bytes(body))
    }
}
