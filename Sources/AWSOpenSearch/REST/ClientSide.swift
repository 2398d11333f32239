public import AWSCore

// The client's side of the REST protocol: an input in, a request out; a response in, an output or an error out.
extension OpenSearch {
    /// The request that asks for `operation`, unsigned, without `Host`.
    /// - Throws: `action_request_validation_exception` when the input lacks what the path needs.
    public static func request<Input: OpenSearchInput, Output: OpenSearchOutput>(
        for operation: Operation<OpenSearch, Input, Output>, _ input: Input
    ) throws(OpenSearchError) -> HTTPRequest {
        try request(for: operation.schema, input.parts, isCat: Output.self == CatOutput.self)
    }

    fileprivate static func request(
        for operation: OperationSchema, _ parts: RequestParts, isCat: Bool
    ) throws(OpenSearchError) -> HTTPRequest {
        let name = operation.name
        guard let endpoint = Endpoints.byName[name],
            let route = endpoint.routes.first(where: { $0.path(parts.path) != nil }), let path = route.path(parts.path)
        else {
            throw OpenSearchError(
                .requestValidation, reason: "Validation Failed: 1: \(name) lacks a part of its path;", status: 400)
        }
        let query = parts.parameters.entries.map { HTTPRequest.QueryItem($0.name, $0.value.string) }
        var request = HTTPRequest(method: route.method, path: path, query: query)
        switch parts.body {
        case .none: break
        case .document(let document):
            if request.method == "GET",
                endpoint.routes.contains(where: { $0.method == "POST" && $0.path(parts.path) != nil })
            {
                request.method = "POST"
            }
            request.headers["Content-Type"] = "application/json"
            request.body = .bytes(document.json())
        case .lines(let lines):
            request.method = "POST"
            request.headers["Content-Type"] = "application/x-ndjson"
            request.body = .bytes(JSONLines.text(lines))
        }
        if isCat { request.query.append(HTTPRequest.QueryItem("format", "json")) }
        return request
    }

    /// - Throws: the error that the response brings.
    public static func output<Input: OpenSearchInput, Output: OpenSearchOutput>(
        of response: HTTPResponse, body: [UInt8], for operation: Operation<OpenSearch, Input, Output>
    ) throws(OpenSearchError) -> Output {
        try output(of: response, body: body, for: operation.schema, as: Output.self)
    }

    fileprivate static func output<Output: OpenSearchOutput>(
        of response: HTTPResponse, body: [UInt8], for operation: OperationSchema, as _: Output.Type
    ) throws(OpenSearchError) -> Output {
        let document = (try? Document(json: body)) ?? .object(Document.Object())
        let isAnswer = (200..<300).contains(response.status) || (response.status == 404 && document["error"] == nil)
        guard isAnswer || operation.method == "HEAD" && response.status == 404 else {
            throw error(of: response, body: body, document)
        }
        do throws(WireError) {
            return try Output(body: document, status: response.status)
        } catch {
            throw OpenSearchError(
                ErrorCode("SerializationError"), "\(error)", status: response.status,
                received: ReceivedResponse(status: response.status, headers: response.headers, body: body))
        }
    }

    private static func error(of response: HTTPResponse, body: [UInt8], _ document: Document) -> OpenSearchError {
        let error = document["error"] ?? document["message"] ?? document["Message"] ?? .null
        let type = error["type"]?.string ?? response.headers["x-amzn-ErrorType"] ?? String(response.status)
        return OpenSearchError(
            ErrorCode(type), error["reason"]?.string ?? error.string, status: response.status,
            isThrottling: response.status == 429, requestID: response.headers["x-request-id"],
            details: ErrorBody(error: error),
            received: ReceivedResponse(status: response.status, headers: response.headers, body: body))
    }
}

// For an invoker, to which the compiler cannot say that inputs and outputs of this service are of its own kinds.
extension OpenSearch {
    package static func anyRequest<Input: Structure, Output: Structure>(
        for operation: Operation<OpenSearch, Input, Output>, _ input: Input
    ) throws(OpenSearchError) -> HTTPRequest {
        guard let input = input as? any OpenSearchInput else {
            preconditionFailure("\(Input.self) is no input of OpenSearch")
        }
        return try request(for: operation.schema, input.parts, isCat: Output.self == CatOutput.self)
    }

    package static func anyOutput<Input: Structure, Output: Structure>(
        of response: HTTPResponse, body: [UInt8], for operation: Operation<OpenSearch, Input, Output>
    ) throws(OpenSearchError) -> Output {
        guard let type = Output.self as? any OpenSearchOutput.Type,
            let output = try output(of: response, body: body, for: operation.schema, as: type) as? Output
        else { preconditionFailure("\(Output.self) is no output of OpenSearch") }
        return output
    }
}

extension OpenSearch.Endpoints {
    static let byName: [String: any AnyEndpoint] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.anyOperation.schema.name, $0) })
}
