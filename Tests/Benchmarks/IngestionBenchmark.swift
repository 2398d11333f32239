import AWSCore
import FrontDoor
import LocalCloud
import World

/// Documents in, through the front door, read by this process: what reading and indexing cost without child processes.
enum IngestionBenchmark {
    static let documents = 40

    static func run(_ report: inout Report) async throws {
        let world = try World(WorldConfiguration(clock: .real))
        let chatbot = try await LocalChatbot(world: world)
        let elapsed = try await ContinuousClock().measure {
            for number in 0..<documents { try await put(number, chatbot) }
            while try await indexed(chatbot) < documents { try await world.clock.sleep(for: .milliseconds(10)) }
        }
        let seconds = elapsed / .seconds(1)
        report.line(
            "ingested",
            figure(Double(documents) / seconds, "documents/s")
                + figure(Double(documents * PlantDocuments.sectionsPerDocument) / seconds, "passages/s"))
        try world.close()
    }

    private static func put(_ number: Int, _ chatbot: LocalChatbot) async throws {
        var request = HTTPRequest(method: "PUT", path: "/documents/plant-\(number).md")
        request.body = .bytes(Array(PlantDocuments.text(number).utf8))
        let response = await chatbot.frontDoor.answer(request)
        precondition(response.status < 300, "a document was refused")
    }

    private static func indexed(_ chatbot: LocalChatbot) async throws -> Int {
        let response = await chatbot.frontDoor.answer(HTTPRequest(method: "GET", path: "/documents"))
        let list = try Document(json: try await response.body.collect(bytesMax: 16 << 20))["documents"]?.list ?? []
        return list.count { $0["state"]?.string == "indexed" }
    }
}
