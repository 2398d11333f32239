/// Finds the operation that a REST request asks for. Built once for a service, from all of its operations.
///
/// Of several that fit the most specific wins: first the one with most query literals, then the one whose path says
/// more in literals, then the one more of whose required parameters and headers are there (S3 tells `ListParts` from
/// `GetObject` and `CopyObject` from `PutObject` by them alone).
package struct HTTPRouter: Sendable {
    private let routes: [String: [Route]]

    package init(_ operations: [OperationSchema] = []) {
        let routes = operations.map { Route($0) }.sorted { $0.isMoreSpecific(than: $1) }
        self.routes = Dictionary(grouping: routes, by: \.method)
    }

    /// The name of the operation; nil when none fits.
    package func operationName(of request: HTTPRequest) -> String? {
        guard let routes = routes[request.method] else { return nil }
        let path = PathSegments(request.path)
        return Self.best(of: routes, path, request)
            ?? path.withoutTrailingSlash.flatMap { Self.best(of: routes, $0, request) }
    }

    private static func best(of routes: [Route], _ path: PathSegments, _ request: HTTPRequest) -> String? {
        let fitting = routes.lazy.filter { $0.fits(path, request.query) }
        guard let first = fitting.first else { return nil }
        let rivals = fitting.prefix { !first.isMoreSpecific(than: $0) }
        return rivals.max { $0.completeness(in: request) < $1.completeness(in: request) }?.name
    }
}

private struct Route: Sendable {
    let name: String
    let method: String
    private let template: URITemplate
    private let requiredParameters: [String]
    private let requiredHeaders: [String]

    init(_ operation: OperationSchema) {
        name = operation.name
        method = operation.method
        template = operation.template
        let required = operation.input.members.filter(\.isRequired)
        requiredParameters = required.compactMap { if case .query(let name) = $0.place { name } else { nil } }
        requiredHeaders = required.compactMap { if case .header(let name) = $0.place { name } else { nil } }
    }

    func fits(_ path: PathSegments, _ query: [HTTPRequest.QueryItem]) -> Bool {
        guard template.labels(in: path) != nil else { return false }
        return template.query.allSatisfy { literal in
            query.contains { $0.name == literal.name && (literal.value == nil || literal.value == $0.value) }
        }
    }

    func isMoreSpecific(than other: Route) -> Bool {
        if template.query.count != other.template.query.count {
            return template.query.count > other.template.query.count
        }
        for (mine, its) in zip(template.segments, other.template.segments) where mine.vagueness != its.vagueness {
            return mine.vagueness < its.vagueness
        }
        return template.segments.count > other.template.segments.count
    }

    /// Complete requests rank above incomplete ones, and among them those that ask for more.
    func completeness(in request: HTTPRequest) -> Int {
        let present =
            requiredParameters.count { name in request.query.contains { $0.name == name } }
            + requiredHeaders.count { request.headers[$0] != nil }
        let missing = requiredParameters.count + requiredHeaders.count - present
        return missing == 0 ? present : -missing
    }
}

extension URITemplate.Segment {
    fileprivate var vagueness: Int {
        switch self {
        case .literal: 0
        case .label: 1
        case .greedyLabel: 2
        }
    }
}
