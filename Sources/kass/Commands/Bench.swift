import ArgumentParser
import Foundation
import Scenarios
import VectorCore

/// `kass bench`: measurements of the parts that promise speed.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the parts that promise speed.", subcommands: [BenchVector.self])
}

/// `kass bench vector`: recall, queries per second, latency, build time and bytes of the vector index.
struct BenchVector: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vector", abstract: "Measure the vector index, beside others if asked.",
        discussion: """
            Times are processor time of one thread, so that other programs on the machine disturb little. Without
            files the data is made from a seed. The peers need numpy, hnswlib, faiss-cpu and usearch in the Python given.

            EXAMPLES
              kass bench vector --rows 20000 --dims 384
              kass bench vector --base b.npy --queries q.npy --gt gt.npy --recall 0.9,0.99 --filter 0.01,0.5
              kass bench vector --base b.npy --queries q.npy --peers --plot recall.svg
            """)

    @Option(help: ArgumentHelp("Rows to search: .npy of <f2 or <f4.", valueName: "file")) var base: String?
    @Option(help: ArgumentHelp("Queries: .npy of <f2 or <f4.", valueName: "file")) var queries: String?
    @Option(help: ArgumentHelp("Row numbers of the nearest, best first: .npy of <i4.", valueName: "file"))
    var gt: String?
    @Option(help: "Rows to make without --base.") var rows = 20_000
    @Option(help: "Their dimension.") var dims = 384
    @Option(help: "What they are made from.") var seed: UInt64 = 1
    @Option(help: "cosine, innerProduct, l2, l1 or lInfinity.") var metric = "cosine"
    @Option(help: "Lists of an inverted file; 0 for none.") var lists = 0
    @Option(help: "Half the neighbours of a row in the graph.") var m = 16
    @Option(help: "How many rows are looked at to choose them from.") var efConstruction = 200
    @Option(help: "Threads that build the graph.") var threads = 1
    @Option(help: ArgumentHelp("A label (0...255) for each row: .npy of |u1.", valueName: "file")) var labels: String?
    @Option(help: "Which of them to filter by.") var label: UInt8 = 2
    @Option(help: "Recalls to ask for, with commas between.") var recall = "0.9,0.95,0.99,0.999"
    @Option(help: "Shares of rows that pass a random filter, with commas between.") var filter = "0.001,0.01,0.1,0.5"
    @Option(help: "How often everything is measured; medians are printed.") var rounds = 3
    @Flag(help: "Measure hnswlib, faiss and usearch on the same data, in turns.") var peers = false
    @Option(help: "The Python that has them.") var python = "python3"
    @Option(help: ArgumentHelp("How they are measured.", valueName: "file")) var script = "Tests/VectorPeers/peers.py"
    @Flag(help: "Print JSON lines instead of a table.") var json = false
    @Option(help: ArgumentHelp("Draw recall against queries per second, as SVG.", valueName: "file")) var plot: String?

    func validate() throws {
        guard (base == nil) == (queries == nil) else { throw ValidationError("--base and --queries go together") }
        guard !peers || base != nil else { throw ValidationError("--peers reads the files of --base and --queries") }
        guard !peers || metric == "cosine" else { throw ValidationError("--peers measures cosine alone") }
        guard rounds >= 1, rows >= 100, lists >= 0 else { throw ValidationError("--rounds, --rows and --lists count") }
        guard (1...256).contains(m), (1...4096).contains(efConstruction), (1...1024).contains(threads) else {
            throw ValidationError("--m is 1...256, --ef-construction 1...4096, --threads 1...1024")
        }
        _ = try numbers(recall) + numbers(filter)
        _ = try vectorMetric()
    }

    func run() async throws {
        let console = Console()
        do {
            let measured = try measure()
            let report = VectorBenchReport(rounds: measured)
            if json {
                console.write(report.jsonLines)
            } else {
                console.write(report.table + "\n" + report.ratios(try numbers(recall)))
            }
            if let plot {
                try Data(RecallPlot(measurements: report.measurements).svg.utf8).write(to: URL(filePath: plot))
            }
        } catch let failure as BenchFailure {
            try console.fail(failure.description)
        }
    }

    private func measure() throws -> [[VectorMeasurement]] {
        var graph = VectorGraphOptions(m: m, efConstruction: efConstruction)
        graph.threads = threads
        let bench = try VectorBench(try data(), lists: lists, graph: graph)
        let labels = try labels.map { try NumpyArray($0) }.map { array in
            (0..<array.rows).map { UInt8(clamping: array.ints(row: $0)[0]) }
        }
        var others: VectorPeers?
        if peers, let base, let queries {
            others = try VectorPeers(
                python: python, script: script,
                arguments: ["--base", base, "--queries", queries, "--filter", filter])
        }
        return try (0..<rounds).map { _ in
            try bench.sweep() + bench.promised(try numbers(recall)) + bench.filtered(try numbers(filter))
                + (labels.map { [try bench.labelled(label, $0)] } ?? [])
                + (others?.sweep() ?? [])
        }
    }

    private func data() throws -> VectorBenchData {
        guard let base, let queries else {
            return VectorBenchData(rows: rows, dimension: dims, queries: 500, seed: seed, metric: try vectorMetric())
        }
        return try VectorBenchData(base: base, queries: queries, truth: gt, metric: try vectorMetric())
    }

    private func vectorMetric() throws -> VectorMetric {
        guard let metric = VectorMetric.allCases.first(where: { "\($0)" == metric && $0 != .hamming }) else {
            throw ValidationError("--metric is one of cosine, innerProduct, l2, l1, lInfinity")
        }
        return metric
    }

    private func numbers(_ text: String) throws -> [Double] {
        try text.split(separator: ",").map { part in
            guard let number = Double(part), number > 0, number <= 1 else {
                throw ValidationError("\(part) is not a share between 0 and 1")
            }
            return number
        }
    }
}
