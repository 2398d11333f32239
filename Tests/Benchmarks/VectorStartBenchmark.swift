import AWSCore
import Foundation

/// How soon an index of 100,000 chunks with vectors of 1,024 dimensions is ready to be searched after a start, and what
/// the process holds then.
enum VectorStartBenchmark {
    static let chunks = 100_000
    static let dimension = 1024
    private static let batch = 250
    private static let starts = 5

    static func run(_ report: inout Report) throws {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "kass-vector-start-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let arguments = ["--empty", "--data", directory.path]
        try fill(arguments, &report)
        var times: [Duration] = []
        var (memory, kept) = ((resident: 0.0, own: 0.0), (resident: 0.0, own: 0.0))
        for start in 0..<starts {
            let clock = ContinuousClock()
            let begin = clock.now
            let server = try ServerProcess.kass(after: "OpenSearch is at ", arguments)
            let client = try LoadClient(port: server.port)
            let answer = try client.exchange(search(Vector.of(start * 999)))
            times.append(clock.now - begin)
            precondition(answer.contains("\"_id\":\"\(start * 999)\""), "the nearest is not the one that was asked for")
            memory = try ProcessFigures.memory(of: server.process.processIdentifier)
            for query in 0..<100 { try client.exchange(search(Vector.of(query * 37))) }
            kept = try ProcessFigures.memory(of: server.process.processIdentifier)
            try end(server)
        }
        let median = times.sorted()[starts / 2]
        report.goal(
            "start to first neighbours (median)", figure(median / .milliseconds(1), "ms"),
            isMet: median < .milliseconds(200), "under 200 ms")
        report.goal(
            "resident memory then", figure(memory.resident, "MB"), isMet: memory.resident < 400, "under 400 MB")
        report.line("of which are no pages of files", figure(memory.own, "MB"))
        report.line("resident memory 100 searches later", figure(kept.resident, "MB"))
        report.line("of which are no pages of files", figure(kept.own, "MB"))
    }

    private static func fill(_ arguments: [String], _ report: inout Report) throws {
        let server = try ServerProcess.kass(after: "OpenSearch is at ", arguments)
        let client = try LoadClient(port: server.port)
        let mapping = #"""
            {"settings":{"index.knn":true},"mappings":{"dynamic":false,"properties":{"text":{"type":"text","analyzer":
            "english"},"embedding":{"type":"knn_vector","dimension":\#(dimension),"space_type":"l2"}}}}
            """#
        try client.exchange(request("PUT", "/chunks", mapping))
        let time = try ContinuousClock().measure {
            for first in stride(from: 0, to: chunks, by: batch) {
                let lines = (first..<first + batch).map { number in
                    #"{"index":{"_id":"\#(number)"}}"# + "\n" + #"{"text":"\#(text(number))","embedding":""#
                        + Vector.base64(Vector.of(number)) + "\"}\n"
                }
                try client.exchange(request("POST", "/chunks/_bulk", lines.joined()))
            }
            try client.exchange(search(Vector.of(0)))
        }
        report.line("indexed over HTTP", figure(Double(chunks) / (time / .seconds(1)), "chunks/s"))
        try end(server)
    }

    /// As people end it: what is to be kept is closed.
    private static func end(_ server: ServerProcess) throws {
        server.process.terminate()
        server.process.waitUntilExit()
    }

    private static func text(_ number: Int) -> String {
        "Valve \(number) stands in hall \(number % 171). Its pressure is \(number % 900) millibar. It is inspected by "
            + "the shift \(number % 31) that is on duty, and whatever is found is noted in the log of week \(number % 52)."
    }

    private static func search(_ query: [Float]) -> [UInt8] {
        let body =
            #"{"size":8,"_source":{"excludes":["embedding"]},"query":{"knn":{"embedding":{"k":8,"vector":\#(query)}}}}"#
        return request("POST", "/chunks/_search", body)
    }

    private static func request(_ method: String, _ path: String, _ body: String) -> [UInt8] {
        Array(
            """
            \(method) \(path) HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }

    /// Vectors around 2,000 centres, a function of their number.
    private enum Vector {
        static func of(_ number: Int) -> [Float] {
            zip(noise(UInt64(number % 2000) << 32), noise(UInt64(number) << 16 | 1)).map { $0 + 0.7 * $1 }
        }

        static func base64(_ vector: [Float]) -> String {
            Data(vector.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }).base64EncodedString()
        }

        private static func noise(_ seed: UInt64) -> [Float] {
            var state = seed
            return (0..<dimension).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Float(Int64(bitPattern: state) >> 40) / 0x1p23
            }
        }
    }
}
