import AWSCore
import AWSOpenSearch

/// One index that a search looks into, and what of it the search may see.
struct SearchTarget: Sendable {
    let snapshot: IndexSnapshot
    /// Filters of the aliases it was found by.
    var filter: [Document]?
}

/// Carries one search through its phases: query, then fetch.
struct SearchExecutor {
    let request: SearchRequest
    let targets: [SearchTarget]
    let now: Timestamp
    /// Of the search pipeline that the request passes.
    var fusion = ScoreFusion.standard

    /// A document that was found, before it is shown.
    struct Candidate: Sendable {
        let target: Int
        let document: UInt32
        let score: Float
        let sort: [SortValue]
    }

    struct Page: Sendable {
        var candidates: [Candidate] = []
        var total = 0
        var scoreMax: Float?
        var aggregations: Document?
        var queries: [Query] = []
        var isCut = false
    }

    private var sortsByScore: Bool {
        request.sort.isEmpty
            || (request.sort.count == 1 && request.sort[0].field == "_score" && request.sort[0].isDescending)
    }

    /// - Parameter limit: hits wanted, from the first.
    func run(limit: Int) throws(OpenSearchError) -> Page {
        var page = Page()
        var matched: [Matches] = []
        for (number, target) in targets.enumerated() {
            let (query, matches) = try match(target)
            page.queries.append(query)
            var kept = matches
            if request.terminateAfter > 0, kept.count > request.terminateAfter {
                kept = Matches(
                    documents: Array(kept.documents.prefix(request.terminateAfter)),
                    scores: Array(kept.scores.prefix(request.terminateAfter)))
                page.isCut = true
            }
            matched.append(kept)
            try collect(kept, of: number, into: &page, limit: limit)
        }
        page.candidates = try ordered(page.candidates, limit: limit)
        if let aggregations = request.aggregations {
            let aggregator = Aggregator(targets: targets, now: now, typedKeys: request.typedKeys)
            page.aggregations = try aggregator.run(aggregations, matched.map(\.documents), scores: matched)
        }
        if sortsByScore || request.tracksScores || request.sort.contains(where: { $0.field == "_score" }) {
            page.scoreMax = matched.lazy.compactMap { $0.scores.max() }.max()
            if page.total == 0 || limit == 0 { page.scoreMax = nil }
        }
        return page
    }

    private func match(_ target: SearchTarget) throws(OpenSearchError) -> (Query, Matches) {
        let snapshot = target.snapshot
        let evaluator = Evaluator(snapshot.index)
        if let hybrid = request.query?["hybrid"] {
            let queries = try HybridQuery.read(hybrid, snapshot, now: now)
            let parts = try queries.map { query throws(OpenSearchError) in
                evaluator.search(try restricted(query, target))
            }
            return (.boolean(.init(should: queries)), trimmed(fusion.combine(parts)))
        }
        var query = try QueryParser.parse(request.query, snapshot, now: now)
        let names = [snapshot.name] + snapshot.definition.aliases.keys.sorted()
        if let boost = request.indexBoosts.first(where: { entry in names.contains { Glob.matches(entry.pattern, $0) } })
        {
            query = .boosted(query, by: boost.boost)
        }
        return (query, trimmed(evaluator.search(try restricted(query, target))))
    }

    private func restricted(_ query: Query, _ target: SearchTarget) throws(OpenSearchError) -> Query {
        guard let filters = target.filter else { return query }
        let parsed = try filters.map { filter throws(OpenSearchError) in
            try QueryParser.parse(filter, target.snapshot, now: now)
        }
        return .boolean(.init(must: [query], filter: [.boolean(.init(should: parsed))]))
    }

    private func trimmed(_ matches: Matches) -> Matches {
        guard let scoreMin = request.scoreMin else { return matches }
        var kept = Matches.none
        for (position, document) in matches.documents.enumerated() where matches.scores[position] >= scoreMin {
            kept.documents.append(document)
            kept.scores.append(matches.scores[position])
        }
        return kept
    }

