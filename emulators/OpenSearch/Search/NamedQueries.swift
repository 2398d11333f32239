import AWSCore
import AWSOpenSearch

/// The parts of a query that have a `_name`, and what each of them matches.
enum NamedQueries {
    struct Found: Sendable {
        let name: String
        let documents: Bitmap
    }

    static func find(
        in request: SearchRequest, _ snapshot: IndexSnapshot, now: Timestamp
    ) throws(OpenSearchError) -> [Found] {
        var parts: [(name: String, query: Document)] = []
        for query in [request.query, request.postFilter].compactMap({ $0 }) { collect(query, &parts) }
        return try parts.map { part throws(OpenSearchError) in
            let query = try QueryParser.parse(part.query, snapshot, now: now)
            return Found(name: part.name, documents: Bitmap(Evaluator(snapshot.index).documents(query)))
        }
    }

    /// A name stands beside the query's own members, or beside what is said of its field.
    private static func collect(_ document: Document, _ parts: inout [(name: String, query: Document)]) {
        if let list = document.list {
            for element in list { collect(element, &parts) }
            return
        }
        for entry in document.object?.entries ?? [] {
            let inner = entry.value.object?.entries ?? []
            let name = entry.value["_name"]?.string ?? inner.lazy.compactMap { $0.value["_name"]?.string }.first
            if let name, QueryParser.isQuery(entry.name) {
                parts.append((name, .object(.init([entry]))))
            }
            for member in inner where member.value.object != nil || member.value.list != nil {
                collect(member.value, &parts)
            }
        }
    }
}
