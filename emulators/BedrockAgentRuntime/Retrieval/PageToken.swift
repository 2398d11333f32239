import AWSCore

/// Where the next page of one search begins.
struct PageToken {
    let offset: Int
    /// Tells searches apart: a token is good for the one that gave it.
    let search: String

    /// - Parameter query: all that the search depends on.
    init(offset: Int, after query: Document) {
        self.offset = offset
        search = HashAlgorithm.sha256.hexDigest(of: query.json())
    }

    /// - Returns: nil for a token of another search, or none at all.
    init?(_ text: String, after query: Document) {
        guard let parts = Blob(base64: text)?.text.split(separator: ":"), parts.count == 2,
            let offset = Int(parts[0]), (1...Self.offsetMax).contains(offset)
        else { return nil }
        self.init(offset: offset, after: query)
        guard search == parts[1] else { return nil }
    }

    /// Passages that can be paged through: OpenSearch's own `max_result_window`.
    static let offsetMax = 10_000

    var text: String { Blob("\(offset):\(search)").base64 }
}
