import VectorCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One measured point: an index at one setting.
struct VectorMeasurement: Sendable {
    var index: String
    var dims: Int
    var n: Int
    var metric: String
    /// How hard it looks: ef or its like, at a scan the estimates refined.
    var ef: Int
    /// The share of the rows that pass the filter; 1 without one.
    var filter = 1.0
    var recall: Double
    /// Queries per second of processor time.
    var qps: Double
    var p50: Double
    var p99: Double
    var buildSeconds: Double
    var bytes: Int

    var json: String {
        let fields = [
            "\"index\":\"\(index)\"", "\"dims\":\(dims)", "\"n\":\(n)", "\"metric\":\"\(metric)\"", "\"ef\":\(ef)",
            "\"filter\":\(filter)", "\"recall_at_10\":\(Self.rounded(recall, 4))", "\"qps\":\(Self.rounded(qps, 0))",
            "\"p50_us\":\(Self.rounded(p50, 1))", "\"p99_us\":\(Self.rounded(p99, 1))",
            "\"build_s\":\(Self.rounded(buildSeconds, 2))", "\"bytes\":\(bytes)",
        ]
        return "{" + fields.joined(separator: ",") + "}"
    }

    static func rounded(_ value: Double, _ digits: Int) -> String {
        guard digits > 0 else { return String(Int(value.rounded())) }
        let scale = [1.0, 10, 100, 1000, 10_000][digits]
        return String((value * scale).rounded() / scale)
    }
}

/// Builds an index over data, and measures it at several settings.
struct VectorBench {
    let data: VectorBenchData
    let index: VectorIndex
    let buildSeconds: Double
    private let tenth: [Float]

    /// The settings of a sweep: of the graph, if the rows are enough for one, and of the scan.
    static let breadths = [10, 12, 16, 20, 28, 40, 64, 100, 160]
    static let estimates = [16, 24, 32, 48, 64, 96, 128, 192, 256, 384]

    init(_ data: VectorBenchData, lists: Int, graph: VectorGraphOptions = VectorGraphOptions()) throws {
        self.data = data
        var options = VectorIndexOptions()
        options.lists = lists
        options.graph = graph
        index = try VectorIndex(dimension: data.dimension, metric: data.metric, options: options)
        let start = Self.processorSeconds
        for first in stride(from: 0, to: data.rows.count, by: 1000) {
            let end = min(first + 1000, data.rows.count)
            try index.add((first..<end).map { VectorRow(id: UInt64($0), vector: data.rows[$0]) })
        }
        try index.compact(everything: true)
        buildSeconds = Self.processorSeconds - start
        tenth = try data.tenth ?? Self.tenths(index, data, nil)
    }

    static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private static func tenths(_ index: VectorIndex, _ data: VectorBenchData, _ filter: VectorFilter?) throws -> [Float]
    {
        try data.queries.map { query in
            try index.search(query, k: VectorBenchData.neighbours, filter: filter, recall: 1).last?.distance ?? 0
        }
    }

    // MARK: settings

    /// Every setting of the sweep, unfiltered.
    func sweep() throws -> [VectorMeasurement] {
        let walked = index.statistics.graphs > 0 ? try breadths(Self.breadths) : []
        return try walked
            + Self.estimates.map { estimates in
                try measure("vectorcore scan", ef: estimates, filter: 1, tenth) { query in
                    try index.search(query, k: VectorBenchData.neighbours, estimates: estimates, compared: 16)
                }
            }
    }

    /// Walks over the graph, by their breadth.
    func breadths(_ efs: [Int]) throws -> [VectorMeasurement] {
        try efs.map { ef in
            try measure("vectorcore", ef: ef, filter: 1, tenth) { query in
                try index.search(query, k: VectorBenchData.neighbours, ef: ef)
            }
        }
    }

    /// What the API promises for a recall.
    func promised(_ recalls: [Double]) throws -> [VectorMeasurement] {
        try recalls.map { recall in
            try measure("vectorcore@\(recall)", ef: 0, filter: 1, tenth) { query in
                try index.search(query, k: VectorBenchData.neighbours, recall: recall)
            }
        }
    }

    /// Random filters of these selectivities, at a recall of 0.99.
    func filtered(_ selectivities: [Double]) throws -> [VectorMeasurement] {
        try selectivities.map { selectivity in
            try filtered(
                "vectorcore", data.rows.indices.filter { VectorBenchData.passes($0, selectivity: selectivity) })
        }
    }

    /// Rows of one label, which may all be far from most queries.
    func labelled(_ label: UInt8, _ labels: [UInt8]) throws -> VectorMeasurement {
        try filtered("vectorcore of label \(label)", labels.indices.filter { labels[$0] == label })
    }

    private func filtered(_ name: String, _ passing: [Int]) throws -> VectorMeasurement {
        let filter = index.prepare(.ids(VectorBitmap(passing.map { UInt64($0) })))
        let tenth = try Self.tenths(index, data, filter)
        let wanted = min(VectorBenchData.neighbours, passing.count)
        let share = Double(passing.count) / Double(max(1, data.rows.count))
        return try measure(name, ef: 0, filter: share, tenth, wanted: wanted) { query in
            try index.search(query, k: VectorBenchData.neighbours, filter: filter, recall: 0.99)
        }
    }

    // MARK: measuring

    private func measure(
        _ name: String, ef: Int, filter: Double, _ tenth: [Float], wanted: Int = VectorBenchData.neighbours,
        _ search: ([Float]) throws -> [VectorMatch]
    ) throws -> VectorMeasurement {
        var times: [Double] = []
        times.reserveCapacity(data.queries.count)
        var found = 0
        for query in data.queries.prefix(20) { _ = try search(query) }
        for (query, tenth) in zip(data.queries, tenth) {
            let start = Self.processorSeconds
            let matches = try search(query)
            times.append(Self.processorSeconds - start)
            found += min(wanted, matches.count { $0.distance <= tenth + VectorBenchData.slack * max(1, abs(tenth)) })
        }
        let total = times.reduce(0, +)
        times.sort()
        let statistics = index.statistics
        return VectorMeasurement(
            index: name, dims: data.dimension, n: data.rows.count, metric: "\(data.metric)", ef: ef, filter: filter,
            recall: Double(found) / Double(max(1, wanted * data.queries.count)),
            qps: Double(data.queries.count) / max(total, 1e-9), p50: times[times.count / 2] * 1e6,
            p99: times[times.count * 99 / 100] * 1e6, buildSeconds: buildSeconds,
            bytes: statistics.codeBytes + statistics.vectorBytes)
    }
}
