import AWSCore
import AWSLive
import AWSWire
import Chatbot
import FrontDoor
import LocalCloud
import Profiles
import World
import kass

/// A chatbot on an emulated AWS that is reached over HTTP alone, as AWS is.
enum SecondKass {
    static let machine = Machine(
        variables: { ["AWS_ACCESS_KEY_ID": "000000000000", "AWS_SECRET_ACCESS_KEY": "local"] },
        read: { _ throws(AWSLive.ConfigurationError) in nil },
        run: { _ throws(AWSLive.ConfigurationError) in throw .init("nothing runs here") })

    /// Serves the AWS of a new world while `body` runs.
    static func serving(
        _ configuration: ChatbotConfiguration, _ body: @Sendable (LocalChatbot, _ url: String) async throws -> Void
    ) async throws {
        let world = try World(WorldConfiguration(seed: 3, clock: .real))
        var options = LocalChatbotOptions()
        options.configuration = configuration
        let chatbot = try await LocalChatbot(world: world, options: options)
        try await chatbot.cloud.wireServer(port: 0).serving { address in try await body(chatbot, address.url) }
        try world.close()
    }

    /// A profile of the file that kass brings, as these settings change it.
    static func profile(_ name: String, _ settings: [String: String]) throws -> Profile {
        try ProfileResolver(
            file: ProfileTemplate.file, options: settings.mapValues { ("a test", $0) }
        ).profile(named: name)
    }
}

/// What people do with a front door.
struct Person {
    let door: FrontDoor

    func answer(_ method: String, _ path: String, _ body: Document? = nil) async throws -> (Int, Document) {
        var request = HTTPRequest(method: method, path: path)
        if let body {
            request.headers["Content-Type"] = "application/json"
            request.body = .bytes(body.json())
        }
        let response = await door.answer(request)
        let bytes = try await response.body.collect(bytesMax: 1 << 22)
        return (response.status, (try? Document(json: bytes)) ?? .null)
    }

    func put(_ name: String, _ text: String) async throws -> Int {
        let response = await door.answer(
            HTTPRequest(method: "PUT", path: "/documents/\(name)", body: .bytes(Array(text.utf8))))
        return response.status
    }

    /// Returns once `name` is indexed or has failed.
    func state(of name: String) async throws -> String {
        let clock = RealClock()
        for _ in 0..<600 {
            let documents = try await answer("GET", "/documents").1["documents"]?.list ?? []
            let state = documents.first { $0["name"]?.string == name }?["state"]?.string
            if let state, ["indexed", "failed"].contains(state) { return state }
            try await clock.sleep(for: .milliseconds(20))
        }
        return "not ready in time"
    }
}
