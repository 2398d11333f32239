/// awsJson1.0 and awsJson1.1: every operation a POST to `/`, named in `X-Amz-Target`, its members in one JSON object.
///
/// Source: Smithy, "AWS JSON 1.0 protocol" and "AWS JSON 1.1 protocol".
public struct AWSJSONProtocol: WireProtocol {
    public enum Version: Sendable {
        case v1_0, v1_1
    }

    let version: Version

    public init(_ version: Version) {
        self.version = version
    }

    public var name: WireProtocolName {
        switch version {
        case .v1_0: .awsJSON1_0
        case .v1_1: .awsJSON1_1
        }
    }

    var contentType: String {
        switch version {
        case .v1_0: "application/x-amz-json-1.0"
        case .v1_1: "application/x-amz-json-1.1"
        }
    }

    // As a client.

    public func request(
        for operation: OperationSchema, of service: ServiceMetadata, input: Document
    ) throws(WireError) -> HTTPRequest {
        var request = HTTPRequest(method: "POST", path: "/")
        request.headers.append("Content-Type", contentType)
        request.headers.append("X-Amz-Target", "\(service.targetPrefix ?? service.serviceID).\(operation.name)")
        if service.isQueryCompatible { request.headers.append("x-amzn-query-mode", "true") }
        request.body = .bytes(try JSONWriter.write(input, as: .structure { operation.input }))
        return request
    }

    public func output(
        of response: HTTPResponse, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        try Self.check(body, against: response.headers)
        return try Self.members(in: body, of: operation.output)
    }

    public func failure(
        of response: HTTPResponse, body: [UInt8], of service: ServiceMetadata
    ) -> WireFailure {
        JSONFailure.read(response, body: body, of: service)
    }

    public func details(
        of response: HTTPResponse, body: [UInt8], as error: StructureSchema
    ) throws(WireError) -> Document {
        try Self.members(in: body, of: error)
    }

    // As a server.

    public func operationName(of request: HTTPRequest, body: [UInt8], of service: ServiceMetadata) -> String? {
        guard request.method == "POST", let target = request.headers["X-Amz-Target"],
            request.headers["Content-Type"].map(isOurs) ?? true,
            let prefix = service.targetPrefix, target.hasPrefix(prefix),
            target.dropFirst(prefix.count).first == "."
        else { return nil }
        return String(target.dropFirst(prefix.count + 1))
    }

    public func input(
        of request: HTTPRequest, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        try Self.members(in: body, of: operation.input)
    }

    public func response(
        to operation: OperationSchema, of service: ServiceMetadata, output: Document, requestID: String
    ) throws(WireError) -> HTTPResponse {
        let body = try JSONWriter.write(output, as: .structure { operation.output })
        return response(200, body, requestID: requestID, of: service)
    }

    public func response(
        to operation: OperationSchema?, of service: ServiceMetadata, failure: WireFailure
    ) -> HTTPResponse {
        let body = JSONFailure.body(of: failure, type: JSONFailure.type(of: failure, service))
        var response = response(failure.status, body, requestID: failure.requestID, of: service)
        if service.isQueryCompatible {
            response.headers.append(
                "x-amzn-query-error", "\(failure.code);\(failure.isClientFault ? "Sender" : "Receiver")")
        }
        return response
    }

    // Both.

    /// An empty body is an empty object: some services answer so where the output has no members.
    static func members(in body: [UInt8], of schema: StructureSchema) throws(WireError) -> Document {
        if body.isEmpty { return .object(Document.Object()) }
        let members = try JSONParser.parse(body, as: .structure { schema })
        if members.isNull { throw .unexpectedType(expected: "structure", at: "") }
        return members
    }

    /// The checksum is of the body as it travelled, so that of one that was compressed cannot be compared any more.
    private static func check(_ body: [UInt8], against headers: HTTPHeaders) throws(WireError) {
        guard let header = headers["x-amz-crc32"], headers["Content-Encoding"] == nil else { return }
        guard UInt32(header) == CRC32.checksum(of: body) else {
            throw .malformed("the body is not the one whose checksum came with it", offset: 0)
        }
    }

    private func isOurs(_ contentType: String) -> Bool {
        contentType.hasPrefix(self.contentType)
    }

    /// DynamoDB alone sends the checksum of its bodies; its clients compare where they find one.
    private func response(
        _ status: Int, _ body: [UInt8], requestID: String?, of service: ServiceMetadata
    ) -> HTTPResponse {
        var headers = HTTPHeaders()
        if let requestID { headers.append("x-amzn-RequestId", requestID) }
        headers.append("Content-Type", contentType)
        if service.signingName == "dynamodb" { headers.append("x-amz-crc32", String(CRC32.checksum(of: body))) }
        return HTTPResponse(status: status, headers: headers, body: .bytes(body))
    }
}
