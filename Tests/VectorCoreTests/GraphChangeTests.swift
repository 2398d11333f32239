import Testing
import VectorCore

/// Graphs over rows that come and go.
@Suite struct GraphChangeTests {
    static let data = TestRows(1200, dimension: 40, seed: 9, queries: 12)

    private func recall(_ index: VectorIndex, where passes: (UInt64) -> Bool = { _ in true }) throws -> Double {
        try Self.data.recall(.cosine, where: passes) { try index.search($0, k: 10, ef: 30) }
    }

    /// Half of the rows are deleted, and added again: at the same effort nothing is lost, before and after the graph
    /// has taken it in.
    @Test func repairsItself() throws {
        let index = try Self.data.linked(.cosine)
        let fresh = try recall(index)
        #expect(fresh >= 0.98)
        let half = (0..<UInt64(Self.data.rows.count)).filter { FilterTests.mixed($0) < 0.5 }
        try index.delete(half)
        let left = Set(half)
        #expect(try recall(index) { !left.contains($0) } >= 0.98)
        try index.add(half.map { VectorRow(id: $0, vector: Self.data.rows[Int($0)]) })
        #expect(try recall(index) >= 0.98)
        try index.compact(everything: true)
        #expect(index.statistics.graphs == 1)
        #expect(index.statistics.deleted == 0)
        #expect(try recall(index) >= 0.98)
    }

    /// What a compaction merges is put into the graph that is there, deleted rows are taken out of it.
    @Test func growsByCompaction() throws {
        let index = try TestRows.empty(40, .cosine)
        let rows = Self.data.rows.enumerated().map { VectorRow(id: UInt64($0.offset), vector: $0.element) }
        try index.add(Array(rows[..<700]))
        try index.compact()
        try index.delete((0..<100).map { $0 * 7 })
        for first in stride(from: 700, to: 1200, by: 100) {
            try index.add(Array(rows[first..<first + 100]))
            try index.compact(everything: true)
        }
        #expect(index.statistics.segments == 1)
        #expect(index.statistics.graphs == 1)
        #expect(try recall(index) { $0 >= 700 || $0 % 7 != 0 } >= 0.98)
    }

    /// Rows that are in no segment yet are found beside those of the graph.
    @Test func findsRowsOfEveryPart() throws {
        let index = try TestRows.empty(40, .cosine)
        let rows = Self.data.rows.enumerated().map { VectorRow(id: UInt64($0.offset), vector: $0.element) }
        for range in [0..<600, 600..<700, 700..<1100] {
            try index.add(Array(rows[range]))
            if range.upperBound < 1100 { try index.compact() }
        }
        try index.add(Array(rows[1100...]))
        #expect(try recall(index) >= 0.98)
    }

    @Test func searchesGoOnWhileItIsBuilt() async throws {
        let index = try TestRows.empty(40, .cosine)
        let rows = Self.data.rows.enumerated().map { VectorRow(id: UInt64($0.offset), vector: $0.element) }
        try index.add(Array(rows[..<600]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try index.compact() }
            for query in Self.data.queries {
                group.addTask {
                    let matches = try index.search(query, k: 10)
                    #expect(matches.count == 10)
                }
            }
            group.addTask {
                try index.delete((0..<50).map { $0 })
                try index.add(Array(rows[600...]))
            }
            try await group.waitForAll()
        }
        try index.compact(everything: true)
        #expect(index.count == 1150)
        #expect(try recall(index) { $0 >= 50 } >= 0.98)
    }

    @Test(arguments: [1, 2, 3, 17, 64, 65]) func smallGraphsAreWhole(_ count: Int) throws {
        let data = TestRows(count, dimension: 12)
        let index = try data.linked(.l2)
        #expect(index.statistics.graphs == 1)
        let matches = try index.search(data.queries[0], k: 10, ef: 65)
        #expect(matches.map(\.id) == data.nearest(data.queries[0], .l2, k: 10).map(\.id))
    }
}
