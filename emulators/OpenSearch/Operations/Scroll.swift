import AWSCore
import AWSOpenSearch

/// Scroll: all hits of a search, page by page, as they were when it began.
enum Scroll {
    /// A scroll or a point in time is kept no longer (`search.max_keep_alive`).
    static let keepMax: Duration = .seconds(86_400)

    static func duration(_ text: String) throws(OpenSearchError) -> Duration {
        guard let duration = TimeValue.duration(text), duration > .zero else {
            throw .illegalArgument(
                "failed to parse setting [scroll] with value [\(text)] as a time value: unit is missing or unrecognized"
            )
        }
        guard duration <= keepMax else {
            throw .illegalArgument(
                "Keep alive for request (\(text)) is too large. It must be less than (1d). This limit can be set by changing "
                    + "the [search.max_keep_alive] cluster level setting.")
        }
        return duration
    }

    static func check(_ request: SearchRequest) throws(OpenSearchError) {
        guard request.countsHits else {
            throw .validation("disabling [track_total_hits] is not allowed in a scroll context")
        }
        guard request.from == 0 else { throw .validation("using [from] is not allowed in a scroll context") }
        guard request.size > 0 else { throw .validation("[size] cannot be [0] in a scroll context") }
        guard request.searchAfter == nil else {
            throw .illegalArgument("`search_after` cannot be used in a scroll context.")
        }
        guard request.collapse == nil else {
            throw .illegalArgument("cannot use `collapse` in a scroll context")
        }
    }

    static func begin(
        _ executor: SearchExecutor, keep: Duration, shards: Int, _ view: OpenSearchEmulator
    ) throws(OpenSearchError) -> OpenSearch.SearchOutput {
        let page = try executor.run(limit: .max / 4)
        let id = try view.state.contexts.open(
            .init(executor: executor, page: page, shards: shards, position: executor.request.size), keep: keep, view)
        var output = try SearchAnswer(executor, page).output(
            page.candidates.prefix(executor.request.size), shards: shards)
        output.hits.total = .init(value: page.total)
        output.scrollID = id
        return output
    }

    static func run(
        _ input: OpenSearch.ScrollInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        guard let id = input.body?["scroll_id"]?.string ?? input.name ?? input.parameters["scroll_id"] else {
            throw .validation("scrollId is missing")
        }
        let keep = try (input.body?["scroll"]?.scalarText ?? input.parameters["scroll"]).map {
            text throws(OpenSearchError) in
            try duration(text)
        }
        let scrolling = try view.state.contexts.advance(id, keep: keep, view)
        let candidates = scrolling.page.candidates.dropFirst(scrolling.position).prefix(scrolling.executor.request.size)
        var output = try SearchAnswer(scrolling.executor, scrolling.page).output(candidates, shards: scrolling.shards)
        output.hits.total = .init(value: scrolling.page.total)
        output.aggregations = nil
        output.scrollID = id
        view.countRequest()
        return output
    }

    static func clear(
        _ input: OpenSearch.ClearScrollInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let named =
            input.body?["scroll_id"]?.elements.compactMap(\.string)
            ?? (input.name ?? input.parameters["scroll_id"])?.split(separator: ",").map(String.init)
        guard let named, !named.isEmpty else { throw .validation("no scroll ids specified") }
        let closed = view.state.contexts.close(named == ["_all"] ? nil : named, scrolls: true, view)
        let isMissing = closed.isEmpty && named != ["_all"]
        return OpenSearch.BodyOutput(
            answer: ["succeeded": true, "num_freed": .integer(closed.count)], status: isMissing ? 404 : 200)
    }
}

/// Points in time: what searches saw at some moment, for later searches.
enum PointInTime {
    static func create(
        _ input: OpenSearch.CreatePointInTimeInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        guard let text = input.parameters.keepAlive else { throw .illegalArgument("keep alive not specified") }
        let keep = try Scroll.duration(text)
        let targets = try await view.targets(input.index, input.parameters)
        let id = try view.state.contexts.open(targets, keep: keep, view)
        let shards = targets.reduce(0) { $0 + $1.snapshot.definition.settings.shards }
        return OpenSearch.BodyOutput(
            answer: [
                "pit_id": .string(id),
                "_shards": ["total": .integer(shards), "successful": .integer(shards), "skipped": 0, "failed": 0],
                "creation_time": .integer(view.now.milliseconds),
            ])
    }

    static func delete(
        _ input: OpenSearch.DeletePointInTimeInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        guard let ids = input.body?["pit_id"]?.elements.compactMap(\.string), !ids.isEmpty else {
            throw .validation("no pit ids specified")
        }
        return answer(view.state.contexts.close(ids, scrolls: false, view))
    }

    static func deleteAll(
        _ input: OpenSearch.DeleteAllPointsInTimeInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        answer(view.state.contexts.close(nil, scrolls: false, view))
    }

    private static func answer(_ closed: [String]) -> OpenSearch.BodyOutput {
        OpenSearch.BodyOutput(
            answer: ["pits": .list(closed.map { ["pit_id": .string($0), "successful": true] })])
    }
}
