import Scenarios
import VectorCore

/// What is searched: rows, queries, and how far the tenth neighbour of each query is.
struct VectorBenchData {
    let metric: VectorMetric
    let rows: [[Float]]
    let queries: [[Float]]
    /// For each query the distance of its tenth neighbour, when the ground truth was given.
    private(set) var tenth: [Float]?

    static let neighbours = 10
    /// A returned row counts if it is no farther than the tenth neighbour, give or take what floats round.
    static let slack: Float = 2e-6

    /// From files in numpy's format.
    init(base: String, queries: String, truth: String?, metric: VectorMetric) throws(BenchFailure) {
        self.metric = metric
        rows = Self.all(try NumpyArray(base))
        self.queries = Self.all(try NumpyArray(queries))
        guard let first = rows.first, let query = self.queries.first, first.count == query.count else {
            throw BenchFailure("base and queries have no rows of the same dimension")
        }
        guard let truth else { return }
        let numbers = try NumpyArray(truth)
        guard numbers.rows >= self.queries.count, numbers.columns >= Self.neighbours else {
            throw BenchFailure("\(truth) has no \(Self.neighbours) neighbours for each query")
        }
        let tenths = self.queries.indices.map { numbers.ints(row: $0)[Self.neighbours - 1] }
        guard tenths.allSatisfy({ rows.indices.contains($0) }) else {
            throw BenchFailure("\(truth) names rows that are not in \(base)")
        }
        tenth = zip(self.queries, tenths).map { query, row in Self.distance(query, rows[row], metric) }
    }

    /// Seeded: clusters of clusters, so that neighbours are worth looking for.
    init(rows count: Int, dimension: Int, queries: Int, seed: UInt64, metric: VectorMetric) {
        self.metric = metric
        var dice = SeededNormals(seed: seed)
        // Few directions carry what tells rows apart, as in embeddings; the others are noise.
        let latent = min(dimension, 32)
        let lift = (0..<latent).map { _ in dice.normals(dimension) }
        let centres = (0..<max(1, count / 60)).map { _ in dice.normals(latent) }
        func make() -> [Float] {
            let centre = centres[Int(dice.next() % UInt64(centres.count))]
            var row = dice.normals(dimension).map { 0.8 * $0 }
            for index in 0..<latent {
                let weight = centre[index] + 0.6 * dice.normal()
                for place in row.indices { row[place] += weight * lift[index][place] }
            }
            return row
        }
        rows = (0..<count).map { _ in make() }
        self.queries = (0..<queries).map { _ in make() }
    }

    private static func all(_ array: NumpyArray) -> [[Float]] { (0..<array.rows).map { array.floats(row: $0) } }

    var dimension: Int { rows.first?.count ?? 0 }

    /// In double precision, by the definition.
    static func distance(_ a: [Float], _ b: [Float], _ metric: VectorMetric) -> Float {
        var (dot, left, right, square, absolute, largest) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for index in a.indices {
            let (x, y) = (Double(a[index]), Double(b[index]))
            dot += x * y
            left += x * x
            right += y * y
            square += (x - y) * (x - y)
            absolute += abs(x - y)
            largest = max(largest, abs(x - y))
        }
        return switch metric {
        case .cosine: Float(1 - dot / (left * right).squareRoot())
        case .innerProduct: Float(-dot)
        case .l2: Float(square)
        case .l1: Float(absolute)
        case .lInfinity, .hamming: Float(largest)
        }
    }

    /// Whether a row of this number passes a random filter: splitmix64 of it is small.
    static func passes(_ row: Int, selectivity: Double) -> Bool {
        var z = (UInt64(row) + 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double(z ^ (z >> 31)) / 0x1p64 < selectivity
    }
}

/// Normally distributed numbers, the same for the same seed.
private struct SeededNormals {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Twelve uniform numbers less six: nearly normal, and no logarithm.
    mutating func normal() -> Float {
        var sum: Float = -6
        for _ in 0..<3 {
            let word = next()
            for part in 0..<4 { sum += Float(word >> UInt64(16 * part) & 0xffff) / 65536 }
        }
        return sum
    }

    mutating func normals(_ count: Int) -> [Float] { (0..<count).map { _ in normal() } }
}
