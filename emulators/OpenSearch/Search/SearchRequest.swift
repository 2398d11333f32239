import AWSCore
import AWSOpenSearch

/// What a search asks for, checked.
struct SearchRequest: Sendable {
    var query: Document?
    var from = 0
    var size = 10
    var sort: [SortKey] = []
    var searchAfter: [Document]?
    var source = SourceFilter.all
    var storedFields: [String]?
    var fields: [Document] = []
    var highlight: Document?
    var aggregations: Document.Object?
    var collapse: Document?
    var postFilter: Document?
    var scoreMin: Float?
    /// nil counts all.
    var trackedMax: Int? = Limits.trackedHits
    var countsHits = true
    var tracksScores = false
    var showsVersion = false
    var showsSeqNo = false
    var terminateAfter = 0
    var pointInTime: String?
    var pipeline: Document?
    /// By the names of indices or aliases, or patterns of them; the first that fits counts.
    var indexBoosts: [(pattern: String, boost: Float)] = []
    var totalAsInteger = false
    var typedKeys = false

    /// Members of the body that are taken and change nothing, since there is one shard and no time to run out of.
    private static let ignored: Set = ["timeout", "stats", "preference", "request_cache", "profile"]
    private static let refused: Set = [
        "suggest", "rescore", "script_fields", "derived", "ext", "slice",
    ]

    /// - Throws: `parsing_exception`, `illegal_argument_exception`, `action_request_validation_exception`.
    init(_ body: Document?, _ parameters: OpenSearch.Parameters) throws(OpenSearchError) {
        for entry in body?.object?.entries ?? [] { try read(entry) }
        try read(parameters)
        if let filter = try SourceFilter(body: body?["_source"], parameters) { source = filter }
        guard from >= 0 else { throw .illegalArgument("[from] parameter cannot be negative, found [\(from)]") }
        guard size >= 0 else {
            throw .illegalArgument("[size] parameter cannot be negative, found [\(size)]")
        }
        guard pointInTime != nil || !sort.contains(where: { $0.field == "_shard_doc" }) else {
            throw .validation(
                "_shard_doc is only supported with point-in-time (PIT). Add a PIT or remove _shard_doc.")
        }
        if let collapse, searchAfter != nil {
            // Pages of groups go on where the last group ended (SearchService, parseSource).
            guard sort.count == 1, sort[0].field == collapse["field"]?.string else {
                throw .illegalArgument(
                    "collapse field and sort field must be the same when use `collapse` in conjunction with "
                        + "`search_after`")
            }
        }
        if searchAfter != nil {
            guard from == 0 else {
                throw .validation(
                    "`from` parameter must be set to 0 when "
                        + "`search_after` is used.")
            }
            guard !sort.isEmpty else {
                throw .illegalArgument("Sort must contain at least one field.")
            }
            guard searchAfter?.count == sort.count else {
                throw .illegalArgument(
                    "search_after has \(searchAfter?.count ?? 0) value(s) but sort has \(sort.count).")
            }
        }
    }

    private mutating func read(_ entry: Document.Entry) throws(OpenSearchError) {
        let value = entry.value
        switch entry.name {
        case "query": query = value
        case "from": from = try integer(value, "from")
        case "size": size = try integer(value, "size")
        case "sort": sort = try SortKey.read(value)
        case "search_after": searchAfter = value.list
        case "_source": break
        case "stored_fields": storedFields = value.elements.compactMap(\.string)
        case "fields", "docvalue_fields": fields += value.elements
        case "highlight": highlight = value
        case "aggs", "aggregations": aggregations = value.object
        case "collapse": collapse = value
        case "post_filter": postFilter = value
        case "min_score": scoreMin = value.doubleText.map { Float($0) }
        case "track_total_hits": track(value)
        case "track_scores": tracksScores = value.truth ?? false
        case "version": showsVersion = value.truth ?? false
        case "seq_no_primary_term": showsSeqNo = value.truth ?? false
        case "terminate_after": terminateAfter = try integer(value, "terminate_after")
        case "explain": if value.truth ?? false { throw .notEmulated("[explain] of searches") }
        case "pit": pointInTime = value["id"]?.string
        case "search_pipeline": pipeline = value
        case "indices_boost":
            let entries = value.elements.flatMap { $0.object?.entries ?? [] }
            indexBoosts = entries.map { (pattern: $0.name, boost: Float($0.value.doubleText ?? 1)) }
        case _ where Self.ignored.contains(entry.name): break
        case _ where Self.refused.contains(entry.name): throw .notEmulated("[\(entry.name)] of searches")
        default:
            throw .parsing("Unknown key for a \(Self.token(value)) in [\(entry.name)].")
        }
    }

