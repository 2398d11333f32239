import AWSCore

/// An operation and the requests that ask for it.
struct Endpoint<Input: OpenSearchInput, Output: OpenSearchOutput>: AnyEndpoint {
    let operation: Operation<OpenSearch, Input, Output>
    let body: BodyForm
    let routes: [Route]
    let parameters: Set<String>

    /// - Parameters:
    ///   - routes: `GET /{index}/_search`.
    ///   - parameters: names, separated by blanks.
    init(
        _ operation: Operation<OpenSearch, Input, Output>, body: BodyForm, routes: [String], parameters: [String]
    ) {
        self.operation = operation
        self.body = body
        self.routes = routes.map(Route.init)
        self.parameters = Set(parameters.flatMap { $0.split(separator: " ").map(String.init) })
    }

    var anyOperation: any ServiceOperation<OpenSearch> { operation }

    func call(_ parts: OpenSearch.RequestParts) throws(OpenSearchError) -> any OpenSearch.Call {
        PreparedCall(operation: operation, input: try Input(parts))
    }
}

/// What the body of a request is.
enum BodyForm: Sendable {
    case none
    case json
    /// Newline-delimited JSON.
    case lines
}

protocol AnyEndpoint: Sendable {
    var anyOperation: any ServiceOperation<OpenSearch> { get }
    var body: BodyForm { get }
    var routes: [Route] { get }
    /// Beside those that every request may carry.
    var parameters: Set<String> { get }

    func call(_ parts: OpenSearch.RequestParts) throws(OpenSearchError) -> any OpenSearch.Call
}

/// A method and a path with labels.
struct Route: Sendable {
    enum Segment: Hashable, Sendable {
        case literal(String)
        case label(String)
    }

    let method: String
    let segments: [Segment]

    init(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        method = String(parts[0])
        segments = parts[1].split(separator: "/").map { part in
            part.hasPrefix("{") ? .label(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }

    /// The labels of a path of this route; nil for a path of another.
    func labels(of path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var labels: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .literal(let literal): if literal != text { return nil }
            case .label(let name): labels[name] = text
            }
        }
        return labels
    }

    /// A literal is preferred to a label, from the left.
    var precedence: [Int] {
        segments.map { if case .literal = $0 { 0 } else { 1 } }
    }

    /// The encoded path with these labels; nil when they are not the route's.
    func path(_ labels: [String: String]) -> String? {
        var rest = labels
        var path = ""
        for segment in segments {
            switch segment {
            case .literal(let literal): path += "/" + literal
            case .label(let name):
                guard let value = rest.removeValue(forKey: name) else { return nil }
                path += "/" + PercentEncoding.encode(value)
            }
        }
        return rest.isEmpty ? (path.isEmpty ? "/" : path) : nil
    }
}
