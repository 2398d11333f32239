import AWSCore

/// What `POST /search` asks for.
struct SearchRequest: Hashable, Sendable {
    var query: String
    var type: SearchType = .hybrid
    var count: Int
    /// 0 to 1, on the scale of the type's scores.
    var scoreMin: Double = 0
    var filters: SearchFilters = SearchFilters()

    enum SearchType: String, CaseIterable {
        case vector, keyword, hybrid
    }

    init(query: String, count: Int) {
        self.query = query
        self.count = count
    }

    /// - Throws: `ValidationError` for the first member that is wrong.
    init(_ document: Document, _ limits: ChatbotLimits) throws {
        guard let text = document["query"]?.string, !TextForms.trimmed(text).isEmpty else {
            throw ChatbotError(.validation, "query must be a text that is not empty.")
        }
        guard text.count <= limits.queryCharactersMax else {
            throw ChatbotError(.validation, "query must have at most \(limits.queryCharactersMax) characters.")
        }
        query = TextForms.trimmed(text)
        type = try Self.type(document["search_type"])
        count = try Self.count(document["k"], limits)
        scoreMin = try Self.scoreMin(document["min_score"])
        filters = try SearchFilters(document["filters"], limits)
    }

    private static func type(_ value: Document?) throws -> SearchType {
        guard let value, !value.isNull else { return .hybrid }
        guard let type = value.string.flatMap(SearchType.init) else {
            throw ChatbotError(.validation, "search_type must be one of vector, keyword, hybrid.")
        }
        return type
    }

    private static func count(_ value: Document?, _ limits: ChatbotLimits) throws -> Int {
        guard let value, !value.isNull else { return limits.searchResultsDefault }
        guard let count = value.int, (1...limits.searchResultsMax).contains(count) else {
            throw ChatbotError(.validation, "k must be a whole number from 1 to \(limits.searchResultsMax).")
        }
        return count
    }

    private static func scoreMin(_ value: Document?) throws -> Double {
        guard let value, !value.isNull else { return 0 }
        guard let score = value.double, (0...1).contains(score) else {
            throw ChatbotError(.validation, "min_score must be a number from 0 to 1.")
        }
        return score
    }
}
