import Testing
import VectorCore

/// Adds, updates, deletes and compaction against a dictionary that does the same.
@Suite struct LiveTests {
    static let dimension = 24

    struct Model {
        var rows: [UInt64: [Float]] = [:]

        /// The index holds the same rows, and finds each.
        func agrees(with index: VectorIndex, _ dice: inout Dice) throws {
            #expect(index.count == rows.count)
            let query = dice.bell(LiveTests.dimension)
            let expected = rows.map { ($0.key, TestRows.distance(query, $0.value, .l2)) }
                .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(5)
            #expect(try index.search(query, k: 5, recall: 1).map(\.id) == expected.map(\.0))
            let all = try index.search(query, k: rows.count + 10)
            #expect(Set(all.map(\.id)) == Set(rows.keys))
            for (id, vector) in rows.sorted(by: { $0.key < $1.key }).prefix(20) { #expect(index.vector(id) == vector) }
        }
    }

    @Test(arguments: 1...4) func followsAModel(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let index = try VectorIndex(dimension: Self.dimension, metric: .l2)
        var model = Model()
        for step in 1...400 {
            switch dice.next(10) {
            case 0..<6:
                let rows = (0..<1 + dice.next(8)).map { _ in
                    VectorRow(id: UInt64(dice.next(400)), vector: dice.bell(Self.dimension))
                }
                try index.add(rows)
                for row in rows { model.rows[row.id] = row.vector }
            case 6..<9:
                let id = UInt64(dice.next(400))
                #expect(try index.delete(id) == (model.rows.removeValue(forKey: id) != nil))
            default: if dice.next(4) == 0 { try index.compact(everything: dice.next(2) == 0) }
            }
            if step % 20 == 0 { try model.agrees(with: index, &dice) }
        }
    }

    /// What came while a compaction ran is there afterwards: it is written from another thread.
    @Test func writesGoOnDuringCompaction() async throws {
        let data = TestRows(1500, dimension: 32)
        let index = try data.index(.l2, sealed: false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for _ in 0..<4 { try index.compact(everything: true) } }
            group.addTask {
                for id in 0..<300 as Range<UInt64> { try index.delete(id * 2) }
                for id in 0..<100 as Range<UInt64> { try index.add(10_000 + id, data.rows[Int(id)]) }
            }
            group.addTask {
                for query in data.queries {
                    // 1,500 rows, up to 300 fewer, up to 100 more: never a row twice, never too few.
                    let matches = try index.search(query, k: 2000)
                    #expect(Set(matches.map(\.id)).count == matches.count)
                    #expect((1200...1600).contains(matches.count))
                }
            }
            try await group.waitForAll()
        }
        #expect(index.count == 1500 - 300 + 100)
        try index.compact(everything: true)
        let all = Set(try index.search(data.queries[0], k: 2000).map(\.id))
        #expect(all == Set((0..<1500).filter { $0 % 2 == 1 || $0 >= 600 } + (10_000..<10_100)))
    }

    /// A reader sees one moment's rows: a row that is updated again and again is there once.
    @Test func readersSeeOneMoment() async throws {
        let index = try VectorIndex(dimension: 2, metric: .l2)
        for id in 0..<64 as Range<UInt64> { try index.add(id, [Float(id), 0]) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in 0..<200 {
                    for id in 0..<4 as Range<UInt64> { try index.add(id, [Float(id), Float(round)]) }
                }
            }
            group.addTask {
                for _ in 0..<400 {
                    let matches = try index.search([0, 0], k: 100)
                    #expect(matches.count == 64)
                    #expect(Set(matches.map(\.id)).count == 64)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func saysOnceThatCompactionIsDue() throws {
        let calls = Calls()
        var options = VectorIndexOptions()
        options.rowsUntilCompaction = 100
        options.onCompactionDue = { _ in calls.add() }
        let index = try VectorIndex(dimension: 2, metric: .l2, options: options)
        for id in 0..<99 as Range<UInt64> { try index.add(id, [Float(id), 0]) }
        #expect(calls.count == 0)
        for id in 99..<150 as Range<UInt64> { try index.add(id, [Float(id), 0]) }
        #expect(calls.count == 1)
        try index.compact()
        #expect(index.statistics.segments == 1 && index.statistics.unsealedRows == 0)
        for id in 150..<300 as Range<UInt64> { try index.add(id, [Float(id), 0]) }
        #expect(calls.count == 2)
    }

    @Test func hollowSegmentsAreRewritten() throws {
        let data = TestRows(400, dimension: 16)
        let index = try data.index(.l2)
        for id in 0..<60 as Range<UInt64> { try index.delete(id) }
        #expect(try index.compact() == false, "15% are deleted: not worth it")
        #expect(index.statistics.deleted == 60)
        for id in 60..<100 as Range<UInt64> { try index.delete(id) }
        #expect(try index.compact())
        #expect(index.statistics.deleted == 0 && index.count == 300)
    }
}

/// Counts calls from any thread; tests of this suite make them on one.
final class Calls: @unchecked Sendable {
    // Unchecked: written and read on the thread of its test alone.
    private(set) var count = 0
    func add() { count += 1 }
}
