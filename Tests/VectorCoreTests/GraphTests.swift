import Foundation
import Testing
import VectorCore

extension TestRows {
    /// An index whose segment has a graph, however few rows there are.
    func linked(
        _ metric: VectorMetric, directory: TestDirectory? = nil, ef: Int = 60,
        _ change: (inout VectorIndexOptions) -> Void = { _ in }
    ) throws -> VectorIndex {
        let index = try Self.empty(rows[0].count, metric, directory, ef: ef, change)
        try index.add(rows.enumerated().map { VectorRow(id: UInt64($0.offset), vector: $0.element) })
        try index.compact()
        return index
    }

    static func empty(
        _ dimension: Int, _ metric: VectorMetric, _ directory: TestDirectory? = nil, ef: Int = 60,
        _ change: (inout VectorIndexOptions) -> Void = { _ in }
    ) throws -> VectorIndex {
        var options = VectorIndexOptions()
        options.graph = VectorGraphOptions(m: 12, efConstruction: ef)
        options.graph?.rowsMin = 0
        change(&options)
        guard let directory else { return try VectorIndex(dimension: dimension, metric: metric, options: options) }
        return try VectorIndex(directory: directory.path, dimension: dimension, metric: metric, options: options)
    }
}

@Suite struct GraphTests {
    static let count = 1200
    static let data = TestRows(count, dimension: 40, seed: 8, queries: 15)
    /// Made once: it is read only.
    static let cosine = Result { try data.linked(.cosine) }

    @Test(arguments: [VectorMetric.cosine, .innerProduct, .l2]) func findsTheNearest(_ metric: VectorMetric) throws {
        let index = try Self.data.linked(metric)
        #expect(index.statistics.graphs == 1)
        #expect(try Self.data.recall(metric) { try index.search($0, k: 10, ef: 40) } >= 0.98)
        #expect(try Self.data.recall(metric) { try index.search($0, k: 10, recall: 0.99) } >= 0.98)
        // More breadth finds no less.
        #expect(try Self.data.recall(metric) { try index.search($0, k: 10, ef: 400) } >= 0.995)
    }

    @Test func metricsWithoutCodesHaveNoGraph() throws {
        for metric in [VectorMetric.l1, .lInfinity] {
            let index = try TestRows(100, dimension: 8).linked(metric)
            #expect(index.statistics.graphs == 0)
            #expect(try index.search([1, 2, 3, 4, 5, 6, 7, 8], k: 3, ef: 10).count == 3)
        }
    }

    @Test(arguments: [0.5, 0.1, 0.01, 0.001], [false, true])
    func keepsItsRecallWithFilters(selectivity: Double, isCorrelated: Bool) throws {
        let index = try Self.cosine.get()
        for query in Self.data.queries.prefix(8) {
            // Random rows, or those farthest from the query.
            let wanted = Int(Double(Self.count) * selectivity)
            let passing =
                isCorrelated
                ? Self.data.nearest(query, .cosine, k: Self.count).suffix(wanted).map(\.id)
                : (0..<UInt64(Self.count)).filter { FilterTests.mixed($0) < selectivity }
            let members = Set(passing)
            let filter = VectorFilter.ids(VectorBitmap(passing))
            let truth = Self.data.nearest(query, .cosine, k: 10, where: members.contains)
            let asked = [
                try index.search(query, k: 10, filter: filter, ef: 40), try index.search(query, k: 10, filter: filter),
            ]
            for matches in asked {
                #expect(matches.count == min(10, passing.count))
                #expect(matches.allSatisfy { members.contains($0.id) })
                let slack = (truth.last?.distance ?? 0) + 1e-4
                let found = matches.count { Double($0.distance) <= slack }
                #expect(found >= truth.count - 1, "\(found) of \(truth.count)")
            }
        }
    }

