/// The paths that rules look at, as a tree: what no rule looks at is passed over in events.
struct PathTree: Sendable {
    private struct Node: Sendable {
        var children: [String: Int] = [:]
        /// The number of the path that ends here.
        var path: Int?
    }

    private var nodes = [Node()]
    private(set) var count = 0

    static let root = 0

    /// The number of a path, new if nobody has looked at it yet.
    mutating func insert(_ path: String) -> Int {
        var node = Self.root
        for step in path.split(separator: ".", omittingEmptySubsequences: false) {
            if let child = nodes[node].children[String(step)] {
                node = child
            } else {
                nodes.append(Node())
                nodes[node].children[String(step)] = nodes.count - 1
                node = nodes.count - 1
            }
        }
        if let path = nodes[node].path { return path }
        nodes[node].path = count
        count += 1
        return count - 1
    }

    func path(at node: Int) -> Int? { nodes[node].path }

    /// The node that a member's name leads to; a name with dots leads over several.
    func child(_ name: String, of node: Int) -> Int? {
        if let child = nodes[node].children[name] { return child }
        guard name.utf8.contains(UInt8(ascii: ".")) else { return nil }
        var node = node
        for step in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let child = nodes[node].children[String(step)] else { return nil }
            node = child
        }
        return node
    }
}
