import AWSCore
public import AWSWire
import Dispatch
import FrontDoor
public import World

/// How a ``CloudHost`` makes its worlds.
public struct CloudHostOptions: Sendable {
    public var world: WorldConfiguration
    public var chatbot: LocalChatbotOptions
    /// The directory of saved worlds; made when the first is saved.
    public var savedWorlds: String
    /// Of the program, as health tells it.
    public var version: String
    public var limits = HTTPLimits()
    /// The keys whose signatures are taken, beside those of STS; nil takes any credentials.
    public var keys: [AccessKeyHolder]?
    /// Makes the servers answer HTTPS as well.
    public var tls: TLSContext?

    public init(
        world: WorldConfiguration, chatbot: LocalChatbotOptions = LocalChatbotOptions(), savedWorlds: String,
        version: String
    ) {
        self.world = world
        self.chatbot = chatbot
        self.savedWorlds = savedWorlds
        self.version = version
    }
}

/// The chatbot and the AWS under it, as servers offer them: one world at a time, which the control API may empty, or
/// exchange for a saved one, while the servers go on.
///
/// Requests under way see the end of the world that they came to: what waits for time to pass is woken, what takes longer
/// than ``vacatingLimit`` finds the storage closed. Those that come meanwhile wait for the next world.
public final class CloudHost: Sendable {
    /// A world with everything in it. A class, since every request passes it on.
    final class Tenant: Sendable {
        let chatbot: LocalChatbot
        let world: World
        let answer: HTTPServer.Answer
        let openSearch: HTTPServer.Answer
        /// Calls of the worlds before this one.
        let callsBefore: Int

        init(_ chatbot: LocalChatbot, _ options: CloudHostOptions, callsBefore: Int) {
            let cloud = chatbot.cloud
            self.chatbot = chatbot
            self.callsBefore = callsBefore
            world = cloud.world
            answer = cloud.wireAnswer(verifying: options.keys, limits: options.limits)
            openSearch = cloud.openSearchAnswer(verifying: options.keys, limits: options.limits)
        }
    }

    let options: CloudHostOptions
    let saved: SavedWorlds
    let rooms: Turnover<Tenant>
    /// Whatever changes the world as a whole happens one after the other.
    let changes = Turnstile()

    /// For requests under way when their world ends.
    static let vacatingLimit = Duration.seconds(2)

    /// Opens the world, and makes what is missing in it.
    /// - Throws: as ``LocalChatbot/init(world:options:)``; `StorageError` when the world cannot be opened.
    public init(_ options: CloudHostOptions) async throws {
        self.options = options
        saved = SavedWorlds(in: options.savedWorlds)
        rooms = Turnover(try await Self.tenant(try World(options.world), options, callsBefore: 0))
    }

    private static func tenant(
        _ world: World, _ options: CloudHostOptions, callsBefore: Int
    ) async throws -> Tenant {
        var settings = options.chatbot
        settings.callsBefore = callsBefore
        let chatbot = try await LocalChatbot(world: world, options: settings)
        return Tenant(chatbot, options, callsBefore: callsBefore)
    }

    /// The world there is, or was last.
    var tenant: Tenant { rooms.latest }

    public var hasTLS: Bool { options.tls != nil }

    /// There was no chatbot in the world before.
    public var isNew: Bool { tenant.chatbot.isNew }

    /// Puts a few documents that a new chatbot can be asked about; they are read afterwards.
    ///
    /// Reading them takes all that the machine has, so whoever has waited for the start is answered first.
    public func putDemoDocuments() {
        let (chatbot, clock) = (tenant.chatbot, tenant.world.clock)
        tenant.world.spawn("demo documents") {
            if !(clock is VirtualClock) { try? await clock.sleep(for: .milliseconds(100)) }
            if !Task.isCancelled { await chatbot.putDemoDocuments() }
        }
    }

    /// Serves AWS's own protocols, and the control API beside them.
    /// - Parameter port: 0 takes any that is free.
    public func wireServer(host: String = "127.0.0.1", port: Int) -> WireServer {
        WireServer(
            host: host, port: port, limits: options.limits, tls: options.tls, clock: now,
            crossOrigin: { asked in
                await self.rooms.use { await $0.chatbot.cloud.crossOriginVerdict(on: asked) } ?? .noRules
            }
        ) { await self.answer($0) }
    }

    /// Serves OpenSearch alone, on a port of its own, as its clients expect it.
    public func openSearchServer(host: String = "127.0.0.1", port: Int) -> WireServer {
        WireServer(host: host, port: port, limits: options.limits, tls: options.tls, clock: now) { request in
            await self.rooms.use { await $0.openSearch(request) } ?? self.unavailable
        }
    }

    /// Serves the chatbot and its page.
    public func pageServer(host: String = "127.0.0.1", port: Int) -> HTTPServer {
        HTTPServer(host: host, port: port, limits: options.limits, tls: options.tls, clock: now) { request in
            let answer = await self.rooms.use { await $0.chatbot.frontDoor.answer(request, listeningOn: host) }
            return answer ?? self.unavailable
        }
    }

    private func answer(_ request: HTTPRequest) async -> HTTPResponse {
        if ControlAPI.concerns(request) { return await ControlAPI(self).answer(request) }
        return await rooms.use { await $0.answer(request) } ?? unavailable
    }

    private var unavailable: HTTPResponse {
        ControlFailure(503, "ServiceUnavailable", rooms.failure ?? "There is no world.").response
    }

    @Sendable private func now() -> Timestamp { tenant.world.clock.now }

    /// Ends the answers that follow calls as they happen: a server that stops would wait for them.
    public func stopFollowing() {
        tenant.world.audit.close()
    }

    /// Closes the world that there is.
    /// - Throws: `StorageError`, as `World.close()`.
    public func close() throws {
        try tenant.world.close()
    }
}

// Other worlds in the place of this one.
extension CloudHost {
    /// Ends the world and begins an empty one, or one that was saved, with the chatbot's resources in it.
    func replaceWorld(bySaved name: String? = nil) async throws {
        try await changes.pass {
            let path = name.map(saved.path)
            let configuration = options.world
            // A saved world in memory is read while the old one still stands: one that is damaged changes nothing.
            var next: World?
            if let path, configuration.storage.place == .memory {
                next = try await Self.onThread { try World.load(from: path, configuration) }
            }
            let old = tenant
            old.world.stop()
            await rooms.vacate(within: Self.vacatingLimit)
            do {
                let world = try await Self.onThread { [next] in
                    old.world.abandon()
                    if let next { return next }
                    if case .directory(let directory) = configuration.storage.place {
                        try World.overwrite(directory, withSaved: path)
                    }
                    return try World(configuration)
                }
                let callsBefore = old.callsBefore + old.world.audit.count
                rooms.open(with: try await Self.tenant(world, options, callsBefore: callsBefore))
            } catch {
                rooms.shut(because: "The world could not be made: \(error)")
                throw error
            }
        }
    }

    /// Files take their time, and the caller's thread has other connections.
    static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }
}