    private func collect(
        _ matches: Matches, of number: Int, into page: inout Page, limit: Int
    ) throws(OpenSearchError) {
        let snapshot = targets[number].snapshot
        var isShown: (UInt32) -> Bool = { _ in true }
        if let filter = request.postFilter {
            let query = try QueryParser.parse(filter, snapshot, now: now)
            let accepted = Bitmap(Evaluator(snapshot.index).documents(query))
            isShown = { accepted.contains($0) }
        }
        let sorter = try Sorter(request.sort, snapshot)
        let after = try request.searchAfter.map { values throws(OpenSearchError) in
            try Sorter.values(after: values, request.sort, snapshot.mapping)
        }
        // The last of those that are kept, once there are enough: what does not come before it is not on the page.
        var last: Candidate?
        for (position, document) in matches.documents.enumerated() where isShown(document) {
            page.total += 1
            guard limit > 0 else { continue }
            let score = matches.scores[position]
            let values = request.sort.isEmpty ? [] : sorter.values(of: document, score: score)
            if let after, Sorter.precedes(after, values, request.sort) != true { continue }
            let candidate = Candidate(target: number, document: document, score: score, sort: values)
            if let last, !precedes(candidate, last) { continue }
            page.candidates.append(candidate)
            if request.collapse == nil, page.candidates.count >= 2 * limit + 1024 {
                page.candidates = Array(page.candidates.sorted(by: precedes).prefix(limit))
                last = page.candidates.last
            }
        }
    }

    private func ordered(_ candidates: [Candidate], limit: Int) throws(OpenSearchError) -> [Candidate] {
        let sorted = candidates.sorted(by: precedes)
        guard let collapse = request.collapse else { return Array(sorted.prefix(limit)) }
        return Array(try Collapse(collapse, targets).apply(sorted).prefix(limit))
    }

    /// By score or by sort; equal hits in the order in which they were indexed.
    private func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
        if request.sort.isEmpty {
            if left.score != right.score { return left.score > right.score }
        } else if let order = Sorter.precedes(left.sort, right.sort, request.sort) {
            return order
        }
        return (left.target, left.document) < (right.target, right.document)
    }
}

/// One hit for each value of a field.
struct Collapse {
    let field: String
    private let targets: [SearchTarget]

    init(_ document: Document, _ targets: [SearchTarget]) throws(OpenSearchError) {
        guard let field = document["field"]?.string else { throw .parsing("[collapse] requires [field]") }
        if document["inner_hits"] != nil { throw .notEmulated("[inner_hits] of [collapse]") }
        self.field = field
        self.targets = targets
        for target in targets {
            guard let mapping = target.snapshot.mapping.field(field) else { continue }
            guard mapping.type.isKeyword || mapping.type.isIntegral || mapping.type.isDouble else {
                throw .illegalArgument(
                    "unknown type for collapse field `\(field)`, only keywords and numbers are accepted")
            }
        }
    }

    func apply(_ candidates: [SearchExecutor.Candidate]) -> [SearchExecutor.Candidate] {
        var seen: Set<Document> = []
        return candidates.filter { candidate in seen.insert(value(of: candidate)).inserted }
    }

    func value(of candidate: SearchExecutor.Candidate) -> Document {
        let values = FieldReader.values(field, of: candidate.document, targets[candidate.target].snapshot)
        return values.first ?? .null
    }
}

/// The values of fields by document, as they are shown.
enum FieldReader {
    static func values(
        _ name: String, of document: UInt32, _ snapshot: IndexSnapshot, format: DateFormat? = nil
    ) -> [Document] {
        guard let field = snapshot.mapping.field(name) else { return [] }
        if let column = snapshot.index.integers[field.path] {
            return column[document].map { show($0, field, format) }
        }
        if let column = snapshot.index.doubles[field.path] { return column[document].map { .double($0) } }
        guard let terms = snapshot.index.texts[field.path] else { return [] }
        return Set(terms.values[document]).map { terms.terms[Int($0)] }.sorted(by: TermOrder.precedes).map {
            .string($0)
        }
    }

    static func show(_ value: Int64, _ field: FieldMapping, _ format: DateFormat? = nil) -> Document {
        if field.type == .boolean { return .bool(value != 0) }
        guard field.type.isDate else { return .integer(value) }
        return .string((format ?? field.dateFormat).string(FieldValue.instant(of: value, field)))
    }
}
