import AWSCore
import Foundation

/// Documents in, questions answered: a `kass up` in a process of its own, all services emulated, over one connection,
/// the model without simulated latency. No question is asked twice, so that no answer comes out of a cache.
enum ChatBenchmark {
    static let turns = 100

    static func run(_ passages: Int, _ report: inout Report) throws {
        let server = try ServerProcess.kass(after: "The chatbot is at ", ["--empty"])
        let client = try LoadClient(port: server.port)
        let documents = passages / PlantDocuments.sectionsPerDocument
        let ingestion = try ContinuousClock().measure {
            for number in 0..<documents {
                try client.exchange(
                    request("PUT", "/documents/plant-\(number).md", PlantDocuments.text(number), "text/markdown"))
            }
            while try indexed(client) < documents { Thread.sleep(forTimeInterval: 0.1) }
        }
        let seconds = ingestion / .seconds(1)
        report.line(
            "ingested by child processes",
            figure(Double(documents) / seconds, "documents/s") + figure(Double(passages) / seconds, "passages/s"))
        try ask(passages, client, server, &report)
        let memory = try ProcessFigures.residentMegabytes(of: server.process.processIdentifier)
        report.line("resident memory then", figure(memory, "MB"))
    }

    private static func ask(
        _ passages: Int, _ client: LoadClient, _ server: ServerProcess, _ report: inout Report
    ) throws {
        var times: [Duration] = []
        let before = try server.cpuTime
        for turn in 0..<turns {
            let question = PlantDocuments.question(turn * 7919 % passages)
            let body: Document = ["message": .string(question.text)]
            var answer = ""
            times.append(
                try ContinuousClock().measure {
                    answer = try client.exchange(request("POST", "/chat", body.jsonText(), "application/json"))
                })
            precondition(answer.contains(question.answer), "a wrong answer: \(answer)")
        }
        let cpu = try server.cpuTime - before
        times.sort()
        report.goal(
            "a chat turn (median)", figure(times[turns / 2] / .milliseconds(1), "ms"),
            isMet: times[turns / 2] < .milliseconds(10), "under 10 ms")
        report.line("a chat turn (90th percentile)", figure(times[turns * 9 / 10] / .milliseconds(1), "ms"))
        report.line("server CPU", figure(cpu / .milliseconds(turns), "ms/turn"))
    }

    private static func indexed(_ client: LoadClient) throws -> Int {
        try client.exchange(request("GET", "/documents", "", "text/plain")).ranges(of: #""state":"indexed""#).count
    }

    private static func request(_ method: String, _ path: String, _ body: String, _ type: String) -> [UInt8] {
        Array(
            """
            \(method) \(path) HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: \(type)\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }
}
