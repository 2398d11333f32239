import AWSCore
import Foundation

/// Measures the product beside the bare parts it is made of and beside a peer, in one run on one machine.
///
/// usage: Benchmarks [chat | wire | vectors | serve-bare]. `chat` measures the chatbot alone, `wire` AWS's protocols
/// beside moto and MiniStack, `vectors` the start with a large index. The hidden command `serve-bare` is the bare
/// server of the HTTP comparison, in a process of its own so that its CPU time can be told from the client's.
@main
enum Benchmarks {
    static func main() async throws {
        if CommandLine.arguments.dropFirst().first == "serve-bare" {
            return try await BareServer.serve()
        }
        var report = Report()
        if CommandLine.arguments.dropFirst().first == "wire" {
            try WireBenchmark.run(&report)
            return report.verdict()
        }
        if CommandLine.arguments.dropFirst().first == "vectors" {
            report.heading("kass up with \(VectorStartBenchmark.chunks) vectors of 1,024 dimensions on disk")
            try VectorStartBenchmark.run(&report)
            return report.verdict()
        }
        if CommandLine.arguments.dropFirst().first != "chat" { try await emulators(&report) }
        try await chatbot(&report)
        report.verdict()
    }

    private static func emulators(_ report: inout Report) async throws {
        report.heading("A world")
        try WorldBenchmark.run(&report)
        for place in [Place.memory, .disk] {
            report.heading("DynamoDB in process, \(place.rawValue), microseconds a call")
            try await InProcessBenchmark.run(place, &report)
        }
        report.heading("GetItem of 1 KB over HTTP, \(HTTPBenchmark.connections) connections kept alive")
        try await HTTPBenchmark.run(&report)
    }

    private static func chatbot(_ report: inout Report) async throws {
        report.heading("kass up")
        try await StartBenchmark.run(&report)
        report.heading("Documents read and indexed in process")
        try await IngestionBenchmark.run(&report)
        for passages in [1_000, 10_000] {
            report.heading("kass up with \(passages) passages, over HTTP")
            try ChatBenchmark.run(passages, &report)
        }
    }
}

enum Place: String {
    case memory = "in memory"
    case disk = "on disk"
}
