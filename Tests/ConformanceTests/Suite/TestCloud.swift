import AWSCore
import Functions
import LambdaEmulator
import LocalCloud
import OpenSearchEmulator
import World

/// The emulated cloud that cases are asked of: its clock stands still unless a case waits.
struct TestCloud: Sendable {
    let world: World
    let cloud: LocalCloud

    init() throws {
        world = try World(WorldConfiguration(seed: 7, clock: .virtual(start: WorldConfiguration.virtualStart)))
        cloud = try LocalCloud(world: world, openSearch: OpenSearchSettings(flavor: .managed)) { function, _ in
            function.handler == "index.handler" ? TestFunction() : nil
        }
    }

    /// In process, in the case's own account.
    func client(for wanted: ConformanceCase) throws -> any ConformanceClient {
        let caller = Caller(account: wanted.account, region: world.region)
        return try ConformanceService.named(wanted.service).inProcess(cloud.clients(as: caller))
    }

    func run(_ wanted: ConformanceCase) async throws -> CaseRunner.Verdict {
        try await run(wanted, by: client(for: wanted))
    }

    /// By a client that may be of any kind, as long as it leads here.
    func run(_ wanted: ConformanceCase, by client: any ConformanceClient) async throws -> CaseRunner.Verdict {
        let runner = CaseRunner(client: client) { [world] seconds in await world.advance(by: .seconds(seconds)) }
        return try await runner.run(wanted, wanted.names(now: now))
    }

    var now: Int64 { world.clock.now.seconds }
}

/// What the zip file in `Cases/Lambda/given.yaml` holds, in Swift: it does what the event says.
struct TestFunction: LambdaFunction {
    func handle(_ event: Document, _ context: FunctionContext) async throws -> Document {
        if let message = event["fail"]?.string { throw FunctionFailure("ValueError", message) }
        if let line = event["log"]?.string { context.log(line) }
        if let count = event["grow"]?.int { return .string(String(repeating: "a", count: count)) }
        return event
    }
}
