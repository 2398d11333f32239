import AWSCore
import Testing
import World

/// The real clock, with waits of a few milliseconds at most and no assumption on how long anything takes.
@Suite struct RealClockTests {
    @Test func itSleepsAtLeastAsLongAsAsked() async throws {
        let clock = RealClock()
        let (start, begun) = (clock.now, clock.uptime)
        try await clock.sleep(for: .milliseconds(2))
        #expect(clock.now >= start + .milliseconds(2))
        #expect(clock.uptime - begun >= .milliseconds(1))
        clock.stop()
    }

    @Test func timersFireInOrderOfTime() async {
        let clock = RealClock()
        let (order, continuation) = AsyncStream.makeStream(of: String.self)
        let start = clock.now
        clock.schedule(at: start + .milliseconds(20), label: "late") { continuation.finish() }
        clock.schedule(at: start + .milliseconds(1), label: "soon") { continuation.yield("soon") }
        let cancelled = clock.schedule(at: start + .milliseconds(2), label: "never") { continuation.yield("never") }
        clock.cancel(cancelled)
        var names: [String] = []
        for await name in order { names.append(name) }
        #expect(names == ["soon"])
        clock.stop()
    }

    @Test func stoppingAndCancellingWakeSleepers() async {
        let clock = RealClock()
        let cancelled = Task { try await clock.sleep(for: .seconds(3600)) }
        let stopped = Task { try await clock.sleep(for: .seconds(3600)) }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        clock.stop()
        await #expect(throws: CancellationError.self) { try await stopped.value }
    }
}
