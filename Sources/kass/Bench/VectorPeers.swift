import Foundation
import Scenarios

/// hnswlib, faiss and usearch on the same data: a Python process that measures when it is told to, so that rounds of theirs
/// and of ours alternate.
final class VectorPeers {
    private let process = Process()
    private let orders = Pipe()
    private let answers = Pipe()
    private var rest = ""

    /// - Parameter script: `Tests/VectorPeers/peers.py`, whose own words say what it takes.
    init(python: String, script: String, arguments: [String]) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, script] + arguments
        process.standardInput = orders
        process.standardOutput = answers
        try process.run()
        guard try line() == "ready" else { throw BenchFailure("the peers did not start; see what they wrote above") }
    }

    deinit {
        try? orders.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// One round: every peer at every setting.
    func sweep() throws -> [VectorMeasurement] {
        orders.fileHandleForWriting.write(Data("sweep\n".utf8))
        var measurements: [VectorMeasurement] = []
        while true {
            let line = try line()
            if line == "done" { return measurements }
            guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(line.utf8)) else {
                throw BenchFailure("the peers answered: \(line)")
            }
            measurements.append(fields.measurement)
        }
    }

    private func line() throws -> String {
        while !rest.contains("\n") {
            let chunk = answers.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw BenchFailure("the peers ended; see what they wrote above") }
            rest += String(decoding: chunk, as: UTF8.self)
        }
        let parts = rest.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        rest = parts.count > 1 ? String(parts[1]) : ""
        return String(parts[0])
    }

    private struct Fields: Decodable {
        var index: String
        var dims, n: Int
        var metric: String
        var ef: Int
        var filter, recall_at_10, qps, p50_us, p99_us, build_s: Double
        var bytes: Int

        var measurement: VectorMeasurement {
            VectorMeasurement(
                index: index, dims: dims, n: n, metric: metric, ef: ef, filter: filter, recall: recall_at_10, qps: qps,
                p50: p50_us, p99: p99_us, buildSeconds: build_s, bytes: bytes)
        }
    }
}
