import AWSCore
import AWSOpenSearch
import World

/// One index, shared by all calls.
final class LiveIndex: Sendable {
    let name: String
    /// Of the storage.
    let row: Int64
    private let state: Lock<IndexState>

    init(row: Int64, _ state: IndexState) {
        self.row = row
        name = state.definition.name
        self.state = Lock(state)
    }

    func withState<Value: Sendable, Failure: Error>(
        _ body: (inout IndexState) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try state.withLock { state throws(Failure) in try body(&state) }
    }

    var definition: IndexDefinition { withState { $0.definition } }
    var mapping: Mapping { withState { $0.mapping } }
    var isLoaded: Bool { withState { $0.isLoaded } }

    /// What a search at `now` sees.
    func snapshot(_ settings: OpenSearchSettings, now: Timestamp) throws(OpenSearchError) -> IndexSnapshot {
        try withState { state throws(OpenSearchError) in
            try state.refresh(ifDueAt: now, interval: Self.interval(of: state.definition, settings))
            return IndexSnapshot(
                definition: state.definition, mapping: state.mapping, analysis: state.analysis, index: state.searchable)
        }
    }

    /// nil when the index refreshes only on demand.
    static func interval(of definition: IndexDefinition, _ settings: OpenSearchSettings) -> Duration? {
        let own = definition.settings.text("index.refresh_interval").flatMap { TimeValue.duration($0) }
        guard let own else { return settings.effectiveRefreshInterval }
        if own < .zero { return nil }
        // A collection refreshes no sooner for being asked to.
        return settings.flavor == .serverless ? max(own, settings.effectiveRefreshInterval) : own
    }
}

/// One index as a search found it; later writes leave it as it is.
struct IndexSnapshot: Sendable {
    let definition: IndexDefinition
    let mapping: Mapping
    let analysis: Analysis
    let index: SearchIndex

    var name: String { definition.name }
}
