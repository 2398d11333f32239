import Testing
import VectorCore

@Suite struct FilterTests {
    static let count = 1500
    static let data = TestRows(count, dimension: 40, seed: 5, queries: 8)
    /// Made once: it is read only.
    static let cosine = Result { try data.index(.cosine) }

    /// The planner gathers few rows, and scans many; either way all of them are looked at.
    @Test(arguments: [0.5, 0.1, 0.01, 0.001], [false, true])
    func keepsItsRecall(selectivity: Double, isPredicate: Bool) throws {
        let index = try Self.cosine.get()
        let passing = (0..<UInt64(Self.count)).filter { Self.mixed($0) < selectivity }
        let members = Set(passing)
        let filter: VectorFilter = isPredicate ? .predicate { members.contains($0) } : .ids(VectorBitmap(passing))
        let recall = try Self.data.recall(.cosine, where: members.contains) {
            let matches = try index.search($0, k: 10, filter: filter)
            #expect(matches.count == min(10, passing.count))
            #expect(matches.allSatisfy { members.contains($0.id) })
            return matches
        }
        #expect(recall >= 0.99)
    }

    /// Only rows far from the query pass: the hard case for graphs.
    @Test func findsRowsFarFromTheQuery() throws {
        let index = try Self.data.index(.l2)
        for query in Self.data.queries.prefix(5) {
            let far = Set(Self.data.nearest(query, .l2, k: Self.count).suffix(300).map(\.id))
            let matches = try index.search(query, k: 10, filter: .ids(VectorBitmap(far)))
            let expected = Self.data.nearest(query, .l2, k: 10, where: far.contains)
            #expect(matches.count == 10)
            #expect(Set(matches.map(\.id)).intersection(expected.map(\.id)).count >= 9)
        }
    }

    /// The filter in the documentation of the test vectors: splitmix64 of the row.
    static func mixed(_ row: UInt64) -> Double {
        var z = (row + 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double(z ^ (z >> 31)) / 18_446_744_073_709_551_616.0
    }

    @Test func preparedFiltersLearnOfNewRows() throws {
        let index = try VectorIndex(dimension: 2, metric: .l2)
        for id in 0..<100 as Range<UInt64> { try index.add(id, [Float(id), 0]) }
        let even = index.prepare(.predicate { $0 % 2 == 0 })
        for id in 100..<200 as Range<UInt64> { try index.add(id, [Float(id), 0]) }
        #expect(try index.search([151, 0], k: 2, filter: even).map(\.id) == [150, 152])
        try index.delete(150)
        #expect(try index.search([151, 0], k: 2, filter: even).map(\.id) == [152, 148])
        try index.compact()
        #expect(try index.search([151, 0], k: 2, filter: even).map(\.id) == [152, 148])
    }

    /// Bitmaps are laid over rows whose ids follow on each other, wherever they begin; others are asked row by row.
    @Test(arguments: [(0, 1), (64, 1), (100_003, 1), (100_003, 2)] as [(UInt64, UInt64)], [0.6, 0.03])
    func bitmapsSayWhatPredicatesSay(numbered: (from: UInt64, by: UInt64), selectivity: Double) throws {
        let index = try VectorIndex(dimension: 40, metric: .cosine)
        let ids = (0..<UInt64(Self.count)).map { numbered.from + $0 * numbered.by }
        try index.add(zip(ids, Self.data.rows).map { VectorRow(id: $0, vector: $1) })
        try index.compact()
        for deletes in 0..<3 {
            if deletes > 0 { try index.delete(ids.filter { $0 % 7 == UInt64(deletes) }) }
            let passing = Set(ids.filter { Self.mixed($0) < selectivity })
            let predicate = VectorFilter.predicate { passing.contains($0) }
            // Ids beyond the rows are nobody's.
            let bitmap = VectorFilter.ids(VectorBitmap(passing.union([ids[ids.count - 1] + 1, 1_000_000])))
            for query in Self.data.queries {
                let expected = try index.search(query, k: 20, filter: predicate, recall: 1)
                for filter in [bitmap, index.prepare(bitmap), index.prepare(predicate)] {
                    #expect(try index.search(query, k: 20, filter: filter, recall: 1) == expected)
                    let found = Set(try index.search(query, k: 20, filter: filter).map(\.id))
                    #expect(found.count == expected.count && found.isSubset(of: passing))
                }
            }
        }
    }

    @Test func nothingPasses() throws {
        let index = try Self.data.index(.l2)
        #expect(try index.search(Self.data.queries[0], filter: .predicate { _ in false }).isEmpty)
        #expect(try index.search(Self.data.queries[0], filter: .ids(VectorBitmap())).isEmpty)
    }

    @Test func filtersByDocument() throws {
        let index = try VectorIndex(dimension: 2, metric: .l2)
        for id in 0..<100 as Range<UInt64> { try index.add(id, [Float(id), 0], document: id / 10) }
        let matches = try index.search([55, 0], k: 10, filter: .documents(VectorBitmap([3])))
        #expect(matches.map(\.id) == [39, 38, 37, 36, 35, 34, 33, 32, 31, 30])
    }

    @Test func bitmapsWorkBeyondTheirWords() {
        var bitmap = VectorBitmap(capacity: 10)
        for member in [0, 63, 64, 1000] as [UInt64] { bitmap.insert(member) }
        #expect(bitmap.count == 4)
        #expect([0, 63, 64, 1000].allSatisfy { bitmap.contains($0) })
        #expect(!bitmap.contains(65) && !bitmap.contains(100_000))
        bitmap.remove(63)
        bitmap.remove(1_000_000)
        #expect(bitmap.count == 3)
    }

    // MARK: radius and documents

    @Test(arguments: floatMetrics) func findsAllWithinARadius(_ metric: VectorMetric) throws {
        let index = try Self.data.index(metric)
        for query in Self.data.queries.prefix(5) {
            let nearest = Self.data.nearest(query, metric, k: 200)
            // Half-way between two rows, so that rounding decides nothing.
            let radius = Float((nearest[120].distance + nearest[121].distance) / 2)
            #expect(try index.search(query, within: radius).map(\.id).sorted() == nearest[...120].map(\.id).sorted())
            #expect(try index.search(query, within: radius, limit: 5).map(\.id) == nearest[..<5].map(\.id))
        }
        #expect(try index.search(Self.data.queries[0], within: -1e9).isEmpty)
    }

    @Test func oneRowADocument() throws {
        let index = try VectorIndex(dimension: 2, metric: .l2)
        // Document 0 has the 90 nearest rows; the others are behind them.
        for id in 0..<90 as Range<UInt64> { try index.add(id, [Float(id) / 100, 0], document: 0) }
        for id in 90..<120 as Range<UInt64> { try index.add(id, [Float(id), 0], document: id / 10) }
        let matches = try index.searchDocuments([0, 0], k: 3)
        #expect(matches.map(\.document) == [0, 9, 10])
        #expect(matches.map(\.id) == [0, 90, 100])
        #expect(try index.searchDocuments([0, 0], k: .max).map(\.document) == [0, 9, 10, 11])
    }
}
