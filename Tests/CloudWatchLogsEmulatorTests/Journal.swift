import AWSCloudWatchLogs
import AWSCore
import CloudWatchLogsEmulator
import Testing
import World

/// One CloudWatch Logs in a world of its own, and a caller of it.
struct Journal {
    let world: World
    let state: CloudWatchLogsState
    let client: CloudWatchLogsProxy

    init(_ configuration: WorldConfiguration = WorldConfiguration()) throws {
        let world = try World(configuration)
        let state = try CloudWatchLogsState(world)
        self.world = world
        self.state = state
        client = CloudWatchLogsProxy(
            EmulatedInvoker<CloudWatchLogs>(world, caller: world.caller()) { CloudWatchLogsEmulator(state, $0) })
    }

    /// Now, in milliseconds.
    var now: Int { Int(world.clock.now.milliseconds) }

    func make(_ group: String = "g", streams: String...) async throws {
        try await client.createLogGroup(.init(logGroupName: group))
        for stream in streams { try await client.createLogStream(.init(logGroupName: group, logStreamName: stream)) }
    }

    /// - Parameter events: milliseconds from now, and messages.
    @discardableResult
    func put(
        _ events: [(Int, String)], into stream: String = "s", of group: String = "g"
    ) async throws -> CloudWatchLogs.PutLogEventsResponse {
        try await client.putLogEvents(
            .init(
                logGroupName: group, logStreamName: stream,
                logEvents: events.map { .init(timestamp: now + $0.0, message: $0.1) }))
    }

    func messages(_ pattern: String? = nil, of group: String = "g") async throws -> [String?] {
        try await client.filterLogEvents(.init(logGroupName: group, filterPattern: pattern)).events?.map(\.message)
            ?? []
    }
}

/// The code and the words of the error that `body` throws.
func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as CloudWatchLogsError {
        return "\(error.code): \(error.message ?? "")"
    } catch {
        return "\(error)"
    }
}
