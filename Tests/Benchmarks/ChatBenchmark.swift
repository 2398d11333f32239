import AWSCore
import Chatbot
import Documents
import Foundation
import FrontDoor
import LocalCloud
import World

/// Documents in, questions answered: through the front door, all services emulated, the model without simulated latency.
enum ChatBenchmark {
    static let turns = 60
    /// Sections of a document, each of which becomes one passage.
    static let sectionsPerDocument = 25

    static func run(_ passages: Int, _ report: inout Report) async throws {
        let world = try World(WorldConfiguration(clock: .real))
        let worker = ExtractionWorker(program: ServerProcess.sibling("kass").path)
        let chatbot = try await LocalChatbot(
            world: world, options: LocalChatbotOptions(documents: ExtractingReader(worker)))
        let documents = passages / sectionsPerDocument
        let ingestion = try await ContinuousClock().measure {
            for number in 0..<documents { try await put(number, chatbot) }
            try await wait(for: documents, chatbot)
        }
        report.line(
            "ingested",
            figure(Double(documents) / (ingestion / .seconds(1)), "documents/s")
                + figure(Double(passages) / (ingestion / .seconds(1)), "passages/s"))
        var times: [Duration] = []
        for turn in 0..<turns {
            let section = turn * 7919 % passages
            let question = "What is the pressure of valve \(name(section)) in hall \(section % 17)?"
            times.append(try await ContinuousClock().measure { try await ask(question, chatbot) })
        }
        times.sort()
        report.goal(
            "a chat turn (median)", figure(times[turns / 2] / .milliseconds(1), "ms"),
            isMet: times[turns / 2] < .milliseconds(10), "under 10 ms")
        report.line("a chat turn (90th percentile)", figure(times[turns * 9 / 10] / .milliseconds(1), "ms"))
        try world.close()
    }

    private static func put(_ number: Int, _ chatbot: LocalChatbot) async throws {
        let sections = (0..<sectionsPerDocument).map { index -> String in
            let section = number * sectionsPerDocument + index
            let filler = String(
                repeating: "It is inspected by the shift that is on duty and noted in the log. ", count: 10)
            return "## Valve \(name(section))\n\nThe valve \(name(section)) stands in hall \(section % 17). "
                + "Its pressure is \(section + 100) millibar. \(filler)\n"
        }
        let text = "# Plant \(number)\n\n" + sections.joined(separator: "\n")
        var request = HTTPRequest(method: "PUT", path: "/documents/plant-\(number).md")
        request.body = .bytes(Array(text.utf8))
        let response = await chatbot.frontDoor.answer(request)
        precondition(response.status < 300, "a document was refused")
    }

    private static func wait(for documents: Int, _ chatbot: LocalChatbot) async throws {
        while true {
            let response = await chatbot.frontDoor.answer(HTTPRequest(method: "GET", path: "/documents"))
            let list = try Document(json: try await response.body.collect(bytesMax: 16 << 20))["documents"]?.list ?? []
            if list.count(where: { $0["state"]?.string == "indexed" }) == documents { return }
            try await chatbot.cloud.world.clock.sleep(for: .milliseconds(50))
        }
    }

    private static func ask(_ question: String, _ chatbot: LocalChatbot) async throws {
        let body: Document = ["message": .string(question)]
        var request = HTTPRequest(method: "POST", path: "/chat", body: .bytes(body.json()))
        request.headers["Content-Type"] = "application/json"
        let response = await chatbot.frontDoor.answer(request)
        let answer = try Document(json: try await response.body.collect(bytesMax: 1 << 20))
        precondition(response.status == 200 && answer["answer"]?.string?.isEmpty == false, "no answer: \(answer)")
    }

    /// Two syllables and a number, so that words differ.
    private static func name(_ section: Int) -> String {
        let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "si", "to", "va", "ze"]
        return "\(syllables[section % 10])\(syllables[section / 10 % 10])\(syllables[section / 100 % 10])-\(section)"
    }
}
