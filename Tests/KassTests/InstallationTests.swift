import AWSCore
import AWSEventBridge
import Chatbot
import LocalCloud
import Profiles
import Testing
import World
import kass

/// The same chatbot by every profile: emulated services in process, or live clients over HTTP to emulated services.
@Suite(.serialized) struct InstallationTests {
    static let text = """
        # Warranty

        Frames are guaranteed for ten years. Batteries are guaranteed for two years or 500 charges.
        """
    static let question: Document = ["message": "How long are frames guaranteed?"]

    /// Puts a document, asks, searches, forgets: what comes back, without what differs from run to run.
    static func play(_ door: Person) async throws -> [Document] {
        #expect(try await door.put("warranty.md", text) == 202)
        #expect(try await door.state(of: "warranty.md") == "indexed")
        let (status, answer) = try await door.answer("POST", "/chat", question)
        #expect(status == 200)
        let (found, search) = try await door.answer("POST", "/search", ["query": "batteries", "k": 2])
        #expect(found == 200)
        #expect(try await door.answer("DELETE", "/documents/warranty.md").0 < 300)
        return [answer["answer"], answer["sources"], search["results"]].map { timeless($0 ?? .null) }
    }

    /// Without the members that say when.
    static func timeless(_ value: Document) -> Document {
        switch value {
        case .list(let elements): .list(elements.map(timeless))
        case .object(let object):
            .object(
                .init(object.entries.filter { $0.name != "timestamp" }.map { .init($0.name, timeless($0.value)) }))
        default: value
        }
    }

    static func local() async throws -> [Document] {
        let world = try World(WorldConfiguration(seed: 3, clock: .real))
        let installation = try await Installation(
            try SecondKass.profile("local", [:]), in: world, options: LocalChatbotOptions())
        return try await play(Person(door: installation.frontDoor))
    }

    static let mixes: [(name: String, settings: [String: String])] = [
        ("all that the functions call", ["services.default": "live"]),
        ("the models", ["services.default": "emulated", "services.bedrock": "live"]),
        ("the bucket", ["services.default": "emulated", "services.s3": "live"]),
        ("the tables", ["services.default": "emulated", "services.dynamodb": "live"]),
    ]

    @Test(arguments: mixes)
    func whateverIsLiveTheAnswersAreTheSame(_ name: String, _ settings: [String: String]) async throws {
        let expected = try await Self.local()
        #expect(expected[0].string?.contains("ten years") == true)
        var settings = settings
        // Ids of passages derive from the bucket's name.
        settings["environment"] = "local"
        settings["services.opensearch"] = "emulated"
        settings["services.lambda"] = "emulated"
        for role in ModelRole.allCases { settings["models.\(role.rawValue)"] = ModelIDs()[role] }
        let profile = try SecondKass.profile("staging", settings)
        try await SecondKass.serving(try ChatbotConfiguration(variables: profile.variables)) { [settings] second, url in
            var settings = settings
            settings["endpoints.default"] = url
            let profile = try SecondKass.profile("staging", settings)
            let world = try World(WorldConfiguration(seed: 3, clock: .real))
            let installation = try await Installation(
                profile, in: world, machine: SecondKass.machine, options: LocalChatbotOptions())
            // An account in which the functions are not deployed.
            try await second.cloud.clients().eventBridge.disableRule(.init(name: "kass-chatbot-local-document-upload"))
            let calls = second.cloud.world.audit.count
            let answers = try await Self.play(Person(door: installation.frontDoor))
            #expect(answers == expected)
            #expect(second.cloud.world.audit.count > calls, "nothing went over the wire")
            try world.close()
        }
    }

    /// With the functions live, this process only asks them.
    @Test func functionsThatAreLiveAreInvoked() async throws {
        let expected = try await Self.local()
        var settings = ["services.default": "live", "services.lambda": "live", "environment": "local"]
        for role in ModelRole.allCases { settings["models.\(role.rawValue)"] = ModelIDs()[role] }
        let profile = try SecondKass.profile("staging", settings)
        try await SecondKass.serving(try ChatbotConfiguration(variables: profile.variables)) { [settings] _, url in
            var settings = settings
            settings["endpoints.default"] = url
            let installation = try Installation(
                live: try SecondKass.profile("staging", settings), machine: SecondKass.machine)
            #expect(try await Self.play(Person(door: installation.frontDoor)) == expected)
        }
    }

    @Test func openSearchThatIsLiveNeedsAnAddress() async throws {
        let profile = try SecondKass.profile("staging", [:])
        let world = try World(WorldConfiguration(seed: 3, clock: .real))
        await #expect(throws: ProfileMistake.self) {
            _ = try await Installation(
                profile, in: world, machine: SecondKass.machine, options: LocalChatbotOptions())
        }
    }
}
