import AWSCore
import AWSSQS
import SQSEmulator
import Testing
import World

/// One SQS in a world of its own, and a caller of it.
struct Cloud {
    let world: World
    let state: SQSState
    let client: SQSProxy

    init(_ configuration: WorldConfiguration = WorldConfiguration(), settings: SQSSettings = SQSSettings()) throws {
        let world = try World(configuration)
        let state = try SQSState(world, settings: settings)
        self.world = world
        self.state = state
        client = Self.client(world, state, world.caller())
    }

    func client(as caller: Caller) -> SQSProxy { Self.client(world, state, caller) }

    private static func client(_ world: World, _ state: SQSState, _ caller: Caller) -> SQSProxy {
        SQSProxy(EmulatedInvoker<SQS>(world, caller: caller) { SQSEmulator(state, $0) })
    }

    /// Makes a queue and gives its URL.
    @discardableResult
    func make(_ name: String = "orders", _ attributes: [String: String] = [:]) async throws -> String {
        var attributes = attributes
        if name.hasSuffix(".fifo") { attributes["FifoQueue"] = "true" }
        return try #require(
            try await client.createQueue(.init(queueName: name, attributes: attributes)).queueUrl)
    }

    func arn(_ url: String) async throws -> String { try await attribute("QueueArn", of: url) ?? "" }

    func attribute(_ name: String, of url: String) async throws -> String? {
        let names = [SQS.QueueAttributeName(rawValue: name)]
        return try await client.getQueueAttributes(.init(queueUrl: url, attributeNames: names)).attributes?[name]
    }

    @discardableResult
    func send(_ body: String, to url: String, group: String? = nil, token: String? = nil) async throws -> String? {
        try await client.sendMessage(
            .init(queueUrl: url, messageBody: body, messageDeduplicationId: token, messageGroupId: group)
        ).messageId
    }

    func receive(
        _ limit: Int = 10, from url: String, visibility: Int? = nil, wait: Int? = nil
    ) async throws -> [SQS.Message] {
        try await client.receiveMessage(
            .init(
                queueUrl: url, messageSystemAttributeNames: [.all], messageAttributeNames: ["All"],
                maxNumberOfMessages: limit, visibilityTimeout: visibility, waitTimeSeconds: wait)
        ).messages ?? []
    }

    func bodies(_ limit: Int = 10, from url: String, visibility: Int? = nil) async throws -> [String] {
        try await receive(limit, from: url, visibility: visibility).compactMap(\.body)
    }
}

/// Holds that `body` fails with this code, and with these words where they are given.
func expectError(
    _ code: String, _ message: String? = nil, _ location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("there was no error", sourceLocation: location)
    } catch let error as SQSError {
        #expect(error.code.rawValue == code, sourceLocation: location)
        if let message { #expect(error.message == message, sourceLocation: location) }
    } catch {
        Issue.record("\(error)", sourceLocation: location)
    }
}