    /// Threads share the work and change nothing: the files are the same to the byte.
    @Test func isTheSameForASeed() throws {
        var files: [Data] = []
        for threads in [1, 1, 3] {
            let directory = TestDirectory()
            let index = try Self.data.linked(.l2, directory: directory) { $0.graph?.threads = threads }
            #expect(index.statistics.graphs == 1)
            files.append(try Data(contentsOf: try #require(try directory.files(".rows").first)))
        }
        #expect(files[0] == files[1])
        #expect(files[0] == files[2])
    }

    @Test(arguments: [VectorMetric.cosine, .l2]) func allLevelsAnswerTheSame(_ metric: VectorMetric) throws {
        let data = TestRows(300, dimension: 100, queries: 8)
        let portable = try data.linked(metric) { $0.instructions = .portable }
        for level in VectorInstructions.allCases where level.isAvailable {
            let index = try data.linked(metric) { $0.instructions = level }
            for query in data.queries {
                #expect(try index.search(query, k: 10, ef: 15) == portable.search(query, k: 10, ef: 15))
            }
        }
    }

    @Test func isThereAfterReopening() throws {
        let directory = TestDirectory()
        let before = try {
            let index = try Self.data.linked(.cosine, directory: directory)
            return try Self.data.queries.map { try index.search($0, k: 10, ef: 20) }
        }()
        let index = try TestRows.empty(40, .cosine, directory)
        #expect(index.statistics.graphs == 1)
        #expect(try Self.data.queries.map { try index.search($0, k: 10, ef: 20) } == before)
        #expect(try directory.files(".rows").count == 1)
        try index.verify()
    }

    /// Segments that were written without a graph get one.
    @Test func linksOldSegments() throws {
        let directory = TestDirectory()
        _ = try Self.data.linked(.l2, directory: directory) { $0.graph = nil }
        let index = try TestRows.empty(40, .l2, directory)
        #expect(index.statistics.graphs == 0)
        try index.delete(5)
        #expect(try index.compact())
        #expect(index.statistics.graphs == 1)
        #expect(index.count == Self.count - 1)
        #expect(try index.search(Self.data.rows[5], k: 1, ef: 10).first?.id != 5)
        #expect(try index.compact() == false)
    }

    /// Numbers that lead anywhere: found by `verify`, and no walk goes astray before.
    @Test func survivesDamage() throws {
        let directory = TestDirectory()
        _ = try TestRows(200, dimension: 40).linked(.l2, directory: directory)
        let file = try #require(try directory.files(".rows").first)
        let whole = try Data(contentsOf: file)
        // The graph is the last section: header and entries, neighbours, codes, each on pages.
        let graph = whole.count - (4096 + (200 * 24 * 4 + 4095) / 4096 * 4096 + (200 * 64 + 4095) / 4096 * 4096)
        var dice = Dice(34)
        for round in 0..<40 {
            var bytes = whole
            let range = round % 2 == 0 ? graph..<graph + 400 : graph..<whole.count
            for _ in 0..<300 {
                bytes[range.lowerBound + dice.next(range.count)] = UInt8(truncatingIfNeeded: dice.next())
            }
            try bytes.write(to: file)
            do throws(VectorError) {
                let index = try VectorIndex(directory: directory.path, dimension: 40, metric: .l2)
                let query = dice.bell(40)
                let (walked, asked) = (try index.search(query, k: 10, ef: 20), try index.search(query, k: 10))
                #expect(walked.count == 10)
                #expect(asked.count == 10)
                try index.verify()
                Issue.record("the damage was not found")
            } catch {
                guard case .corrupt = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }

    /// Rows that are equal hide behind each other when neighbours are chosen, and must be found all the same.
    @Test func findsEqualRows() throws {
        let index = try TestRows.empty(16, .l2, ef: 40)
        var dice = Dice(35)
        let twin = dice.bell(16)
        try index.add((0..<600).map { VectorRow(id: $0, vector: $0 % 2 == 0 ? twin : dice.bell(16)) })
        try index.compact()
        let matches = try index.search(twin, k: 300, ef: 300)
        #expect(matches.count == 300)
        #expect(matches.allSatisfy { $0.distance == 0 })
        #expect(try index.search(twin, k: 10, ef: 10).allSatisfy { $0.distance == 0 })
    }
}
