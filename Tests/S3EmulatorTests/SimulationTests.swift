import AWSCore
import AWSS3
import S3Emulator
import Testing
import World

/// In a simulation everything is a function of the seed: ids, events, and the order in which they come.
@Suite struct SimulationTests {
    private func run(_ seed: UInt64) throws -> Simulation.Outcome<[String]> {
        try Simulation.outcome(seed: seed) { world in
            let sink = EventCollector()
            let state = try S3State(world, notifications: sink)
            let client = S3Proxy(EmulatedInvoker<S3>(world, caller: world.caller()) { S3Emulator(state, $0) })
            _ = try await client.createBucket(.init(bucket: "bucket"))
            try await client.putBucketVersioning(
                .init(bucket: "bucket", versioningConfiguration: .init(status: .enabled)))
            try await client.putBucketNotificationConfiguration(
                .init(bucket: "bucket", notificationConfiguration: .init(eventBridgeConfiguration: .init())))
            let rule = S3.LifecycleRule(expiration: .init(days: 90), filter: .init(prefix: ""), status: .enabled)
            _ = try await client.putBucketLifecycleConfiguration(
                .init(bucket: "bucket", lifecycleConfiguration: .init(rules: [rule])))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<6 {
                    group.addTask {
                        let body = ByteStream.bytes(pattern(index * 20_000))
                        _ = try await client.putObject(.init(body: body, bucket: "bucket", key: "k\(index)"))
                    }
                }
                try await group.waitForAll()
            }
            await world.advance(by: .seconds(92 * 86_400))
            await state.deliverPending()
            try await state.checkInvariants()
            return sink.take().map { $0.message.jsonText() }
        }
    }

    @Test func theSameSeedGivesTheSameRun() throws {
        let (first, second, other) = (try run(7), try run(7), try run(8))
        #expect(first.value == second.value && first.schedule == second.schedule)
        #expect(first.value.count == 12 && other.value.count == 12)
        #expect(first.value != other.value)
    }
}
