import AWSCore
import Testing
import World

@Suite struct DeadlineTests {
    @Test func aDeadlineThatIsMetLetsNoTimePass() async throws {
        let world = try World()
        let deadline = world.clock.deadline(at: world.clock.now + .seconds(5))
        world.spawn("work") { deadline.meet() }
        #expect(await deadline.wait())
        #expect(world.clock.now == WorldConfiguration.virtualStart)
        #expect(await world.runUntilQuiet())
        #expect(world.clock.now == WorldConfiguration.virtualStart)
    }

    /// The clock waits for what an action does after its deadline, as it does after a sleep.
    @Test func anActionGoesOnBeforeTheClockDoes() async throws {
        let world = try World()
        let start = world.clock.now
        let times = Lock<[Duration]>([])
        world.clock.schedule(at: start, label: "action") {
            let deadline = world.clock.deadline(at: start + .seconds(5))
            let work = world.spawn("work") { try? await world.clock.sleep(for: .seconds(100)) }
            let isMet = await deadline.wait()
            work.cancel()
            #expect(!isMet)
            times.withLock { $0.append(world.clock.now - start) }
        }
        await world.advance(by: .seconds(50))
        #expect(times.withLock { $0 } == [.seconds(5)])
    }

    @Test func aStoppedClockEndsTheWait() async throws {
        let world = try World()
        let deadline = world.clock.deadline(at: world.clock.now + .seconds(5))
        world.clock.stop()
        #expect(await deadline.wait())
    }
}
