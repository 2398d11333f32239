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
    package init(_ type: ErrorCode<OpenSearch>, status: Int, error: Document) {
        self.init(
            type, error.string ?? error["reason"]?.string, status: status,
            details: OpenSearch.ErrorBody(error: error))
    }
}

/// Writes outputs as responses.
enum ResponseText {
    static func response(_ output: some OpenSearchOutput, _ parameters: OpenSearch.Parameters) -> HTTPResponse {
        guard let table = output as? OpenSearch.CatOutput else {
            let isCounted = parameters.flag("rest_total_hits_as_int") ?? false
            let document = isCounted ? plainTotals(output.document) : output.document
            return json(document, status: output.status, parameters)
        }
        let rows = CatText.selected(table, parameters)
        if parameters["format"] == "json" {
            return json(.list(rows.rows.map { .object($0) }), status: 200, parameters)
        }
        return HTTPResponse(
            headers: ["Content-Type": "text/plain; charset=UTF-8"],
            body: .bytes(Array(CatText.text(rows, parameters).utf8)))
    }

    /// With the number of hits as a mere number, as versions before 7 wrote it; -1 when nobody counted.
    private static func plainTotals(_ document: Document) -> Document {
        guard var object = document.object else { return document }
        if let responses = object["responses"]?.list { object["responses"] = .list(responses.map(plainTotals)) }
        if var hits = object["hits"]?.object {
            hits["total"] = hits["total"]?["value"] ?? -1
            object["hits"] = .object(hits)
        }
        return .object(object)
    }

    static func json(_ document: Document, status: Int, _ parameters: OpenSearch.Parameters) -> HTTPResponse {
        var document = document
        if let paths = parameters.names(in: "filter_path") { document = FilterPath.apply(paths, to: document) }
        let isPretty = parameters.flag("pretty") ?? false
        return HTTPResponse(
            status: status, headers: ["Content-Type": "application/json; charset=UTF-8"],
            body: .bytes(isPretty ? Array(PrettyJSON.text(document).utf8) : document.json()))
    }
}
