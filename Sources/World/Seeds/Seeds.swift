import AWSCore

/// All streams of one world, each made when its consumer first asks.
final class Seeds: Sendable {
    private struct State {
        var seed: UInt64
        /// How often the world was opened after an end without `close`: mixed into the seed, so that ids given out
        /// since the last save do not come again.
        var generation: UInt64
        var streams: [String: SeededStream] = [:]
    }

    private let state: Lock<State>

    init(seed: UInt64, generation: UInt64 = 0) {
        state = Lock(State(seed: seed, generation: generation))
    }

    func stream(named name: String) -> SeededStream {
        state.withLock { state in
            if let stream = state.streams[name] { return stream }
            let stream = SeededStream(seed: state.seed &+ SplitMix64.mix(state.generation), name: name)
            state.streams[name] = stream
            return stream
        }
    }

    /// A number that names consumer `name` in this world, for values that are computed instead of drawn.
    func key(named name: String) -> UInt64 {
        state.withLock { SplitMix64.mix($0.seed &+ SplitMix64.mix($0.generation)) ^ StableHash.of(name) }
    }

    struct Snapshot: Sendable {
        var seed: UInt64
        var generation: UInt64
        /// Name and position of each stream, sorted by name.
        var streams: [(name: String, words: [UInt64])]
    }

    var snapshot: Snapshot {
        state.withLock { state in
            let streams = state.streams.sorted { $0.key < $1.key }.map { (name: $0.key, words: $0.value.words) }
            return Snapshot(seed: state.seed, generation: state.generation, streams: streams)
        }
    }

    convenience init(_ snapshot: Snapshot) {
        self.init(seed: snapshot.seed, generation: snapshot.generation)
        state.withLock { state in
            for (name, words) in snapshot.streams {
                guard let generator = Xoshiro256(words: words) else { continue }
                state.streams[name] = SeededStream(name: name, generator: generator)
            }
        }
    }
}
