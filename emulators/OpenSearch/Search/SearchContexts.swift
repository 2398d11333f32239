import AWSCore
import AWSOpenSearch

/// Scrolls and points in time that are open: what their searches saw.
///
/// They live in memory alone, as they do in OpenSearch, and end when nobody has asked for them in time.
final class SearchContexts: Sendable {
    struct Scrolling: Sendable {
        let executor: SearchExecutor
        let page: SearchExecutor.Page
        let shards: Int
        var position: Int
    }

    private enum Content: Sendable {
        case pointInTime([SearchTarget])
        case scroll(Scrolling)
    }

    private struct Context: Sendable {
        let place: OpenSearchState.Place
        var content: Content
        let created: Timestamp
        var keep: Duration
        var end: Timestamp
    }

    private let contexts = Lock<[String: Context]>([:])

    private func open(_ content: Content, keep: Duration, _ view: OpenSearchEmulator) throws(OpenSearchError) -> String
    {
        let id = view.state.newID(44)
        let now = view.now
        let context = Context(place: view.place, content: content, created: now, keep: keep, end: now + keep)
        let isOpen = contexts.withLock { contexts in
            contexts = contexts.filter { $0.value.end > now }
            guard contexts.count < Limits.openContexts else { return false }
            contexts[id] = context
            return true
        }
        guard isOpen else {
            throw OpenSearchError(
                ErrorCode("rejected_execution_exception"),
                reason:
                    "Trying to create too many scroll contexts. Must be less than or equal to: [\(Limits.openContexts)].",
                status: 429)
        }
        return id
    }

    func open(_ targets: [SearchTarget], keep: Duration, _ view: OpenSearchEmulator) throws(OpenSearchError) -> String {
        try open(.pointInTime(targets), keep: keep, view)
    }

    func open(_ scrolling: Scrolling, keep: Duration, _ view: OpenSearchEmulator) throws(OpenSearchError) -> String {
        try open(.scroll(scrolling), keep: keep, view)
    }

    private func missing(_ id: String) -> OpenSearchError {
        let cause = Document.cause("search_context_missing_exception", "No search context found for id [\(id)]")
        let body: Document = [
            "root_cause": [cause], "type": "search_phase_execution_exception", "reason": "all shards failed",
            "phase": "query", "grouped": true,
        ]
        return OpenSearchError(
            .searchPhaseExecution, "all shards failed", status: 404, details: OpenSearch.ErrorBody(error: body))
    }

    func targets(of id: String, _ view: OpenSearchEmulator) throws(OpenSearchError) -> [SearchTarget] {
        let (place, now) = (view.place, view.now)
        let targets: [SearchTarget]? = contexts.withLock { contexts in
            guard var context = contexts[id], context.place == place, context.end > now,
                case .pointInTime(let targets) = context.content
            else { return nil }
            context.end = now + context.keep
            contexts[id] = context
            return targets
        }
        guard let targets else { throw missing(id) }
        return targets
    }

    /// The scroll as it stood, moved on by one page.
    func advance(_ id: String, keep: Duration?, _ view: OpenSearchEmulator) throws(OpenSearchError) -> Scrolling {
        let (place, now) = (view.place, view.now)
        let scrolling: Scrolling? = contexts.withLock { contexts in
            guard var context = contexts[id], context.place == place, context.end > now,
                case .scroll(var scrolling) = context.content
            else { return nil }
            let before = scrolling
            scrolling.position += scrolling.executor.request.size
            context.content = .scroll(scrolling)
            context.keep = keep ?? context.keep
            context.end = now + context.keep
            contexts[id] = context
            return before
        }
        guard let scrolling else { throw missing(id) }
        return scrolling
    }

    /// - Parameter ids: nil for all of them.
    /// - Returns: the ids that were open.
    func close(_ ids: [String]?, scrolls: Bool, _ view: OpenSearchEmulator) -> [String] {
        let (place, now) = (view.place, view.now)
        return contexts.withLock { contexts in
            let open = contexts.filter { _, context in
                guard context.place == place, context.end > now else { return false }
                if case .scroll = context.content { return scrolls }
                return !scrolls
            }
            let closed = (ids ?? open.keys.sorted()).filter { open[$0] != nil }
            for id in closed { contexts[id] = nil }
            return closed
        }
    }
}
