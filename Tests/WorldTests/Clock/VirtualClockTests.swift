import AWSCore
import Testing
import World

@Suite struct VirtualClockTests {
    let clock = VirtualClock(start: .epoch)

    @Test func timersFireByTimeThenInTheOrderTheyWereSet() async {
        let log = Log()
        for (second, name) in [(3, "c"), (1, "a"), (2, "x"), (2, "y"), (1, "b"), (2, "z")] {
            clock.schedule(at: Timestamp(seconds: Int64(second)), label: name) { log.add(name) }
        }
        await clock.advance(to: Timestamp(seconds: 2))
        #expect(log.entries == ["a", "b", "x", "y", "z"])
        await clock.advance(by: .seconds(1))
        #expect(log.entries.last == "c")
        #expect(clock.now == Timestamp(seconds: 3))
    }

    @Test func manyTimersComeInOrder() async {
        let stream = SeededStream(seed: 7, name: "times")
        let times = (0..<2000).map { _ in Int64(stream.next(below: 500)) }
        let log = Log()
        for (index, time) in times.enumerated() {
            clock.schedule(at: Timestamp(seconds: time), label: "t") { log.add("\(time).\(index)") }
        }
        await clock.runUntilQuiet()
        let expected = times.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
        #expect(log.entries == expected.map { "\($0.element).\($0.offset)" })
    }

    @Test func theClockStandsAtTheTimerWhileItsActionRuns() async {
        let log = Log()
        clock.schedule(at: Timestamp(seconds: 5), label: "t") { [clock] in log.add("\(clock.now.seconds)") }
        await clock.advance(by: .seconds(90 * 86_400))
        #expect(log.entries == ["5"])
        #expect(clock.now == Timestamp(seconds: 90 * 86_400))
    }

    @Test func anActionsAsyncWorkIsDoneBeforeTheNextTimer() async {
        let log = Log()
        for second in 1...3 {
            clock.schedule(at: Timestamp(seconds: Int64(second)), label: "t") {
                for _ in 0..<20 { await Task.yield() }
                log.add("\(second)")
            }
        }
        await clock.advance(by: .seconds(3))
        #expect(log.entries == ["1", "2", "3"])
    }

    @Test func anActionThatSleepsLetsOthersFireMeanwhile() async {
        let log = Log()
        clock.schedule(at: Timestamp(seconds: 1), label: "sleeper") { [clock] in
            log.add("begin")
            try? await clock.sleep(for: .seconds(10))
            log.add("end at \(clock.now.seconds)")
        }
        clock.schedule(at: Timestamp(seconds: 5), label: "other") { log.add("other") }
        await clock.advance(by: .seconds(20))
        #expect(log.entries == ["begin", "other", "end at 11"])
    }

    @Test func anActionMaySetTheNextTimer() async {
        let log = Log()
        @Sendable func again(_ time: Timestamp) {
            clock.schedule(at: time, label: "again") {
                log.add("\(time.seconds)")
                again(time + .seconds(10))
            }
        }
        again(Timestamp(seconds: 10))
        let isQuiet = await clock.runUntilQuiet(limit: .seconds(35))
        #expect(!isQuiet)
        #expect(log.entries == ["10", "20", "30"])
        #expect(clock.now == Timestamp(seconds: 30))
    }

    @Test func aCancelledTimerDoesNotFire() async {
        let log = Log()
        let timer = clock.schedule(at: Timestamp(seconds: 1), label: "t") { log.add("fired") }
        clock.cancel(timer)
        #expect(clock.pendingCount == 0)
        #expect(await clock.runUntilQuiet())
        #expect(log.entries.isEmpty)
        #expect(clock.now == .epoch)
    }

    @Test func timeNeverRunsBackwards() async {
        await clock.advance(to: Timestamp(seconds: 10))
        await clock.advance(to: Timestamp(seconds: 5))
        #expect(clock.now == Timestamp(seconds: 10))
        let log = Log()
        clock.schedule(at: Timestamp(seconds: 1), label: "late") { [clock] in log.add("\(clock.now.seconds)") }
        await clock.advance(by: .zero)
        #expect(log.entries == ["10"])
    }

    @Test func aSleeperIsWokenAndAStoppedClockFailsIt() async throws {
        async let slept: Void = clock.sleep(for: .seconds(60))
        while clock.pendingCount == 0 { await Task.yield() }
        await clock.advance(by: .seconds(60))
        try await slept

        let task = Task { [clock] in try await clock.sleep(for: .seconds(60)) }
        while clock.pendingCount == 0 { await Task.yield() }
        clock.stop()
        await #expect(throws: CancellationError.self) { try await task.value }
        await #expect(throws: CancellationError.self) { try await clock.sleep(for: .seconds(1)) }
    }

    @Test func aCancelledTaskStopsSleeping() async {
        for _ in 0..<50 {
            let task = Task { [clock] in try await clock.sleep(for: .seconds(60)) }
            await Task.yield()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(clock.pendingCount == 0)
    }
}

/// What happened, in order.
final class Log: Sendable {
    private let lines = Lock<[String]>([])

    var entries: [String] { lines.withLock { $0 } }

    func add(_ line: String) {
        lines.withLock { $0.append(line) }
    }
}
