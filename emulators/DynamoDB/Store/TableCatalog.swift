import AWSCore
import AWSDynamoDB
import Synchronization
import World

/// The tables that operations have met lately, so that finding one costs no SQL.
///
/// A table is kept only while nothing changes tables, and only if nothing changed since the transaction that read it
/// began: what is kept is therefore what is committed.
final class TableCatalog: Sendable {
    struct Name: Hashable, Sendable {
        let account: String
        let region: String
        let name: String
    }

    private struct State {
        var tables: [Name: Table] = [:]
        var changesUnderWay = 0
        var generation = 0
    }

    private let state = Mutex(State())

    /// What the caller of ``keep(_:as:since:)`` asks for before its transaction begins.
    var generation: Int { state.withLock(\.generation) }

    func table(_ name: Name) -> Table? {
        state.withLock { $0.tables[name] }
    }

    func keep(_ table: Table, as name: Name, since generation: Int) {
        state.withLock { state in
            guard state.changesUnderWay == 0, state.generation == generation else { return }
            state.tables[name] = table
        }
    }

    func beginChange() {
        state.withLock { state in
            state.changesUnderWay += 1
            state.tables.removeAll()
        }
    }

    func endChange() {
        state.withLock { state in
            state.changesUnderWay -= 1
            state.generation += 1
            state.tables.removeAll()
        }
    }
}
