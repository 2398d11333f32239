import AWSCore

/// The queries that the chatbot sends, read as OpenSearch reads them, with word counts for BM25.
enum FakeQuery {
    /// nil where the document does not match.
    static func score(_ query: Document, _ source: Document) -> Double? {
        guard let entry = query.object?.entries.first else { return nil }
        switch entry.name {
        case "match_all": return 1
        case "knn": return knn(entry.value["embedding"], source)
        case "bool": return bool(entry.value, source)
        case "match", "match_phrase": return match(entry.value, source)
        case "term", "terms", "range": return holds(entry, source) ? 1 : nil
        default: preconditionFailure("the query \(entry.name) is not faked")
        }
    }

    private static func bool(_ body: Document, _ source: Document) -> Double? {
        for clause in body["filter"]?.list ?? [] where score(clause, source) == nil { return nil }
        for clause in body["must_not"]?.list ?? [] where score(clause, source) != nil { return nil }
        guard let should = body["should"]?.list else { return 1 }
        let scores = should.compactMap { score($0, source) }
        return scores.count >= body["minimum_should_match"]?.int ?? 0 ? scores.reduce(0, +) : nil
    }

    private static func match(_ body: Document, _ source: Document) -> Double? {
        guard let entry = body.object?.entries.first, let text = value(entry.name, source)?.string else { return nil }
        let words = Set(words(text))
        let found = self.words(entry.value["query"]?.string ?? "").count { words.contains($0) }
        return found == 0 ? nil : Double(found) * (entry.value["boost"]?.double ?? 1)
    }

    static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init).filter { $0.count > 2 }
    }

    private static func knn(_ body: Document?, _ source: Document) -> Double? {
        for clause in body?["filter"]?["bool"]?["filter"]?.list ?? [] where score(clause, source) == nil { return nil }
        let query = (body?["vector"]?.list ?? []).compactMap(\.double)
        let vector = (source["embedding"]?.list ?? []).compactMap(\.double)
        let squared = zip(query, vector).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return 1 / (1 + squared)
    }

    private static func holds(_ query: Document.Entry, _ source: Document) -> Bool {
        guard let entry = query.value.object?.entries.first, let value = value(entry.name, source) else { return false }
        switch query.name {
        case "term": return value == entry.value
        case "terms": return entry.value.list?.contains(value) ?? false
        default:
            return (entry.value.object?.entries ?? []).allSatisfy { bound in
                guard let number = value.double, let limit = bound.value.double else { return false }
                switch bound.name {
                case "lt": return number < limit
                case "lte": return number <= limit
                case "gt": return number > limit
                default: return number >= limit
                }
            }
        }
    }

    /// `metadata.title.keyword` is `metadata.title` as it is.
    private static func value(_ path: String, _ source: Document) -> Document? {
        path.split(separator: ".").filter { $0 != "keyword" }.reduce(source) { $0?[String($1)] }
    }
}
