#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Recall against queries per second, a line an index, as SVG. Recall is drawn by its distance to 1, since the last
/// per cent are what costs.
struct RecallPlot {
    let measurements: [VectorMeasurement]

    private static let (width, height, margin) = (760.0, 460.0, 60.0)
    private static let colours = ["#d62728", "#1f77b4", "#2ca02c", "#9467bd", "#8c564b", "#ff7f0e"]
    private static let recalls = [0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999]
    private static let missedRange = (least: 0.0005, most: 0.3)

    private var unfiltered: [VectorMeasurement] {
        measurements.filter { $0.filter == 1 && !$0.index.contains("@") && $0.recall >= 1 - Self.missedRange.most }
    }

    var svg: String {
        let points = unfiltered
        let (low, high) = ((points.map(\.qps).min() ?? 1) * 0.8, (points.map(\.qps).max() ?? 10) * 1.25)
        var names: [String] = []
        for point in points where !names.contains(point.index) { names.append(point.index) }
        var parts = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Int(Self.width))\" height=\"\(Int(Self.height))\" "
                + "font-family=\"sans-serif\" font-size=\"12\"><rect width=\"100%\" height=\"100%\" fill=\"white\"/>"
        ]
        parts += axes(low, high)
        for (number, name) in names.enumerated() {
            let colour = Self.colours[number % Self.colours.count]
            let line = points.filter { $0.index == name }.sorted { $0.recall < $1.recall }
            let places = line.map { "\(Self.x($0.recall)),\(Self.y($0.qps, low, high))" }
            parts.append(
                "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\" points=\"\(places.joined(separator: " "))\"/>"
            )
            parts.append(Self.text(Self.width - 150, 40 + Double(number) * 18, name, colour))
        }
        return parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private func axes(_ low: Double, _ high: Double) -> [String] {
        let bottom = Self.height - Self.margin
        var parts = Self.recalls.flatMap { recall in
            [
                Self.line(Self.x(recall), Self.margin / 2, Self.x(recall), bottom),
                Self.text(Self.x(recall) - 14, bottom + 18, String(recall), "#444"),
            ]
        }
        var tick = 100.0
        while tick <= high {
            for value in [tick, tick * 2, tick * 5] where value >= low && value <= high {
                parts.append(
                    Self.line(Self.margin, Self.y(value, low, high), Self.width - 20, Self.y(value, low, high)))
                parts.append(Self.text(8, Self.y(value, low, high) + 4, String(Int(value)), "#444"))
            }
            tick *= 10
        }
        let title = measurements.first.map { "\($0.n) rows, \($0.dims) dimensions, \($0.metric)" } ?? ""
        parts.append(Self.text(Self.margin, 18, "queries per CPU-second against recall@10: \(title)", "#000"))
        return parts
    }

    private static func x(_ recall: Double) -> Double {
        let missed = min(max(1 - recall, missedRange.least), missedRange.most)
        let share = log(missedRange.most / missed) / log(missedRange.most / missedRange.least)
        return (margin + share * (width - margin - 20)).rounded()
    }

    private static func y(_ qps: Double, _ low: Double, _ high: Double) -> Double {
        (height - margin - log(qps / low) / log(high / low) * (height - 1.5 * margin)).rounded()
    }

    private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
        "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"#ddd\"/>"
    }

    private static func text(_ x: Double, _ y: Double, _ words: String, _ colour: String) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" fill=\"\(colour)\">\(words)</text>"
    }
}
