/// A document as the engine takes it: its fields by name, and the documents nested in it.
struct IndexableDocument: Sendable {
    enum Content: Sendable {
        /// Values to be analyzed.
        case text([String], Analyzer)
        case keywords([String])
        case integers([Int64])
        case doubles([Double])
        case vector([Float], VectorMapping)
    }

    var fields: [(name: String, content: Content)] = []
    var nested: [(path: String, document: IndexableDocument)] = []
}

/// What a search gives back of a document.
struct StoredDocument: Sendable {
    var id: String
    var source: StoredSource
    var version: Int
    var seqNo: Int
    var routing: String?
}
