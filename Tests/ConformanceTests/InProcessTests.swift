import Testing
import World

/// The first way in: a function call.
@Suite struct InProcessTests {
    static let cases = ConformanceService.all.flatMap(\.cases)

    /// Each time in a world of its own: the answers are AWS's, and a second run gives the same ones, ids and all.
    @Test(arguments: cases) func answersAsAWSAndTheSameAgain(_ wanted: ConformanceCase) async throws {
        let first = try await TestCloud().run(wanted)
        #expect(first.mismatch == nil)
        #expect(!first.isLeftOut && !first.transcript.isEmpty)
        let second = try await TestCloud().run(wanted)
        #expect(first.transcript == second.transcript)
    }

    /// What a case made is undone, so that it can be asked again in the same place: an account of AWS needs that.
    @Test(arguments: cases) func leavesNothingBehindOnceUndone(_ wanted: ConformanceCase) async throws {
        let cloud = try TestCloud()
        let client = try cloud.client(for: wanted)
        let first = try await cloud.run(wanted, by: client)
        try await Undoing(client: client, steps: ConformanceService.named(wanted.service).suite().undoing)
            .undo(first.transcript)
        // The names of deleted queues rest for a minute, and tokens of transactions are known for ten.
        await cloud.world.advance(by: .seconds(601))
        #expect(try await cloud.run(wanted, by: client).mismatch == nil)
    }

    /// On AWS tables have names that are nobody else's, and cases notice nothing of it.
    @Test(arguments: try ConformanceService.named("DynamoDB").cases.filter { !$0.given.isEmpty })
    func tablesMayHaveOtherNames(_ wanted: ConformanceCase) async throws {
        let cloud = try TestCloud()
        let client = PrefixedTables(client: try cloud.client(for: wanted), prefix: "kass-conformance-1-")
        #expect(try await cloud.run(wanted, by: client).mismatch == nil)
    }
}
