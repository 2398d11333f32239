import AWSCore
import AWSOpenSearch

/// Several queries whose scores are brought to one scale and combined.
///
/// Source: OpenSearch documentation, "Hybrid query" and "Normalization processor".
enum HybridQuery {
    /// More queries are refused (neural-search plugin, HybridQueryBuilder).
    static let queriesMax = 5

    static func read(_ body: Document, _ snapshot: IndexSnapshot, now: Timestamp) throws(OpenSearchError) -> [Query] {
        guard let list = body["queries"]?.list, !list.isEmpty else {
            throw .illegalArgument("hybrid query requires 'queries' field with at least one clause")
        }
        guard list.count <= queriesMax else {
            throw .parsing("Number of sub-queries exceeds maximum supported by [hybrid] query")
        }
        for entry in body.object?.entries ?? []
        where !["queries", "filter", "pagination_depth", "boost", "_name"].contains(entry.name) {
            throw .parsing("Field is not supported by [hybrid] query")
        }
        let filter = try body["filter"].map { document throws(OpenSearchError) in
            try QueryParser.parse(document, snapshot, now: now)
        }
        return try list.map { document throws(OpenSearchError) in
            let query = try QueryParser.parse(document, snapshot, now: now)
            return filter.map { .boolean(.init(must: [query], filter: [$0])) } ?? query
        }
    }
}

/// How the scores of several queries become one.
struct ScoreFusion: Hashable, Sendable {
    enum Normalization: String, Sendable {
        case minMax = "min_max"
        case l2
        case zScore = "z_score"
        /// By rank alone.
        case reciprocalRank = "rrf"
    }

    enum Combination: String, Sendable {
        case arithmetic = "arithmetic_mean"
        case geometric = "geometric_mean"
        case harmonic = "harmonic_mean"
        case reciprocalRank = "rrf"
    }

    var normalization = Normalization.minMax
    var combination = Combination.arithmetic
    /// Of each query; empty for equal ones.
    var weights: [Double] = []
    var rankConstant = 60.0

    static let standard = ScoreFusion()

    init() {}

    /// - Parameter pipeline: what a search pipeline's definition says.
    init(_ pipeline: Document) throws(OpenSearchError) {
        for name in ["request_processors", "response_processors"] {
            if let list = pipeline[name]?.list, !list.isEmpty { throw .notEmulated("[\(name)] of search pipelines") }
        }
        for processor in pipeline["phase_results_processors"]?.list ?? [] {
            guard let entry = processor.object?.entries.first else { continue }
            switch entry.name {
            case "normalization-processor":
                let technique = entry.value["normalization"]?["technique"]?.string ?? "min_max"
                guard let normalization = Normalization(rawValue: technique), normalization != .reciprocalRank else {
                    throw .illegalArgument("provided normalization technique is not supported")
                }
                self.normalization = normalization
            case "score-ranker-processor": (normalization, combination) = (.reciprocalRank, .reciprocalRank)
            default: throw .notEmulated("the processor [\(entry.name)] of search pipelines")
            }
            try readCombination(entry.value["combination"] ?? .null)
        }
    }

    private mutating func readCombination(_ body: Document) throws(OpenSearchError) {
        if let technique = body["technique"]?.string {
            guard let combination = Combination(rawValue: technique) else {
                throw .illegalArgument("provided combination technique is not supported")
            }
            self.combination = combination
        }
        if let constant = body["rank_constant"]?.doubleText { rankConstant = constant }
        weights = (body["parameters"]?["weights"]?.list ?? []).compactMap(\.doubleText)
        if !weights.isEmpty, abs(weights.reduce(0, +) - 1) > 0.01 {
            throw .illegalArgument("sum of weights for combination must be equal to 1.0, submitted weights: \(weights)")
        }
    }

    func combine(_ parts: [Matches]) -> Matches {
        var scores: [UInt32: [Double?]] = [:]
        for (number, part) in parts.enumerated() {
            for (document, score) in normalized(part) {
                scores[document, default: Array(repeating: nil, count: parts.count)][number] = score
            }
        }
        return Matches(unordered: scores.map { ($0.key, Float(combined($0.value))) })
    }

    /// The least of several different scores stays above nothing.
    private static let scoreMin = 0.001

    private func normalized(_ matches: Matches) -> [(UInt32, Double)] {
        let scores = matches.scores.map { Double($0) }
        guard let low = scores.min(), let high = scores.max() else { return [] }
        switch normalization {
        case .minMax:
            return zip(matches.documents, scores).map { document, score in
                (document, high == low ? 1 : max(Self.scoreMin, (score - low) / (high - low)))
            }
        case .l2:
            let length = scores.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return zip(matches.documents, scores).map { ($0, length > 0 ? $1 / length : 0) }
        case .zScore:
            let mean = scores.reduce(0, +) / Double(scores.count)
            let deviation = (scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count)).squareRoot()
            return zip(matches.documents, scores).map { document, score in
                (document, deviation > 0 ? max(Self.scoreMin, (score - mean) / deviation) : Self.scoreMin)
            }
        case .reciprocalRank:
            let order = scores.indices.sorted { left, right in
                scores[left] == scores[right] ? left < right : scores[left] > scores[right]
            }
            return order.enumerated().map { rank, index in
                (matches.documents[index], 1 / (rankConstant + Double(rank) + 1))
            }
        }
    }

    private func combined(_ scores: [Double?]) -> Double {
        let weights = self.weights.count == scores.count ? self.weights : Array(repeating: 1, count: scores.count)
        let present = zip(scores, weights).compactMap { score, weight in score.map { ($0, weight) } }
        switch combination {
        case .arithmetic:
            return present.reduce(0) { $0 + $1.0 * $1.1 } / max(.leastNonzeroMagnitude, weights.reduce(0, +))
        case .reciprocalRank: return present.reduce(0) { $0 + $1.0 * $1.1 }
        case .harmonic:
            let positive = present.filter { $0.0 > 0 }
            return positive.isEmpty ? 0 : positive.reduce(0) { $0 + $1.1 } / positive.reduce(0) { $0 + $1.1 / $1.0 }
        case .geometric:
            let positive = present.filter { $0.0 > 0 }
            let weight = positive.reduce(0) { $0 + $1.1 }
            return positive.isEmpty ? 0 : Logarithm.exp(positive.reduce(0) { $0 + $1.1 * Logarithm.log($1.0) } / weight)
        }
    }
}
