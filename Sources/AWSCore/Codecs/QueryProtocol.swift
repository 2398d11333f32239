/// awsQuery: every operation a form posted to `/`, named in `Action`, answered in XML.
///
/// Source: Smithy, "AWS query protocol".
public struct QueryProtocol: WireProtocol {
    public init() {}

    public var name: WireProtocolName { .query }

    private static let formType = "application/x-www-form-urlencoded"

    // As a client.

    public func request(
        for operation: OperationSchema, of service: ServiceMetadata, input: Document
    ) throws(WireError) -> HTTPRequest {
        let items = try QueryFormWriter.items(
            action: operation.name, version: service.apiVersion, input: input, operation.input)
        var request = HTTPRequest(method: "POST", path: "/")
        request.headers.append("Content-Type", Self.formType)
        request.body = .bytes(Array(QueryString.text(of: items).utf8))
        return request
    }

    public func output(
        of response: HTTPResponse, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        guard !body.isEmpty else { return .object(Document.Object()) }
        let root = try XMLReader.read(body)
        let result = root.child(operation.resultWrapper ?? "\(operation.name)Result")
        return .object(try XMLCodec.readMembers(of: result ?? root, operation.output))
    }

    public func failure(of response: HTTPResponse, body: [UInt8], of service: ServiceMetadata) -> WireFailure {
        XMLFailure.read(response, body: body, statusCode: String(response.status))
    }

    public func details(
        of response: HTTPResponse, body: [UInt8], as error: StructureSchema
    ) throws(WireError) -> Document {
        .object(try XMLFailure.details(in: body, as: error))
    }

    // As a server.

    /// The parameters stand in the body of a POST, or in the query string of a GET.
    public func operationName(of request: HTTPRequest, body: [UInt8], of service: ServiceMetadata) -> String? {
        guard let items = try? Self.parameters(of: request, body: body),
            let action = items.first(where: { $0.name == "Action" })?.value
        else { return nil }
        let version = items.first { $0.name == "Version" }?.value
        return version == nil || version == service.apiVersion ? action : nil
    }

    public func input(
        of request: HTTPRequest, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        try QueryFormReader.read(try Self.parameters(of: request, body: body), operation.input)
    }

    private static func parameters(
        of request: HTTPRequest, body: [UInt8]
    ) throws(WireError) -> [HTTPRequest.QueryItem] {
        guard request.method == "POST", request.headers["Content-Type"]?.hasPrefix(formType) ?? true else {
            return request.query
        }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw .malformed("the form is not UTF-8", offset: 0)
        }
        return request.query + (try QueryString.parse(text, plusIsSpace: true))
    }

    public func response(
        to operation: OperationSchema, of service: ServiceMetadata, output: Document, requestID: String
    ) throws(WireError) -> HTTPResponse {
        let root = "\(operation.name)Response"
        var writer = XMLWriter()
        writer.open(root, service.xmlNamespace.map { [XMLElement.Attribute($0)] } ?? [])
        if let wrapper = operation.resultWrapper ?? (operation.output.members.isEmpty ? nil : "\(operation.name)Result")
        {
            writer.open(wrapper)
            try XMLCodec.writeMembers(of: output.object ?? Document.Object(), operation.output, to: &writer)
            writer.close(wrapper)
        }
        writer.open("ResponseMetadata")
        writer.leaf("RequestId", text: requestID)
        writer.close("ResponseMetadata")
        writer.close(root)
        return Self.response(200, writer.bytes, requestID: requestID)
    }

    public func response(
        to operation: OperationSchema?, of service: ServiceMetadata, failure: WireFailure
    ) -> HTTPResponse {
        let body = XMLFailure.wrappedBody(of: failure, service.xmlNamespace)
        return Self.response(failure.status, body, requestID: failure.requestID)
    }

    private static func response(_ status: Int, _ body: [UInt8], requestID: String?) -> HTTPResponse {
        var headers = HTTPHeaders()
        if let requestID { headers.append("x-amzn-RequestId", requestID) }
        headers.append("Content-Type", "text/xml")
        return HTTPResponse(status: status, headers: headers, body: .bytes(body))
    }
}
