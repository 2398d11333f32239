import AWSCore
package import AWSLive
import ArgumentParser
import Chatbot
import FrontDoor
import LocalCloud
import Profiles
import World

/// Which chatbot a command talks to: one that runs already, or one of its own.
struct DoorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Ask the kass that runs at this address, such as http://127.0.0.1:8080.", valueName: "url"))
    var url: String?

    @OptionGroup var profiles: ProfileOptions

    @Option(
        help: ArgumentHelp(
            "Without --url: where what is emulated is kept; ./.kass unless the profile says otherwise.",
            valueName: "directory"))
    var data: String?

    @Flag(help: "Without --url: begin a new directory without the demo documents.")
    var empty = false

    @Option(help: ArgumentHelp("What all random values derive from.", valueName: "number"))
    var seed: UInt64 = 1

    func validate() throws {
        if let url, Origin(url: url) == nil {
            throw ValidationError("--url is like http://127.0.0.1:8080, and is \(url).")
        }
        if url != nil, data != nil {
            throw ValidationError("--url asks a kass that has its own --data: give one of the two.")
        }
    }

    /// Opens the door, and closes it after `body`.
    func withDoor(_ console: Console, _ body: (Door) async throws -> Void) async throws {
        if let origin = url.flatMap(Origin.init(url:)) {
            do {
                return try await body(Door(origin))
            } catch let error as TransportError {
                try console.fail("There is no answer from \(origin.url): \(error). Is `kass up` running there?")
            }
        }
        let profile = try profiles.resolved(console, options: data.map { ["data": ("--data", $0)] } ?? [:])
        do {
            try await withInstallation(profile, console, body)
        } catch {
            try console.explain(error)
        }
    }

    private func withInstallation(
        _ profile: Profile, _ console: Console, _ body: (Door) async throws -> Void
    ) async throws {
        if profile.isLive(.lambda) {
            let installation = try Installation(live: profile)
            return try await body(Door { await installation.frontDoor.answer($0) })
        }
        let directory = profile.keepsData ? profile["data"] ?? profile.defaultDirectory : nil
        let world = try openWorld(at: directory, console)
        let installation = try await Installation(profile, in: world)
        let door = Door { await installation.frontDoor.answer($0) }
        if let chatbot = installation.chatbot, chatbot.isNew, !empty {
            await chatbot.putDemoDocuments()
            try await door.waitUntilRead(world)
        }
        try await body(door)
        try world.close()
    }

    private func openWorld(at directory: String?, _ console: Console) throws -> World {
        let storage: StorageConfiguration = directory.map { .directory($0) } ?? .memory
        do {
            return try World(WorldConfiguration(seed: seed, clock: .real, storage: storage))
        } catch let error as StorageError {
            try console.explain(error, about: directory ?? "")
        }
    }
}

extension Console {
    /// Ends a command whose directory cannot be had.
    func explain(_ error: StorageError, about directory: String) throws -> Never {
        guard error.code == .busy else {
            try fail("The directory \(directory) cannot be used: \(error.message). Use another one: --data DIRECTORY")
        }
        try fail(
            """
            The directory \(directory) is in use by another kass.
              If that is `kass up`, commands can ask it at the address that it printed:  --url http://127.0.0.1:8080
              Otherwise stop that one, or use another directory:                         --data DIRECTORY
            """)
    }
}

extension Door {
    /// Returns once no document is on its way any more, or after a minute.
    fileprivate func waitUntilRead(_ world: World) async throws {
        let ends: Set = ["indexed", "failed"]
        let deadline = world.clock.uptime + .seconds(60)
        while world.clock.uptime < deadline {
            if try await documents().allSatisfy({ ends.contains($0["state"]?.string ?? "") }) { return }
            try await world.clock.sleep(for: .milliseconds(10))
        }
    }
}

extension Origin {
    /// - Parameter url: `http://host:port` or `https://host`, without a path; what the page's address has behind `#`
    ///   is left out.
    package init?(url: String) {
        let parts = url.split(separator: "://", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0] == "http" || parts[0] == "https" else { return nil }
        let authority = String(parts[1].prefix { $0 != "/" && $0 != "#" })
        let rest = parts[1].dropFirst(authority.count)
        guard !authority.isEmpty, rest.isEmpty || rest == "/" || rest.hasPrefix("#") || rest.hasPrefix("/#") else {
            return nil
        }
        let isSecure = parts[0] == "https"
        guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else {
            self.init(isSecure: isSecure, host: authority)
            return
        }
        guard let port = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(port) else {
            return nil
        }
        self.init(isSecure: isSecure, host: String(authority[..<colon]), port: port)
    }
}
