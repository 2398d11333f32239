/// Measurements of several rounds, put together and printed.
struct VectorBenchReport {
    /// Medians over rounds, in the order of the first round.
    let measurements: [VectorMeasurement]

    init(rounds: [[VectorMeasurement]]) {
        var grouped: [String: [VectorMeasurement]] = [:]
        var order: [String] = []
        for measurement in rounds.joined() {
            let key = "\(measurement.index) \(measurement.ef) \(measurement.filter)"
            if grouped[key] == nil { order.append(key) }
            grouped[key, default: []].append(measurement)
        }
        measurements = order.compactMap { key in
            let all = grouped[key] ?? []
            guard var middle = all.first else { return nil }
            func median(_ field: (VectorMeasurement) -> Double) -> Double { all.map(field).sorted()[all.count / 2] }
            (middle.qps, middle.p50, middle.p99) = (median(\.qps), median(\.p50), median(\.p99))
            return middle
        }
    }

    var jsonLines: String { measurements.map { $0.json + "\n" }.joined() }

    var table: String {
        let heads = ["index", "ef", "filter", "recall@10", "queries/CPU-s", "p50 us", "p99 us", "build CPU-s", "MB"]
        let rows = measurements.map { point in
            [
                point.index, point.ef == 0 ? "" : String(point.ef),
                point.filter == 1 ? "" : VectorMeasurement.rounded(point.filter * 100, 1) + "%",
                VectorMeasurement.rounded(point.recall, 4), VectorMeasurement.rounded(point.qps, 0),
                VectorMeasurement.rounded(point.p50, 0), VectorMeasurement.rounded(point.p99, 0),
                VectorMeasurement.rounded(point.buildSeconds, 1), String(point.bytes >> 20),
            ]
        }
        let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].count }.max() ?? 0 }
        return ([heads] + rows).map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }

    /// For each recall, and for each filter at 0.99: the most queries per second of every index that reaches it, and of
    /// us by the peers.
    func ratios(_ recalls: [Double]) -> String {
        let named = measurements.filter { !$0.index.contains("@") && !$0.index.contains(" of label") }
        var filters: [Double] = []
        for point in named where point.filter != 1 && !filters.contains(point.filter) { filters.append(point.filter) }
        let unfiltered = recalls.map { recall in
            ("recall \(recall)", named.filter { $0.filter == 1 && $0.recall >= recall })
        }
        let filtered = filters.map { filter in
            (
                "filter \(VectorMeasurement.rounded(filter * 100, 1))%",
                named.filter { $0.filter == filter && $0.recall >= Self.filteredRecall }
            )
        }
        return (unfiltered + filtered).map { "\($0): \(ratio($1))\n" }.joined()
    }

    private static let filteredRecall = 0.99

    private func ratio(_ points: [VectorMeasurement]) -> String {
        let best = Dictionary(grouping: points, by: \.index).compactMapValues { $0.max { $0.qps < $1.qps }?.qps }
        let peers = best.filter { !$0.key.hasPrefix("vectorcore") }.sorted { $0.value > $1.value }
        let ours = best.filter { $0.key.hasPrefix("vectorcore") }.values.max()
        let own = "vectorcore " + (ours.map { VectorMeasurement.rounded($0, 0) } ?? "not reached")
        let words = peers.map { peer in
            let ratio = ours.map { VectorMeasurement.rounded($0 / peer.value, 2) + " times " } ?? ""
            return "\(ratio)\(peer.key) (\(VectorMeasurement.rounded(peer.value, 0)))"
        }
        return ([own] + words).joined(separator: ", ")
    }
}
