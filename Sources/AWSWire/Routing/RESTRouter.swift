import AWSCore

/// Finds the operation of a REST service by method, path and query: a tree of path segments, built once.
///
/// - Complexity: of a look-up: O(segments of the path), and the few operations that share one path.
struct RESTRouter<Target: Sendable>: Sendable {
    private var root = Node()

    fileprivate final class Node: @unchecked Sendable {
        // Nodes are changed only while the router is built, before it is shared.
        var literals: [Substring: Node] = [:]
        var label: Node?
        var greedy: Node?
        var candidates: [String: [Candidate]] = [:]
    }

    fileprivate struct Candidate {
        let target: Target
        /// Parameters that the template itself demands: `?tagging`, `?list-type=2`.
        let literals: [HTTPRequest.QueryItem]
        let queryNames: [String]
        let headerNames: [String]
        /// All parameters that it has; nil where it takes any.
        let knownNames: Set<String>?
    }

    mutating func insert(_ schema: OperationSchema, _ target: Target) {
        let parts = schema.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var node = root
        for segment in Self.segments(of: parts[0]) { node = Self.child(of: node, for: segment) }
        let required = schema.input.members.filter(\.isRequired)
        let candidate = Candidate(
            target: target,
            literals: parts.count == 2 ? Self.literals(String(parts[1])) : [],
            queryNames: required.compactMap { if case .query(let name) = $0.place { name } else { nil } },
            headerNames: required.compactMap { if case .header(let name) = $0.place { name } else { nil } },
            knownNames: Self.knownNames(schema, parts.count == 2 ? String(parts[1]) : ""))
        node.candidates[schema.method, default: []].append(candidate)
    }

    func find(_ request: HTTPRequest) -> Target? {
        Self.find(Self.segments(of: request.path[...])[...], in: root, request)
    }

    /// Literals before labels before greedy labels, as Smithy orders them.
    private static func find(_ segments: ArraySlice<Substring>, in node: Node, _ request: HTTPRequest) -> Target? {
        guard let segment = segments.first else { return best(of: node, for: request) }
        let rest = segments.dropFirst()
        if let next = node.literals[segment], let found = find(rest, in: next, request) { return found }
        if let next = node.label, !segment.isEmpty, let found = find(rest, in: next, request) { return found }
        return node.greedy.flatMap { best(of: $0, for: request) }
    }

    /// Of operations that share method and path, the one that finds most of what it demands in the request.
    private static func best(of node: Node, for request: HTTPRequest) -> Target? {
        let candidates = (node.candidates[request.method] ?? []).filter { $0.accepts(request) }
        if candidates.count <= 1 { return candidates.first?.target }
        let complete = candidates.filter { $0.isComplete(in: request) }
        return (complete.isEmpty ? candidates : complete).max { $0.weight < $1.weight }?.target
    }

    private static func knownNames(_ schema: OperationSchema, _ query: String) -> Set<String>? {
        var names = Set(literals(query).map(\.name))
        for member in schema.input.members {
            switch member.place {
            case .query(let name): names.insert(name)
            case .queryParameters: return nil
            default: break
            }
        }
        return names
    }

    private static func child(of node: Node, for segment: Substring) -> Node {
        guard segment.hasPrefix("{") else {
            let next = node.literals[segment] ?? Node()
            node.literals[segment] = next
            return next
        }
        if segment.hasSuffix("+}") {
            let next = node.greedy ?? Node()
            node.greedy = next
            return next
        }
        let next = node.label ?? Node()
        node.label = next
        return next
    }

    /// Without the empty one before the first slash, and without one after a last slash: `/bucket/` is `/bucket`.
    private static func segments(of path: Substring) -> [Substring] {
        var segments = PathSegments.split(path.utf8).dropFirst()
        if segments.last?.isEmpty == true { segments.removeLast() }
        return Array(segments)
    }

    /// `x-id` only helps caches; no client has to send it.
    private static func literals(_ text: String) -> [HTTPRequest.QueryItem] {
        ((try? QueryString.parse(text)) ?? []).filter { $0.name != "x-id" }
    }
}

extension RESTRouter.Candidate {
    func accepts(_ request: HTTPRequest) -> Bool {
        literals.allSatisfy { literal in
            request.query.contains { $0.name == literal.name && (literal.value == nil || $0.value == literal.value) }
        } && !asksForMore(request)
    }

    /// A parameter without a value is what sets `?website` apart from listing a bucket: an operation that does not know
    /// it is another one.
    private func asksForMore(_ request: HTTPRequest) -> Bool {
        guard let knownNames else { return false }
        return request.query.contains { item in
            (item.value ?? "").isEmpty && !knownNames.contains(item.name)
                && !item.name.lowercased().hasPrefix("x-amz-")
        }
    }

    func isComplete(in request: HTTPRequest) -> Bool {
        queryNames.allSatisfy { name in request.query.contains { $0.name == name } }
            && headerNames.allSatisfy { request.headers[$0] != nil }
    }

    var weight: Int { literals.count * 100 + queryNames.count + headerNames.count }
}
