public import AWSCore

extension OpenSearch {
    /// The response that brings an error: `{"error": {...}, "status": 404}`.
    public static func response(to error: OpenSearchError, _ parameters: Parameters = [:]) -> HTTPResponse {
        ResponseText.json(
            ["error": error.errorDocument, "status": .number(Number(error.status))], status: error.status, parameters)
    }
}

extension ServiceError where Service == OpenSearch {
    /// An error whose body is not of the usual form.
    init(_ type: ErrorCode<OpenSearch>, status: Int, error: Document) {
        self.init(
            type, error.string ?? error["reason"]?.string, status: status,
            details: OpenSearch.ErrorBody(error: error))
    }
}

/// Writes outputs as responses.
enum ResponseText {
    static func response(_ output: some OpenSearchOutput, _ parameters: OpenSearch.Parameters) -> HTTPResponse {
        guard let table = output as? OpenSearch.CatOutput else {
            return json(output.document, status: output.status, parameters)
        }
        let rows = CatText.selected(table, parameters)
        if parameters["format"] == "json" {
            return json(.list(rows.rows.map { .object($0) }), status: 200, parameters)
        }
        return HTTPResponse(
            headers: ["Content-Type": "text/plain; charset=UTF-8"],
            body: .bytes(Array(CatText.text(rows, parameters).utf8)))
    }

    static func json(_ document: Document, status: Int, _ parameters: OpenSearch.Parameters) -> HTTPResponse {
        var document = document
        if let paths = parameters.names(in: "filter_path") { document = FilterPath.apply(paths, to: document) }
        let isPretty = parameters.flag("pretty") ?? false
        return HTTPResponse(
            status: status, headers: ["Content-Type": "application/json; charset=UTF-8"],
            body: .bytes(document.json(isPretty ? .pretty : .compact) + (isPretty ? [UInt8(ascii: "\n")] : [])))
    }
}
