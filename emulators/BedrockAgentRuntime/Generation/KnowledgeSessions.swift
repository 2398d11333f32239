import AWSCore
import World

/// Conversations about knowledge bases: what was asked and answered, so that a question may follow on another.
final class KnowledgeSessions: Sendable {
    struct Turn: Hashable, Sendable {
        var question: String
        var answer: String
    }

    private struct State: Sendable {
        var turns: [String: [Turn]] = [:]
        /// Ids, the oldest first.
        var order: [String] = []
    }

    private let state = Lock(State())
    private let identifiers: SeededStream

    /// Conversations that are remembered; the oldest go first.
    private static let sessionsMax = 1000
    /// Turns of one that a model is shown.
    private static let turnsMax = 10

    init(_ identifiers: SeededStream) {
        self.identifiers = identifiers
    }

    /// - Returns: nil for a session that is not there.
    func turns(of id: String) -> [Turn]? { state.withLock { $0.turns[id] } }

    func begin() -> String {
        let id = identifiers.uuid()
        state.withLock { state in
            state.turns[id] = []
            state.order.append(id)
            if state.order.count > Self.sessionsMax { state.turns[state.order.removeFirst()] = nil }
        }
        return id
    }

    func append(_ turn: Turn, to id: String) {
        state.withLock { state in
            guard let turns = state.turns[id] else { return }
            state.turns[id] = (turns + [turn]).suffix(Self.turnsMax)
        }
    }
}
