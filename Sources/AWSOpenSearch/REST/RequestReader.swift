public import AWSCore

// The server's side of the REST protocol: a request in, a call or a response out.
extension OpenSearch {
    /// Longer bodies are refused, as `http.max_content_length` does (100 MB).
    public static let bodyBytesMax = 100 << 20

    /// - Parameters:
    ///   - path: as it stands in the request line, percent-encoded.
    ///   - body: JSON, or newline-delimited JSON where the operation wants it.
    /// - Throws: what OpenSearch says to a request that it has no handler for, that has parameters it does not know, or
    ///   whose body is not JSON.
    public static func call(
        method: String, path: String, query: [HTTPRequest.QueryItem] = [], body: [UInt8] = []
    ) throws(OpenSearchError) -> any Call {
        guard body.count <= bodyBytesMax else {
            throw OpenSearchError(
                ErrorCode("content_too_long_exception"), reason: "entity content is too long [\(body.count)]",
                status: 413)
        }
        let segments = try segments(of: path)
        let (endpoint, labels) = try find(method, segments, path)
        var parameters = Parameters(query.map { Document.Entry($0.name, .string($0.value ?? "")) })
        try check(parameters, of: endpoint, path)
        let content = try read(body, from: &parameters, as: endpoint.body)
        return try endpoint.call(RequestParts(path: labels, parameters: parameters, body: content))
    }

    private static func segments(of path: String) throws(OpenSearchError) -> [String] {
        var segments: [String] = []
        for part in path.split(separator: "/") {
            guard let segment = PercentEncoding.decode(part) else {
                throw OpenSearchError(
                    ErrorCode("bad_parameter_exception"),
                    reason: "unterminated escape sequence at end of string: \(part)",
                    status: 400)
            }
            segments.append(segment)
        }
        return segments
    }

    private static func find(
        _ method: String, _ segments: [String], _ path: String
    ) throws(OpenSearchError) -> (any AnyEndpoint, [String: String]) {
        let candidates = RouteTable.shared.candidates(segments, for: method)
        guard !candidates.isEmpty else { throw noHandler(method, path, segments) }
        if let found = candidates.first(where: { $0.method == method }) { return (found.endpoint, found.labels) }
        // HEAD is answered by what answers GET.
        throw methodNotAllowed(method, path, candidates.map(\.method))
    }

    private static func noHandler(_ method: String, _ path: String, _ segments: [String]) -> OpenSearchError {
        if segments.prefix(2).contains(where: { $0.hasPrefix("_") }) {
            return OpenSearchError(
                .notImplemented, reason: "KASS does not emulate OpenSearch's \(method) \(path)", status: 501)
        }
        return OpenSearchError(
            .illegalArgument, status: 400,
            error: .string("no handler found for uri [\(path)] and method [\(method)]"))
    }

    private static func methodNotAllowed(_ method: String, _ path: String, _ allowed: [String]) -> OpenSearchError {
        let names = Set(allowed).sorted().joined(separator: ", ")
        return OpenSearchError(
            .illegalArgument, status: 405,
            error: .string("Incorrect HTTP method for uri [\(path)] and method [\(method)], allowed: [\(names)]"))
    }

    /// Those that any request may carry (Common REST parameters).
    private static let common: Set = [
        "pretty", "human", "error_trace", "source", "source_content_type", "filter_path", "format",
    ]

    private static func check(
        _ parameters: Parameters, of endpoint: any AnyEndpoint, _ path: String
    ) throws(OpenSearchError) {
        // A signature in the address is for AWS in front of OpenSearch, which never sees it.
        let unknown = parameters.names.filter { name in
            !endpoint.parameters.contains(name) && !common.contains(name) && !name.hasPrefix("X-Amz-")
        }.sorted()
        guard !unknown.isEmpty else { return }
        let list = unknown.map { "[\($0)]" }.joined(separator: ", ")
        throw OpenSearchError(
            .illegalArgument,
            reason: "request [\(path)] contains unrecognized parameter\(unknown.count > 1 ? "s" : ""): \(list)",
            status: 400)
    }

    private static func read(
        _ body: [UInt8], from parameters: inout Parameters, as form: BodyForm
    ) throws(OpenSearchError) -> RequestBody {
        var body = body
        if body.isEmpty, let source = parameters["source"] { body = Array(source.utf8) }
        parameters["source"] = nil
        parameters["source_content_type"] = nil
        guard !body.isEmpty else {
            if case .lines = form {
                throw OpenSearchError(ErrorCode("parse_exception"), reason: "request body is required", status: 400)
            }
            return .none
        }
        switch form {
        case .none: return .none
        case .json: return .document(try JSONLines.document(body))
        case .lines: return .lines(try JSONLines.documents(body))
        }
    }
}

/// All routes by the number of their segments, the more literal ones first.
struct RouteTable: Sendable {
    struct Found {
        let method: String
        let labels: [String: String]
        let endpoint: any AnyEndpoint
    }

    static let shared = RouteTable()
    private let routes: [[(route: Route, endpoint: any AnyEndpoint)]]

    private init() {
        var routes: [[(route: Route, endpoint: any AnyEndpoint)]] = []
        for endpoint in OpenSearch.Endpoints.all {
            for route in endpoint.routes {
                while routes.count <= route.segments.count { routes.append([]) }
                routes[route.segments.count].append((route, endpoint))
            }
        }
        self.routes = routes.map { $0.sorted { $0.route.precedence.lexicographicallyPrecedes($1.route.precedence) } }
    }

    /// Those of the most literal route that fits.
    func candidates(_ path: [String], for method: String) -> [Found] {
        guard routes.indices.contains(path.count) else { return [] }
        var found: [Found] = []
        var precedence: [Int]?
        for (route, endpoint) in routes[path.count] {
            guard let labels = route.labels(of: path), precedence == nil || precedence == route.precedence,
                labels["index"].map({ Self.mayNameIndex($0, method, path) }) ?? true
            else { continue }
            precedence = route.precedence
            found.append(Found(method: route.method, labels: labels, endpoint: endpoint))
        }
        return found
    }

    /// No index's name begins with an underscore, except `_all`. Who wants to create one is told so.
    private static func mayNameIndex(_ name: String, _ method: String, _ path: [String]) -> Bool {
        !name.hasPrefix("_") || name == "_all" || (method == "PUT" && path.count == 1)
    }
}
