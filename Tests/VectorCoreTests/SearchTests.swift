import Testing
import VectorCore

/// Rows in clusters, as embeddings are.
struct TestRows {
    let rows: [[Float]]
    let queries: [[Float]]

    init(_ count: Int, dimension: Int, seed: UInt64 = 1, queries: Int = 20) {
        var dice = Dice(seed)
        let centres = (0..<max(1, count / 40)).map { _ in dice.bell(dimension) }
        func near(_ dice: inout Dice) -> [Float] {
            zip(centres[dice.next(centres.count)], dice.bell(dimension)).map { $0 + 0.7 * $1 }
        }
        rows = (0..<count).map { _ in near(&dice) }
        self.queries = (0..<queries).map { _ in near(&dice) }
    }

    func index(
        _ metric: VectorMetric, sealed: Bool = true, _ change: (inout VectorIndexOptions) -> Void = { _ in }
    ) throws -> VectorIndex {
        var options = VectorIndexOptions()
        change(&options)
        let index = try VectorIndex(dimension: rows[0].count, metric: metric, options: options)
        try index.add(rows.enumerated().map { VectorRow(id: UInt64($0.offset), vector: $0.element) })
        if sealed { try index.compact() }
        return index
    }

    /// The nearest rows among those that pass, in double precision.
    func nearest(
        _ query: [Float], _ metric: VectorMetric, k: Int, where passes: (UInt64) -> Bool = { _ in true }
    ) -> [(id: UInt64, distance: Double)] {
        rows.enumerated().filter { passes(UInt64($0.offset)) }
            .map { (UInt64($0.offset), Self.distance(query, $0.element, metric)) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(k).map { $0 }
    }

    static func distance(_ a: [Float], _ b: [Float], _ metric: VectorMetric) -> Double {
        let (x, y) = (a.map(Double.init), b.map(Double.init))
        return switch metric {
        case .cosine: 1 - Reference.dot(x, y) / (Reference.dot(x, x) * Reference.dot(y, y)).squareRoot()
        case .innerProduct: -Reference.dot(x, y)
        case .l2: Reference.l2(x, y)
        case .l1: Reference.l1(x, y)
        case .lInfinity: Reference.lInfinity(x, y)
        case .hamming: .nan
        }
    }

    /// The share of the `k` nearest that an index finds.
    func recall(
        _ metric: VectorMetric, k: Int = 10, where passes: (UInt64) -> Bool = { _ in true },
        _ search: ([Float]) throws -> [VectorMatch]
    ) rethrows -> Double {
        var (found, wanted) = (0, 0)
        for query in queries {
            let truth = nearest(query, metric, k: k, where: passes)
            let matches = try search(query)
            let slack = (truth.last?.distance ?? 0) + 1e-4
            wanted += truth.count
            found += matches.count { TestRows.distance(query, rows[Int($0.id)], metric) <= slack && passes($0.id) }
        }
        return Double(found) / Double(max(wanted, 1))
    }
}

let floatMetrics: [VectorMetric] = [.cosine, .innerProduct, .l2, .l1, .lInfinity]

@Suite struct SearchTests {
    @Test(arguments: floatMetrics, [false, true]) func comparesEveryRowWhenAllIsAsked(
        metric: VectorMetric, sealed: Bool
    ) throws {
        let data = TestRows(300, dimension: 33)
        let index = try data.index(metric, sealed: sealed)
        for query in data.queries {
            let matches = try index.search(query, k: 10, recall: 1)
            let expected = data.nearest(query, metric, k: 10)
            #expect(matches.map(\.id) == expected.map(\.id))
            for (match, row) in zip(matches, expected) {
                #expect(abs(Double(match.distance) - row.distance) < 1e-4 * max(1, abs(row.distance)))
            }
        }
    }

    @Test(arguments: floatMetrics, [false, true]) func findsWhatIsAskedFor(metric: VectorMetric, sealed: Bool) throws {
        let data = TestRows(900, dimension: 64)
        let index = try data.index(metric, sealed: sealed)
        let recall = try data.recall(metric) { try index.search($0, k: 10, recall: 0.99) }
        #expect(recall >= 0.99)
    }

    @Test(arguments: [2, 3, 63, 64, 65, 200]) func takesAnyDimension(_ dimension: Int) throws {
        let data = TestRows(300, dimension: dimension, queries: 8)
        let index = try data.index(.l2)
        let recall = try data.recall(.l2) { try index.search($0, k: 10, recall: 0.99) }
        #expect(recall >= 0.98)
    }

    @Test func reachesTheEndsOfItsDimensions() throws {
        var dice = Dice(3)
        let index = try VectorIndex(dimension: 16_000, metric: .l2)
        let rows = (0..<70).map { _ in dice.bell(16_000) }
        try index.add(rows.enumerated().map { VectorRow(id: UInt64($0.offset), vector: $0.element) })
        #expect(try index.search(rows[69], k: 1, recall: 0.9).map(\.id) == [69])
        for dimension in [1, 16_001] {
            #expect(throws: VectorError.wrongDimension(got: dimension, expected: 16_000)) {
                try VectorIndex(dimension: dimension, metric: .l2)
            }
        }
    }

    @Test func halvesFindAlmostTheSame() throws {
        let data = TestRows(500, dimension: 64)
        let index = try data.index(.cosine) { $0.precision = .float16 }
        #expect(try data.recall(.cosine) { try index.search($0, k: 10, recall: 0.99) } >= 0.97)
    }