    private static func token(_ value: Document) -> String {
        switch value {
        case .object: "START_OBJECT"
        case .list: "START_ARRAY"
        case .number: "VALUE_NUMBER"
        case .bool: "VALUE_BOOLEAN"
        case .null: "VALUE_NULL"
        default: "VALUE_STRING"
        }
    }

    private func integer(_ value: Document, _ name: String) throws(OpenSearchError) -> Int {
        guard let number = value.integerText, abs(number) < 1 << 31 else {
            throw .illegalArgument("Failed to parse int parameter [\(name)] with value [\(value.scalarText ?? "")]")
        }
        return number
    }

    private mutating func track(_ value: Document) {
        if let flag = value.truth {
            countsHits = flag
            trackedMax = flag ? nil : 0
        } else if let limit = value.integerText {
            trackedMax = limit == -1 ? 0 : limit
            countsHits = limit != -1
        }
    }

    private mutating func read(_ parameters: OpenSearch.Parameters) throws(OpenSearchError) {
        if let text = parameters["from"] { from = try integer(.string(text), "from") }
        if let text = parameters["size"] { size = try integer(.string(text), "size") }
        if let text = parameters["sort"] {
            sort = []
            for part in text.split(separator: ",") {
                let sides = part.split(separator: ":", maxSplits: 1).map(String.init)
                sort += try SortKey.read(
                    sides.count == 2 ? .object(.init([.init(sides[0], .string(sides[1]))])) : .string(sides[0]))
            }
        }
        if let text = parameters["track_total_hits"] { track(.string(text)) }
        if let text = parameters.q {
            var options: Document.Object = .init([.init("query", .string(text))])
            if let name = parameters["df"] { options["default_field"] = .string(name) }
            for name in ["default_operator", "analyzer", "lenient", "analyze_wildcard"] {
                if let value = parameters[name] { options[name] = .string(value) }
            }
            query = ["query_string": .object(options)]
        }
        if let names = parameters.names(in: "stored_fields") { storedFields = names }
        if let names = parameters.names(in: "docvalue_fields") { fields += names.map { .string($0) } }
        if parameters.flag("explain") ?? false { throw .notEmulated("[explain] of searches") }
        showsVersion = parameters.flag("version") ?? showsVersion
        showsSeqNo = parameters.flag("seq_no_primary_term") ?? showsSeqNo
        tracksScores = parameters.flag("track_scores") ?? tracksScores
        if let text = parameters["terminate_after"] { terminateAfter = try integer(.string(text), "terminate_after") }
        totalAsInteger = parameters.flag("rest_total_hits_as_int") ?? false
        typedKeys = parameters.flag("typed_keys") ?? false
        if totalAsInteger, countsHits {
            if let limit = trackedMax, limit != Limits.trackedHits {
                throw .illegalArgument(
                    "[rest_total_hits_as_int] cannot be used if the tracking of total hits is not "
                        + "accurate, got \(limit)"
                )
            }
            trackedMax = nil
        }
        if let name = parameters.searchPipeline { pipeline = .string(name) }
    }
}
