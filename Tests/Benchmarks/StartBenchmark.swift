import Foundation

/// From the start of the process to its first answer, and what it holds then.
enum StartBenchmark {
    static let starts = 9

    static func run(_ report: inout Report) async throws {
        var times: [Duration] = []
        var memory = 0.0
        for _ in 0..<starts {
            let clock = ContinuousClock()
            let start = clock.now
            let server = try ServerProcess.kass()
            try LoadClient(port: server.port).exchange(LoadClient.request("ListTables", "{}"))
            times.append(clock.now - start)
            memory = try ProcessFigures.residentMegabytes(of: server.process.processIdentifier)
        }
        let median = times.sorted()[starts / 2]
        report.goal(
            "start to first answer (median)", figure(median / .milliseconds(1), "ms"),
            isMet: median < .milliseconds(50),
            "under 50 ms")
        report.goal("resident memory then", figure(memory, "MB"), isMet: memory < 60, "under 60 MB")
    }
}
