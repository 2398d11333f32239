import AWSCore

/// What a clock does when a time comes.
struct WorldTimer: Sendable {
    let due: Timestamp
    let label: String
    let work: Work

    enum Work: Sendable {
        case action(@Sendable () async -> Void)
        case wake(Sleeper)
    }
}

/// Timers in the order in which they fire: by time, and those of one time in the order in which they were set.
struct TimerQueue {
    private struct Key: Comparable {
        let due: Timestamp
        let sequence: UInt64

        static func < (left: Key, right: Key) -> Bool {
            left.due == right.due ? left.sequence < right.sequence : left.due < right.due
        }
    }

    /// A binary heap. Cancelled timers stay in it until they come up.
    private var heap: [Key] = []
    private var timers: [UInt64: WorldTimer] = [:]
    private var lastSequence: UInt64 = 0

    var isEmpty: Bool { timers.isEmpty }
    var count: Int { timers.count }

    /// The earliest time at which something fires.
    var nextDue: Timestamp? {
        mutating get {
            while let first = heap.first, timers[first.sequence] == nil { removeFirstKey() }
            return heap.first?.due
        }
    }

    /// - Complexity: O(log n).
    mutating func insert(_ timer: WorldTimer) -> TimerID {
        lastSequence += 1
        timers[lastSequence] = timer
        heap.append(Key(due: timer.due, sequence: lastSequence))
        siftUp(heap.count - 1)
        return TimerID(sequence: lastSequence)
    }

    @discardableResult
    mutating func remove(_ id: TimerID) -> WorldTimer? {
        timers.removeValue(forKey: id.sequence)
    }

    /// Takes the timer that fires next, if it is due by `time`.
    mutating func popFirst(dueBy time: Timestamp) -> WorldTimer? {
        guard let due = nextDue, due <= time else { return nil }
        return timers.removeValue(forKey: removeFirstKey().sequence)
    }

    mutating func removeAll() -> [WorldTimer] {
        let all = timers.sorted { $0.key < $1.key }.map(\.value)
        self = TimerQueue(lastSequence: lastSequence)
        return all
    }

    init(lastSequence: UInt64 = 0) {
        self.lastSequence = lastSequence
    }

    @discardableResult
    private mutating func removeFirstKey() -> Key {
        let first = heap[0]
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown(0)
        }
        return first
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0, heap[index] < heap[(index - 1) / 2] {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func siftDown(_ start: Int) {
        var index = start
        while true {
            let children = (2 * index + 1..<2 * index + 3).filter { $0 < heap.count }
            guard let least = children.min(by: { heap[$0] < heap[$1] }), heap[least] < heap[index] else { return }
            heap.swapAt(index, least)
            index = least
        }
    }
}
