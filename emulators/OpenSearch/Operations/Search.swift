import AWSCore
import AWSOpenSearch

/// Search: the documents that match a query, the best first.
enum Search {
    static func run(
        _ input: OpenSearch.SearchInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        let request = try SearchRequest(input.body, input.parameters)
        do throws(OpenSearchError) {
            return try await run(request, input, view)
        } catch {
            throw error.asSearchFailure(index: input.index)
        }
    }

    private static func run(
        _ request: SearchRequest, _ input: OpenSearch.SearchInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        let keep = try input.parameters["scroll"].map { text throws(OpenSearchError) in try Scroll.duration(text) }
        if keep != nil { try Scroll.check(request) }
        let targets: [SearchTarget]
        if let id = request.pointInTime {
            guard input.index == nil else {
                throw .validation(
                    "[indices] cannot be used with point in time. Do not specify any index with point in time.")
            }
            targets = try view.state.contexts.targets(of: id, view)
        } else {
            targets = try await view.targets(input.index ?? input.parameters["index"], input.parameters)
        }
        try check(request, targets, isScroll: keep != nil)
        let executor = SearchExecutor(
            request: request, targets: targets, now: view.now, fusion: try await fusion(request, targets, view))
        view.countRequest()
        let shards = targets.reduce(0) { $0 + $1.snapshot.definition.settings.shards }
        guard let keep else {
            let page = try executor.run(limit: request.from + request.size)
            for query in page.queries { view.state.nearestCounters.count(query) }
            var output = try SearchAnswer(executor, page).output(
                page.candidates.dropFirst(request.from), shards: shards)
            output.pointInTimeID = request.pointInTime
            return output
        }
        return try Scroll.begin(executor, keep: keep, shards: shards, view)
    }

    private static func check(
        _ request: SearchRequest, _ targets: [SearchTarget], isScroll: Bool
    ) throws(OpenSearchError) {
        let window = targets.map(\.snapshot.definition.settings.resultWindow).min() ?? Limits.resultWindow
        guard isScroll || request.from + request.size <= window else {
            throw .illegalArgument(
                "Result window is too large, from + size must be less than or equal to: [\(window)] but was "
                    + "[\(request.from + request.size)]. See the scroll api for a more efficient way to "
                    + "request large data "
                    + "sets. This limit can be set by changing the [index.max_result_window] index level setting.")
        }
        guard !isScroll || request.size <= window else {
            throw .illegalArgument(
                "Batch size is too large, size must be less than or equal to: [\(window)] but was "
                    + "[\(request.size)]. Scroll "
                    + "batch sizes cost as much memory as result windows so they are controlled by the "
                    + "[index.max_result_window] index level setting.")
        }
    }

    /// How a hybrid query's scores are combined: as the pipeline says that the request or the index names.
    private static func fusion(
        _ request: SearchRequest, _ targets: [SearchTarget], _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> ScoreFusion {
        if let pipeline = request.pipeline, pipeline.object != nil { return try ScoreFusion(pipeline) }
        let named =
            request.pipeline?.string
            ?? targets.lazy.compactMap { $0.snapshot.definition.settings.text("index.search.default_pipeline") }.first
        guard let named, named != "_none" else { return .standard }
        guard let body = try await view.state.catalog(view.place).item(.searchPipeline, named) else {
            throw .illegalArgument("Pipeline \(named) is not defined")
        }
        return try ScoreFusion(body)
    }
}

/// Shapes what a search found.
struct SearchAnswer {
    private let executor: SearchExecutor
    private let page: SearchExecutor.Page

    init(_ executor: SearchExecutor, _ page: SearchExecutor.Page) {
        self.executor = executor
        self.page = page
    }

    func output(
        _ candidates: some Sequence<SearchExecutor.Candidate>, shards: Int
    ) throws(OpenSearchError) -> OpenSearch.SearchOutput {
        let builder = try HitBuilder(executor.request, executor.targets, page.queries, now: executor.now)
        var hits: [OpenSearch.Hit] = []
        for candidate in candidates { hits.append(try builder.hit(candidate)) }
        var rest = Document.Object()
        if page.isCut {
            rest["terminated_early"] = true
        } else if executor.request.terminateAfter > 0 {
            rest["terminated_early"] = false
        }
        rest["_shards"] = [
            "total": .integer(shards), "successful": .integer(shards), "skipped": 0, "failed": 0,
        ]
        return OpenSearch.SearchOutput(
            hits: .init(total: total, maxScore: page.scoreMax, hits: hits), aggregations: page.aggregations, rest: rest)
    }

    private var total: OpenSearch.Hits.Total? {
        let request = executor.request
        guard request.countsHits else { return nil }
        guard let limit = request.trackedMax, page.total > limit else { return .init(value: page.total) }
        return .init(value: limit, relation: "gte")
    }
}

extension OpenSearchEmulator {
    /// What a search of `expression` looks into.
    func targets(
        _ expression: String?, _ parameters: OpenSearch.Parameters
    ) async throws(OpenSearchError) -> [SearchTarget] {
        let catalog = try await state.catalog(place)
        let found = try IndexResolver(catalog: catalog).resolve(expression, .init(parameters))
        try await load(found.map(\.index))
        return try found.map { found throws(OpenSearchError) in
            SearchTarget(snapshot: try found.index.snapshot(state.settings, now: now), filter: found.filter)
        }
    }
}

/// Count: how many documents match.
enum Count {
    static func run(
        _ input: OpenSearch.CountInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.CountOutput {
        for entry in input.body?.object?.entries ?? [] where entry.name != "query" {
            throw .parsing("request does not support [\(entry.name)]")
        }
        var request = try SearchRequest(input.body, input.parameters)
        request.size = 0
        request.trackedMax = nil
        do throws(OpenSearchError) {
            let targets = try await view.targets(input.index, input.parameters)
            let page = try SearchExecutor(request: request, targets: targets, now: view.now).run(limit: 0)
            let shards = targets.reduce(0) { $0 + $1.snapshot.definition.settings.shards }
            view.countRequest()
            return OpenSearch.CountOutput(
                answer: [
                    "count": .integer(page.total),
                    "_shards": ["total": .integer(shards), "successful": .integer(shards), "skipped": 0, "failed": 0],
                ])
        } catch {
            throw error.asSearchFailure(index: input.index)
        }
    }
}

/// Multi-search: several searches, each answered for itself.
enum MultiSearch {
    static func run(
        _ input: OpenSearch.MultiSearchInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.MultiSearchOutput {
        guard !input.searches.isEmpty else { throw .validation("no requests added") }
        var responses: [OpenSearch.MultiSearchOutput.Response] = []
        for search in input.searches {
            let names = (search.header["index"] ?? search.header["indices"])?.elements.compactMap(\.string)
            var parameters = input.parameters
            for name in ["ignore_unavailable", "allow_no_indices", "expand_wildcards", "routing", "search_pipeline"] {
                if let value = search.header[name]?.scalarText { parameters[name] = value }
            }
            let one = OpenSearch.SearchInput(
                index: names?.joined(separator: ",") ?? input.index, body: search.body, parameters: parameters)
            do throws(OpenSearchError) {
                responses.append(.success(try await Search.run(one, view)))
            } catch {
                responses.append(.failure(error.errorDocument, status: error.status))
            }
        }
        return OpenSearch.MultiSearchOutput(responses: responses)
    }
}
