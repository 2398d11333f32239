import AWSCore

/// When each of the latest chat turns began and ended.
final class TurnLog: Sendable {
    struct Turn: Hashable, Sendable {
        let id: String
        let startedAt: Timestamp
        /// nil while the answer is being written.
        var endedAt: Timestamp?
    }

    /// A turn under way. It ends once, at the latest when nobody holds it any more.
    final class Open: Sendable {
        let id: String
        private let log: TurnLog

        fileprivate init(id: String, log: TurnLog) {
            self.id = id
            self.log = log
        }

        func end() { log.end(id) }

        deinit { log.end(id) }
    }

    private let kept: Int
    private let clock: @Sendable () -> Timestamp
    private let state = Lock([Turn]())

    init(kept: Int, clock: @escaping @Sendable () -> Timestamp) {
        self.kept = kept
        self.clock = clock
    }

    func begin(_ id: String, at startedAt: Timestamp) -> Open {
        state.withLock { turns in
            turns.append(Turn(id: id, startedAt: startedAt))
            if turns.count > kept { turns.removeFirst(turns.count - kept) }
        }
        return Open(id: id, log: self)
    }

    private func end(_ id: String) {
        let now = clock()
        state.withLock { turns in
            guard let index = turns.lastIndex(where: { $0.id == id }), turns[index].endedAt == nil else { return }
            turns[index].endedAt = now
        }
    }

    /// Oldest first.
    var turns: [Turn] { state.withLock { $0 } }
}
