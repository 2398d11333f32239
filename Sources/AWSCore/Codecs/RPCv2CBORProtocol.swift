/// Smithy's RPC v2 protocol with CBOR bodies, which CloudWatch's clients speak first.
///
/// Source: Smithy 2.0, "Smithy RPC v2 CBOR protocol".
public struct RPCv2CBORProtocol: WireProtocol {
    public init() {}

    public var name: WireProtocolName { .rpcV2CBOR }

    private static let mark = "rpc-v2-cbor"
    private static let contentType = "application/cbor"
    private static let eventStreamType = "application/vnd.amazon.eventstream"

    // As a client.

    public func request(
        for operation: OperationSchema, of service: ServiceMetadata, input: Document
    ) throws(WireError) -> HTTPRequest {
        let shapeName = service.targetPrefix ?? Self.shapeName(service.serviceID)
        var request = HTTPRequest(method: "POST", path: "/service/\(shapeName)/operation/\(operation.name)")
        request.headers["smithy-protocol"] = Self.mark
        request.headers["Accept"] =
            operation.output.eventStreamMember == nil ? Self.contentType : Self.eventStreamType
        if service.isQueryCompatible { request.headers["x-amzn-query-mode"] = "true" }
        if operation.input.eventStreamMember != nil {
            request.headers["Content-Type"] = Self.eventStreamType
        } else if !operation.input.isUnit {
            request.headers["Content-Type"] = Self.contentType
            request.body = .bytes(try CBORCodec.bytes(of: input, as: .structure { operation.input }))
        }
        return request
    }

    public func output(
        of response: HTTPResponse, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        try Self.value(body, operation.output)
    }

    public func failure(of response: HTTPResponse, body: [UInt8], of service: ServiceMetadata) -> WireFailure {
        CBORFailure.read(response, body: body, of: service)
    }

    public func details(
        of response: HTTPResponse, body: [UInt8], as error: StructureSchema
    ) throws(WireError) -> Document {
        try Self.value(body, error)
    }

    // As a server.

    /// The path may stand behind a prefix, and the service's name may be absolute (`com.example.Name`).
    public func operationName(of request: HTTPRequest, body: [UInt8], of service: ServiceMetadata) -> String? {
        guard request.method == "POST", request.headers["smithy-protocol"] == Self.mark else { return nil }
        let names = Array(request.path.split(separator: "/", omittingEmptySubsequences: false).suffix(4))
        guard names.count == 4, names[0] == "service", names[2] == "operation",
            let asked = names[1].split(separator: ".").last
        else { return nil }
        let known: [String?] = [service.targetPrefix, service.serviceID, Self.shapeName(service.serviceID)]
        return known.contains(String(asked)) ? String(names[3]) : nil
    }

    public func input(
        of request: HTTPRequest, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        try Self.value(body, operation.input)
    }

    public func response(
        to operation: OperationSchema, of service: ServiceMetadata, output: Document, requestID: String
    ) throws(WireError) -> HTTPResponse {
        var response = Self.emptyResponse(status: operation.successStatus, requestID: requestID)
        if operation.output.eventStreamMember != nil {
            response.headers["Content-Type"] = Self.eventStreamType
        } else if !operation.output.isUnit {
            response.headers["Content-Type"] = Self.contentType
            response.body = .bytes(try CBORCodec.bytes(of: output, as: .structure { operation.output }))
        }
        return response
    }

    public func response(
        to operation: OperationSchema?, of service: ServiceMetadata, failure: WireFailure
    ) -> HTTPResponse {
        var response = Self.emptyResponse(status: failure.status, requestID: failure.requestID)
        response.headers["Content-Type"] = Self.contentType
        if service.isQueryCompatible { response.headers["x-amzn-query-error"] = QueryCode(failure).text }
        response.body = .bytes(CBORFailure.body(of: failure, of: service))
        return response
    }

    private static func shapeName(_ serviceID: String) -> String { serviceID.filter { $0 != " " } }

    /// An empty body stands for a structure without members.
    private static func value(_ body: [UInt8], _ schema: StructureSchema) throws(WireError) -> Document {
        guard !body.isEmpty else { return .object(Document.Object()) }
        return try CBORCodec.read(body, as: .structure { schema })
    }

    private static func emptyResponse(status: Int, requestID: String?) -> HTTPResponse {
        var response = HTTPResponse(status: status)
        response.headers["smithy-protocol"] = mark
        response.headers["x-amzn-RequestId"] = requestID
        return response
    }
}
