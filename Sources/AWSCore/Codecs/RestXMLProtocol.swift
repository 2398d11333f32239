/// restXml: members in path, query, headers and an XML body, as the model binds them. S3 speaks it.
///
/// Source: Smithy, "AWS restXml protocol".
public struct RestXMLProtocol: WireProtocol {
    private let router: HTTPRouter

    /// - Parameter operations: those that a server tells apart; a client needs none.
    public init(serving operations: [OperationSchema] = []) {
        router = HTTPRouter(operations)
    }

    public var name: WireProtocolName { .restXML }

    // As a client.

    public func request(
        for operation: OperationSchema, of service: ServiceMetadata, input: Document
    ) throws(WireError) -> HTTPRequest {
        try HTTPBinding(RESTXMLBody(namespace: service.xmlNamespace)).request(for: operation, input: input)
    }

    public func output(
        of response: HTTPResponse, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        if S3Dialect.isLocation(operation) { return try S3Dialect.location(in: body) }
        return try HTTPBinding(RESTXMLBody()).output(of: response, body: body, operation.output)
    }

    /// S3 answers with 200 once it has begun to copy or to complete an upload, and puts what fails then into the body.
    public func isFailure(_ response: HTTPResponse, body: [UInt8], for operation: OperationSchema) -> Bool {
        guard (200..<300).contains(response.status) else { return true }
        switch operation.output.payloadMember?.shape {
        case .blob?, .string?: return false
        default: return XMLReader.rootName(of: body) == "Error"
        }
    }

    public func failure(of response: HTTPResponse, body: [UInt8], of service: ServiceMetadata) -> WireFailure {
        let reason = HTTPReason.phrase(of: response.status)
        let code = reason.map { $0.filter { $0 != " " } } ?? String(response.status)
        var failure = XMLFailure.read(response, body: body, statusCode: code)
        if failure.message == nil { failure.message = reason }
        if (200..<300).contains(failure.status) {
            failure.status = 500
            failure.isClientFault = false
        }
        return failure
    }

    public func details(
        of response: HTTPResponse, body: [UInt8], as error: StructureSchema
    ) throws(WireError) -> Document {
        let bound = try HTTPBinding(RESTXMLBody()).output(of: response, body: [], error).object?.entries ?? []
        return .object(Document.Object(bound + (try XMLFailure.details(in: body, as: error)).entries))
    }

    // As a server.

    public func operationName(of request: HTTPRequest, body: [UInt8], of service: ServiceMetadata) -> String? {
        router.operationName(of: request)
    }

    public func input(
        of request: HTTPRequest, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        try HTTPBinding(RESTXMLBody(checksRoot: true)).input(of: request, body: body, for: operation)
    }

    public func response(
        to operation: OperationSchema, of service: ServiceMetadata, output: Document, requestID: String
    ) throws(WireError) -> HTTPResponse {
        let isS3 = S3Dialect.isSpoken(by: service)
        let codec = RESTXMLBody(
            rootName: isS3 ? S3Dialect.rootName(of: operation) : nil,
            namespace: service.xmlNamespace ?? (isS3 ? S3Dialect.namespace : nil), hasDeclaration: true)
        var response = try HTTPBinding(codec).response(output, operation.output, status: operation.successStatus)
        if S3Dialect.isLocation(operation) { response.body = .bytes(S3Dialect.locationBody(output)) }
        if isS3, S3Dialect.isPartial(response) { response.status = 206 }
        response.headers[isS3 ? "x-amz-request-id" : "x-amzn-RequestId"] = requestID
        if isS3 { response.headers["x-amz-id-2"] = S3Dialect.hostID(requestID: requestID) }
        return response
    }

    public func response(
        to operation: OperationSchema?, of service: ServiceMetadata, failure: WireFailure
    ) -> HTTPResponse {
        var response = HTTPResponse(status: failure.status)
        if let schema = failure.schema,
            let headers = try? HTTPBinding(RESTXMLBody()).headers(of: .object(failure.members), schema)
        {
            response.headers = headers
        }
        let isS3 = S3Dialect.isSpoken(by: service)
        response.headers[isS3 ? "x-amz-request-id" : "x-amzn-RequestId"] = failure.requestID
        if isS3 { response.headers["x-amz-id-2"] = S3Dialect.hostID(of: failure) }
        // "Not modified" is no document (RFC 9110, section 15.4.5).
        if failure.status == 304 { return response }
        response.headers["Content-Type"] = "application/xml"
        if operation?.method != "HEAD" {
            let body =
                isS3 ? S3Dialect.errorBody(of: failure) : XMLFailure.wrappedBody(of: failure, service.xmlNamespace)
            response.body = .bytes(body)
        }
        return response
    }
}
