public import AWSCore

/// Runs a world and everything that uses it on one thread, so that all of it is a function of the seed: ids, faults,
/// time, and which of the tasks that could run next does.
///
/// Time stands still while anything can run, then jumps to the next timer. So ninety days of schedules pass as fast as
/// their work can be done, and the same seed gives the same run, step by step.
///
/// All tasks must stay in the simulation: task groups, `async let`, actors and ``World/spawn(_:_:)`` do; `Task { }`,
/// `Task.detached`, threads and sockets do not.
public enum Simulation {
    /// What came of a run.
    public struct Outcome<Value: Sendable>: Sendable {
        public let value: Value
        /// Jobs run and timers fired.
        public let steps: Int
        /// A hash of every choice made: two runs with the same one took the same steps.
        public let schedule: UInt64
        /// The virtual time at the end.
        public let endedAt: Timestamp
    }

    /// Steps after which a run is given up as endless.
    public static let stepsMax = 10_000_000

    /// Runs `body` in a new world, then closes it.
    /// - Parameter configuration: of the world, whose seed and clock are the simulation's whatever it says.
    /// - Throws: ``SimulationError``, ``StorageError``, or what `body` throws.
    public static func run<Value: Sendable>(
        seed: UInt64, _ configuration: WorldConfiguration = WorldConfiguration(), stepsMax: Int = stepsMax,
        _ body: @escaping @Sendable (World) async throws -> Value
    ) throws -> Value {
        try outcome(seed: seed, configuration, stepsMax: stepsMax, body).value
    }

    /// Does what ``run(seed:_:stepsMax:_:)`` does, and tells how the run went.
    public static func outcome<Value: Sendable>(
        seed: UInt64, _ configuration: WorldConfiguration = WorldConfiguration(), stepsMax: Int = stepsMax,
        _ body: @escaping @Sendable (World) async throws -> Value
    ) throws -> Outcome<Value> {
        let executor = SimulationExecutor(seed: seed, stepsMax: stepsMax)
        let world = try World(configuration.simulated(seed: seed, on: executor))
        let result = ResultBox<Value>()
        let main = Task(executorPreference: executor) { await result.fill { try await body(world) } }
        defer {
            // Whatever still waits is woken by cancellation and runs to its end.
            main.cancel()
            try? world.close()
            executor.drain()
        }
        let value = try executor.drive(until: { result.value })
        return Outcome(
            value: try value.get(), steps: executor.steps, schedule: executor.schedule, endedAt: world.clock.now)
    }
}

/// Why a simulation ended before its body did.
public enum SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Every task waits, and no timer is set that could wake one.
    case deadlock(at: Timestamp)
    case endless(steps: Int)

    public var description: String {
        switch self {
        case .deadlock(let time):
            "deadlock at \(time.seconds) s of virtual time: nothing is ready to run and no timer is set, so the tasks "
                + "wait for each other or for something outside of the simulation"
        case .endless(let steps): "the simulation has not ended after \(steps) steps"
        }
    }
}

/// What the body of a simulation came to, once it has.
private final class ResultBox<Value: Sendable>: Sendable {
    private let result = Lock<Result<Value, any Error>?>(nil)

    var value: Result<Value, any Error>? { result.withLock { $0 } }

    func fill(_ body: () async throws -> Value) async {
        do {
            let value = try await body()
            result.withLock { $0 = .success(value) }
        } catch {
            result.withLock { $0 = .failure(error) }
        }
    }
}
