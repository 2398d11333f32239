import AWSCore
import AWSOpenSearch
import World

/// An index as a Serverless collection for vectors keeps it: it makes the ids, and shows writes late.
final class FakeIndex: Sendable {
    struct Entry: Sendable {
        var id: String
        var source: Document
        var visibleFrom: Timestamp
        var goneFrom: Timestamp?
    }

    struct State: Sendable {
        var entries: [Entry] = []
        var nextID = 1
        var delay: Duration = .zero
        /// Thrown by the next calls of these operations, in this order.
        var failures: [(operation: String, error: OpenSearchError)] = []
        var calls: [String] = []
    }

    let clock: any WorldClock
    private let state = Lock(State())

    init(clock: any WorldClock) {
        self.clock = clock
    }

    var client: OpenSearchProxy {
        OpenSearchProxy(
            FakeInvoker<OpenSearch> { [self] name, input async throws(OpenSearchError) in
                try begin(name)
                switch input {
                case let input as OpenSearch.BulkInput: return bulk(input)
                case let input as OpenSearch.SearchInput: return search(input.body ?? .null)
                case let input as OpenSearch.CountInput:
                    return OpenSearch.CountOutput(answer: ["count": .number(Number(matches(input.body ?? .null).count))]
                    )
                case is OpenSearch.CreateIndexInput: return OpenSearch.AcknowledgedOutput()
                default: throw OpenSearchError(.notImplemented, reason: "\(name) is not faked", status: 501)
                }
            })
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    /// What searches show.
    var visible: [Document] {
        let now = clock.now
        return state.withLock { $0.entries }.filter { Self.isVisible($0, now) }.map(\.source)
    }

    func calls(of operation: String) -> Int { state.withLock { $0.calls.count { $0 == operation } } }

    private static func isVisible(_ entry: Entry, _ now: Timestamp) -> Bool {
        entry.visibleFrom <= now && entry.goneFrom.map { $0 > now } ?? true
    }

    private func begin(_ name: String) throws(OpenSearchError) {
        let error: OpenSearchError? = state.withLock { state in
            state.calls.append(name)
            guard let index = state.failures.firstIndex(where: { $0.operation == name }) else { return nil }
            return state.failures.remove(at: index).error
        }
        if let error { throw error }
    }

    private func bulk(_ input: OpenSearch.BulkInput) -> OpenSearch.BulkOutput {
        let now = clock.now
        let items = state.withLock { state in
            input.operations.map { operation -> OpenSearch.BulkOutput.Item in
                let shown = now + state.delay
                switch operation.action {
                case .index where operation.id == nil:
                    let id = "auto-\(state.nextID)"
                    state.nextID += 1
                    state.entries.append(Entry(id: id, source: operation.body ?? .null, visibleFrom: shown))
                    return .init(action: .index, index: "i", id: id, status: 201, result: "created")
                case .delete:
                    guard let index = state.entries.firstIndex(where: { $0.id == operation.id && $0.goneFrom == nil })
                    else {
                        return .init(action: .delete, index: "i", id: operation.id, status: 404, result: "not_found")
                    }
                    state.entries[index].goneFrom = shown
                    return .init(action: .delete, index: "i", id: operation.id, status: 200, result: "deleted")
                default:
                    let reason: Document = [
                        "type": "illegal_argument_exception",
                        "reason": "Document ID is not supported in create/index operation request",
                    ]
                    return .init(action: operation.action, index: "i", id: operation.id, status: 400, error: reason)
                }
            }
        }
        return OpenSearch.BulkOutput(items: items)
    }

    private func matches(_ body: Document) -> [(entry: Entry, score: Double)] {
        let now = clock.now
        let query = body["query"] ?? ["match_all": .object(.init())]
        return state.withLock { $0.entries }.filter { Self.isVisible($0, now) }.compactMap { entry in
            FakeQuery.score(query, entry.source).map { (entry, $0) }
        }
    }

    private func search(_ body: Document) -> OpenSearch.SearchOutput {
        let found = matches(body).sorted { $0.score > $1.score }.prefix(body["size"]?.int ?? 10)
        let hits = found.map { entry, score in
            var source = entry.source
            if case .object(var object) = source {
                object["embedding"] = nil
                source = .object(object)
            }
            return OpenSearch.Hit(
                index: "i", id: entry.id, score: Float(score), source: body["_source"]?.bool == false ? nil : source)
        }
        return OpenSearch.SearchOutput(hits: OpenSearch.Hits(hits: hits))
    }
}
