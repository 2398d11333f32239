import AWSCore
import World

/// Receivers that wait for messages, by queue.
///
/// A receiver takes its signal before it looks into the queue: what arrives after the look gives the signal, so that no
/// message is overlooked.
final class QueueSignals: Sendable {
    private struct State {
        var waiting: [Int64: [Int: Signal]] = [:]
        var last = 0
    }

    private let state = Lock(State())

    struct Ticket: Sendable {
        let queue: Int64
        let number: Int
        let signal: Signal
    }

    func join(_ queue: Int64) -> Ticket {
        state.withLock { state in
            state.last += 1
            let ticket = Ticket(queue: queue, number: state.last, signal: Signal())
            state.waiting[queue, default: [:]][ticket.number] = ticket.signal
            return ticket
        }
    }

    func leave(_ ticket: Ticket) {
        state.withLock { state in
            state.waiting[ticket.queue]?[ticket.number] = nil
            if state.waiting[ticket.queue]?.isEmpty == true { state.waiting[ticket.queue] = nil }
        }
    }

    /// Wakes all that wait for messages of the queue, in the order in which they came.
    func wake(_ queue: Int64) {
        let signals = state.withLock { state in
            (state.waiting[queue] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        }
        for signal in signals { signal.give() }
    }
}

extension World {
    /// Waits until the signal is given, `time` has come, the task is cancelled, or the world ends.
    /// - Returns: false when there is nothing more to wait for: the task is cancelled, or time stands still for good.
    func wait(for signal: Signal, until time: Timestamp) async -> Bool {
        let duration = time - clock.now
        if duration <= .zero { return !Task.isCancelled }
        let goesOn = await withTaskGroup(of: Bool.self) { group in
            group.addTask(operation: { (try? await self.clock.sleep(for: duration)) != nil })
            group.addTask(operation: {
                await signal.wait()
                return true
            })
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
        return goesOn && !Task.isCancelled
    }
}