    @Test func ranksEqualRowsById() throws {
        let index = try VectorIndex(dimension: 4, metric: .l2)
        for id in [9, 3, 7, 1, 5] as [UInt64] { try index.add(id, [1, 2, 3, 4]) }
        try index.add(2, [1, 2, 3, 5])
        #expect(try index.search([1, 2, 3, 4], k: 3).map(\.id) == [1, 3, 5])
        #expect(try index.search([1, 2, 3, 4], k: 9).map(\.id) == [1, 3, 5, 7, 9, 2])
    }

    @Test func countsBits() throws {
        let index = try VectorIndex(dimension: 16, metric: .hamming)
        for (id, bits) in [[0, 0], [0xff, 0], [0xff, 0xff], [1, 0]].enumerated() {
            try index.add(UInt64(id), bits: bits.map { UInt8($0) })
        }
        let matches = try index.search(bits: [0, 0], k: 3)
        #expect(matches.map(\.id) == [0, 3, 1])
        #expect(matches.map(\.distance) == [0, 1, 8])
        try index.compact()
        #expect(try index.search(bits: [0xff, 0xff], k: 1).map(\.id) == [2])
        #expect(throws: VectorError.wrongElement) { try index.search([0, 0]) }
        #expect(throws: VectorError.wrongDimension(got: 3, expected: 2)) { try index.search(bits: [0, 0, 0]) }
    }

    @Test func refusesWhatHasNoDistance() throws {
        let index = try VectorIndex(dimension: 3, metric: .cosine)
        #expect(throws: VectorError.notFinite(component: 1)) { try index.add(1, [0, .nan, 0]) }
        #expect(throws: VectorError.notFinite(component: 2)) { try index.add(1, [0, 0, .infinity]) }
        #expect(throws: VectorError.zeroVector) { try index.add(1, [0, -0.0, 0]) }
        #expect(throws: VectorError.wrongDimension(got: 2, expected: 3)) { try index.search([1, 2]) }
        #expect(throws: VectorError.wrongElement) { try index.add(1, bits: [1]) }
        #expect(throws: VectorError.notFinite(component: 0)) { try index.search([.nan, 0, 0]) }
        #expect(index.count == 0)
        // A batch is taken whole or not at all.
        #expect(throws: VectorError.zeroVector) {
            try index.add([VectorRow(id: 1, vector: [1, 0, 0]), VectorRow(id: 2, vector: [0, 0, 0])])
        }
        #expect(index.count == 0)
        let squares = try VectorIndex(dimension: 2, metric: .l2)
        #expect(throws: VectorError.tooLarge(component: 1)) { try squares.add(1, [0, 1e20]) }
        try squares.add(1, [7e16, -7e16])
        #expect(try squares.search([-7e16, 7e16]).first?.distance.isFinite == true)
        var options = VectorIndexOptions()
        options.precision = .float16
        let halves = try VectorIndex(dimension: 2, metric: .l2, options: options)
        #expect(throws: VectorError.tooLargeForHalf(component: 0)) { try halves.add(1, [70_000, 0]) }
    }

    @Test func cosineTakesAnyLength() throws {
        let index = try VectorIndex(dimension: 2, metric: .cosine)
        try index.add(1, [3e38, 3e38])
        try index.add(2, [.leastNonzeroMagnitude, 0])
        let matches = try index.search([1e-30, 1e-30])
        #expect(matches.map(\.id) == [1, 2])
        #expect(abs(matches[0].distance) < 1e-6)
    }

    @Test func answersOnNothing() throws {
        let index = try VectorIndex(dimension: 3, metric: .l2)
        #expect(try index.search([1, 2, 3]).isEmpty)
        #expect(try index.compact() == false)
        try index.add(1, [1, 2, 3])
        #expect(try index.search([1, 2, 3], k: 0).isEmpty)
        try index.delete(1)
        #expect(try index.search([1, 2, 3]).isEmpty)
        try index.compact()
        #expect(try index.search([1, 2, 3]).isEmpty)
    }

    @Test func answersWithAllThereAre() throws {
        let data = TestRows(500, dimension: 40)
        let index = try data.index(.l2)
        for k in [499, 500, 501, 10_000, .max] {
            #expect(try index.search(data.queries[0], k: k).count == min(k, 500))
        }
    }

    /// Whatever the instruction set: the same ids and the same bits of distances.
    @Test(arguments: [VectorMetric.cosine, .l2]) func allLevelsAnswerTheSame(_ metric: VectorMetric) throws {
        let data = TestRows(400, dimension: 100, queries: 8)
        let portable = try data.index(metric) { $0.instructions = .portable }
        for level in VectorInstructions.allCases where level.isAvailable {
            let index = try data.index(metric) { $0.instructions = level }
            for query in data.queries {
                #expect(
                    try index.search(query, k: 10, estimates: 20, compared: 12)
                        == portable.search(query, k: 10, estimates: 20, compared: 12))
            }
        }
    }

    @Test func listsFindAsMuch() throws {
        let data = TestRows(1000, dimension: 40)
        let index = try data.index(.cosine) { $0.lists = 16 }
        #expect(try data.recall(.cosine) { try index.search($0, k: 10, recall: 0.95) } >= 0.95)
        #expect(try data.recall(.cosine) { try index.search($0, k: 10, recall: 0.99, probes: 16) } >= 0.99)
        // The rows are there under their ids, in whatever order.
        #expect(index.vector(17) != nil)
        #expect(try index.delete(17))
    }
}
