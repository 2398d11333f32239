import AWSCore
import TestSupport
import Testing
import World

@Suite struct SimulationTests {
    /// A small system of tasks, timers, an actor, a database and faults, and what happened in it.
    static func run(_ seed: UInt64) throws -> (log: [String], schedule: UInt64) {
        let outcome = try Simulation.outcome(seed: seed) { world in
            let log = Log()
            let counter = Counter()
            world.faults.add(FaultRule(.latency(.milliseconds(1)...(.seconds(2))), probability: 0.5))
            try world.database.prepare(
                module: "test", version: 1, "CREATE TABLE items (key TEXT PRIMARY KEY, value BLOB)")
            world.clock.schedule(at: world.clock.now + .seconds(1), label: "tick") { log.add("tick") }
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        for round in 0..<3 {
                            _ = try? await world.notes().get("\(number)")
                            try? await world.database.put("\(number)", [UInt8(round)])
                            log.add("\(number).\(round) \(await counter.next()) \(world.clock.now.milliseconds)")
                        }
                    }
                }
            }
            return log.entries + world.audit.records.map { "\($0.requestID) \($0.duration)" }
        }
        return (outcome.value, outcome.schedule)
    }

    @Test func theSameSeedGivesTheSameRunAndAnotherSeedAnother() throws {
        var schedules: Set<UInt64> = []
        for seed in 0..<25 as Range<UInt64> {
            let (first, second) = (try Self.run(seed), try Self.run(seed))
            #expect(first == second)
            #expect(first.log.count == 8 * 3 * 2 + 1)
            schedules.insert(first.schedule)
        }
        #expect(schedules.count == 25)
    }

    @Test func ninetyDaysPassAtOnce() throws {
        let days = try Simulation.run(seed: 1) { world in
            let start = world.clock.now
            async let one: Void = world.clock.sleep(for: .seconds(90 * 86_400))
            async let other: Void = world.clock.sleep(for: .seconds(30 * 86_400))
            _ = try await (one, other)
            return (world.clock.now - start) / .seconds(86_400)
        }
        #expect(days == 90)
    }

    @Test func timeMayBeMovedByHandToo() throws {
        let log = try Simulation.run(seed: 1) { world in
            let log = Log()
            let start = world.clock.now
            for hour in 1...4 {
                world.clock.schedule(at: start + .seconds(hour * 3600), label: "hour") { log.add("\(hour)") }
            }
            await world.advance(by: .seconds(2 * 3600))
            log.add("moved")
            let isQuiet = await world.runUntilQuiet()
            log.add("quiet \(isQuiet)")
            return log.entries
        }
        #expect(log == ["1", "2", "moved", "3", "4", "quiet true"])
    }

    @Test func aDeadlockIsAnErrorThatSaysSo() throws {
        let error = #expect(throws: SimulationError.self) {
            try Simulation.run(seed: 1) { world in
                try await world.clock.sleep(for: .seconds(5))
                for await _ in AsyncStream<Int>.makeStream().stream {}
                try await world.clock.sleep(for: .seconds(1))
                let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
                for await _ in stream {}
                continuation.finish()
            }
        }
        #expect(error?.description.contains("nothing is ready to run and no timer is set") == true)
    }

    @Test func anEndlessRunIsGivenUp() {
        #expect(throws: SimulationError.endless(steps: 1000)) {
            try Simulation.run(seed: 1, stepsMax: 1000) { world in
                while !Task.isCancelled { try await world.clock.sleep(for: .seconds(1)) }
            }
        }
    }

    @Test func errorsOfTheBodyComeOut() {
        #expect(throws: DatabaseTests.Failure.self) {
            try Simulation.run(seed: 1) { _ in throw DatabaseTests.Failure() }
        }
    }

    @Test func spawnedTasksRunInsideAndEndWithTheWorld() throws {
        let log = Log()
        try Simulation.run(seed: 1) { world in
            for number in 0..<3 {
                world.spawn("poller \(number)") {
                    while (try? await world.clock.sleep(for: .seconds(10))) != nil { log.add("poll") }
                    log.add("end")
                }
            }
            try await world.clock.sleep(for: .seconds(35))
        }
        #expect(log.entries.filter { $0 == "poll" }.count == 9)
        #expect(log.entries.suffix(3) == ["end", "end", "end"])
    }

    @Test func aWorldInADirectoryStaysOnTheThread() throws {
        let directory = TemporaryDirectory()
        let configuration = WorldConfiguration(storage: .directory(directory.path))
        try Simulation.run(seed: 1, configuration) { world in
            try world.database.prepare(
                module: "test", version: 1, "CREATE TABLE items (key TEXT PRIMARY KEY, value BLOB)")
            await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await world.database.put("\(number)", [1])
                        let name = try await world.objects.write([1, 2, 3])
                        #expect(try await world.objects.read(name) == [1, 2, 3])
                    }
                }
            }
            #expect(try await world.database.get("19") == [1])
        }
    }

    @Test(arguments: [false, true]) func aWorldIsEndedAndOpenedAgain(afterCrash: Bool) throws {
        let directory = TemporaryDirectory()
        let configuration = WorldConfiguration(storage: .directory(directory.path))
        try Simulation.run(seed: 1, configuration) { world in
            try world.database.prepare(
                module: "test", version: 1, "CREATE TABLE items (key TEXT PRIMARY KEY, value BLOB)")
            try await world.database.put("a", [1])
            let first = world.stream(named: "ids").uuid()
            try await world.clock.sleep(for: .seconds(3600))
            let next = try world.restarted(afterCrash: afterCrash)
            #expect(next.clock.now == world.clock.now)
            #expect(try await next.database.get("a") == [1])
            #expect(next.stream(named: "ids").uuid() != first)
            try await next.clock.sleep(for: .seconds(60))
            #expect(next.clock.now == world.clock.now + .seconds(60))
            try next.close()
        }
    }

    actor Counter {
        private var value = 0

        func next() -> Int {
            value += 1
            return value
        }
    }
}
