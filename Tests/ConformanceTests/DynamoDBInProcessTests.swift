import AWSCore
import AWSDynamoDB
import LocalCloud
import Testing
import World

/// The first way in: a function call.
@Suite struct DynamoDBInProcessTests {
    static let cases = (try? SuiteTests.dynamoDB.get().cases) ?? []

    @Test(arguments: cases) func answersAsAWS(_ wanted: ConformanceCase) async throws {
        let verdict = try await Self.run(wanted)
        #expect(verdict.mismatch == nil)
    }

    @Test(arguments: cases) func answersTwiceWithTheSameBytes(_ wanted: ConformanceCase) async throws {
        let first = try await Self.run(wanted)
        let second = try await Self.run(wanted)
        #expect(first.transcript == second.transcript)
        #expect(!first.transcript.isEmpty)
    }

    /// In a world of its own, whose clock stands still unless it is moved.
    static func run(_ wanted: ConformanceCase) async throws -> CaseRunner.Verdict {
        let world = try World(WorldConfiguration(seed: 7, clock: .virtual(start: WorldConfiguration.virtualStart)))
        let cloud = try LocalCloud(world: world)
        var caller = world.caller()
        caller.account = wanted.account
        let runner = CaseRunner(client: TypedClient<DynamoDB>(client: cloud.clients(as: caller).dynamoDB))
        return try await runner.run(wanted)
    }
}
