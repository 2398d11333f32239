import Foundation
import Testing
import VectorCore

/// A directory that is gone after the test.
final class TestDirectory {
    let url: URL
    var path: String { url.path }

    init(_ name: String = #function) {
        url = URL.temporaryDirectory.appending(
            path: "vector-\(ProcessInfo.processInfo.processIdentifier)-\(name.filter(\.isLetter))-\(UUID().uuidString)")
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func files(_ suffix: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(suffix) }.sorted { $0.path < $1.path }
    }

    /// Has the system drop what it keeps of the segments in memory.
    func forgetPages() throws {
        #if os(Linux)
            for file in try files(".rows") {
                let handle = try FileHandle(forReadingFrom: file)
                #expect(posix_fadvise(handle.fileDescriptor, 0, 0, POSIX_FADV_DONTNEED) == 0)
                try handle.close()
            }
        #endif
    }

    func open(_ dimension: Int = 8, _ metric: VectorMetric = .l2, lists: Int = 0) throws -> VectorIndex {
        var options = VectorIndexOptions()
        options.lists = lists
        return try VectorIndex(directory: path, dimension: dimension, metric: metric, options: options)
    }
}

@Suite struct PersistenceTests {
    @Test(arguments: floatMetrics, [0, 8]) func isThereAfterReopening(metric: VectorMetric, lists: Int) throws {
        let directory = TestDirectory()
        let data = TestRows(600, dimension: 40)
        var before: [[VectorMatch]] = []
        do {
            let index = try directory.open(40, metric, lists: lists)
            try index.add(
                data.rows[..<500].enumerated().map {
                    VectorRow(id: UInt64($0.offset * 3), vector: $0.element, document: UInt64($0.offset / 5))
                })
            try index.compact()
            try index.add(
                data.rows[500...].enumerated().map { VectorRow(id: UInt64($0.offset * 3), vector: $0.element) })
            try index.delete([300, 303, 306])
            before = try data.queries.map { try index.search($0, k: 20, recall: 1) }
            try index.verify()
        }
        let index = try directory.open(40, metric, lists: lists)
        #expect(index.count == 497)
        #expect(try data.queries.map { try index.search($0, k: 20, recall: 1) } == before)
        try index.compact(everything: true)
        #expect(try data.queries.map { try index.search($0, k: 20, recall: 1) } == before)
        #expect(try directory.files(".rows").count == 1)
        #expect(try directory.files(".log").count == 1)
    }

    /// Pages are fetched ahead of the search while the file is not in memory; that changes no answer.
    @Test(arguments: [true, false], [0.5, 0.02]) func answersFromTheDisk(hasGraph: Bool, selectivity: Double) throws {
        let directory = TestDirectory()
        let data = TestRows(1200, dimension: 100, queries: 6)
        var options = VectorIndexOptions()
        options.graph?.rowsMin = hasGraph ? 0 : .max
        let filter = VectorFilter.predicate { FilterTests.mixed($0) < selectivity }
        func answers() throws -> [[VectorMatch]] {
            let index = try VectorIndex(directory: directory.path, dimension: 100, metric: .l2, options: options)
            return try data.queries.flatMap { query in
                [
                    try index.search(query, k: 10), try index.search(query, k: 10, filter: filter),
                    try index.searchDocuments(query, k: 5), try index.search(query, within: 30),
                ]
            }
        }
        do {
            let index = try VectorIndex(directory: directory.path, dimension: 100, metric: .l2, options: options)
            // Ids with gaps, and documents: both have to be read.
            try index.add(
                data.rows.enumerated().map {
                    VectorRow(id: UInt64($0.offset * 3), vector: $0.element, document: UInt64($0.offset / 4))
                })
            try index.compact()
            #expect(index.statistics.graphs == (hasGraph ? 1 : 0))
        }
        let expected = try answers()
        try directory.forgetPages()
        #expect(try answers() == expected)
    }

    @Test func bitsAreThereAfterReopening() throws {
        let directory = TestDirectory()
        for round in 0..<3 as Range<UInt8> {
            let index = try directory.open(16, .hamming)
            try index.add(UInt64(round), bits: [round, 0])
            if round == 1 { try index.compact() }
        }
        let index = try directory.open(16, .hamming)
        #expect(try index.search(bits: [0, 0], k: 5).map(\.distance) == [0, 1, 1])
    }

    @Test func refusesAnotherIndex() throws {
        let directory = TestDirectory()
        _ = try directory.open(8, .l2)
        for (dimension, metric) in [(9, VectorMetric.l2), (8, .cosine)] {
            #expect {
                try directory.open(dimension, metric)
            } throws: { error in
                if case .differentIndex? = error as? VectorError { true } else { false }
            }
        }
    }

    /// The last record was cut at every possible place: what was acknowledged before it stays.
    @Test func dropsATornTail() throws {
        let directory = TestDirectory()
        do {
            let index = try directory.open()
            for id in 0..<5 as Range<UInt64> { try index.add(id, Array(repeating: Float(id), count: 8)) }
        }
        let log = try #require(try directory.files(".log").first)
        let whole = try Data(contentsOf: log)
        let record = whole.count / 5
        for cut in 0..<record {
            try whole.prefix(4 * record + cut).write(to: log)
            let index = try directory.open()
            #expect(index.count == 4, "cut at \(cut)")
            // What follows is appended where the tail was cut.
            try index.add(99, Array(repeating: 9, count: 8))
            #expect(try directory.open().contains(99))
        }
        // Zeros, as some file systems leave behind when the machine goes down.
        try (whole.prefix(4 * record) + Data(repeating: 0, count: 100)).write(to: log)
        #expect(try directory.open().count == 4)
    }

    /// A flipped bit in the middle is damage, and is told; in the last record it may be a torn write.
    @Test func tellsDamageInTheLog() throws {
        let directory = TestDirectory()
        do {
            let index = try directory.open()
            for id in 0..<5 as Range<UInt64> { try index.add(id, Array(repeating: Float(id), count: 8)) }
        }
        let log = try #require(try directory.files(".log").first)
        let whole = try Data(contentsOf: log)
        var dice = Dice(31)
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(dice.next(8))
            try bytes.write(to: log)
            expectTypedErrorOrLess(than: 5, directory)
        }
    }

    /// Every byte of a segment's header, and of the manifest.
    @Test(arguments: [".rows", "manifest"]) func tellsDamageInHeaders(_ suffix: String) throws {
        let directory = TestDirectory()
        do {
            let index = try directory.open()
            for id in 0..<40 as Range<UInt64> { try index.add(id, Array(repeating: Float(id), count: 8)) }
            try index.compact()
            try index.delete(3)
            try index.compact(everything: true)
        }
        let file = try #require(try directory.files(suffix).first)
        let whole = try Data(contentsOf: file)
        var dice = Dice(32)
        // The header's page is mostly padding, which its checksum covers too.
        for place in Array(0..<min(whole.count, 512)) + Array(stride(from: 512, to: min(whole.count, 4096), by: 8)) {
            var bytes = whole
            bytes[place] ^= UInt8(1 + dice.next(255))
            try bytes.write(to: file)
            expectDamage(directory)
        }
        for length in [0, 1, 7, 8, 20, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: file)
            expectDamage(directory)
        }
        try whole.write(to: file)
        #expect(try directory.open().count == 39)
    }

    /// Damage behind the header is found by `verify`, and breaks no search before.
    @Test func tellsDamageInSections() throws {
        let directory = TestDirectory()
        let data = TestRows(300, dimension: 40)
        do {
            let index = try directory.open(40, .l2, lists: 8)
            try index.add(data.rows.enumerated().map { VectorRow(id: UInt64($0.offset), vector: $0.element) })
            try index.compact()
        }
        let file = try #require(try directory.files(".rows").first)
        let whole = try Data(contentsOf: file)
        var dice = Dice(33)
        for _ in 0..<60 {
            var bytes = whole
            for _ in 0..<200 { bytes[4096 + dice.next(whole.count - 4096)] = UInt8(truncatingIfNeeded: dice.next()) }
            try bytes.write(to: file)
            do throws(VectorError) {
                let index = try VectorIndex(directory: directory.path, dimension: 40, metric: .l2)
                _ = try index.search(data.queries[0], k: 10)
                _ = try index.search(data.queries[0], within: 10)
                _ = index.contains(7)
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

    private func expectDamage(_ directory: TestDirectory) {
        do throws(VectorError) {
            _ = try directory.openTyped()
            Issue.record("the damage was not found")
        } catch {
            switch error {
            case .corrupt, .unsupportedVersion: break
            default: Issue.record("\(error)")
            }
        }
    }

    private func expectTypedErrorOrLess(than rows: Int, _ directory: TestDirectory) {
        do throws(VectorError) {
            #expect(try directory.openTyped().count < rows)
        } catch {
            guard case .corrupt = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    /// Left-overs of a compaction that did not finish are removed, and disturb nothing.
    @Test func removesLeftOvers() throws {
        let directory = TestDirectory()
        do {
            let index = try directory.open()
            try index.add(1, Array(repeating: 1, count: 8))
            try index.compact()
        }
        for name in ["77.rows", "manifest.new", "1.log"] {
            try Data([1, 2, 3]).write(to: directory.url.appending(path: name))
        }
        #expect(try directory.open().count == 1)
        #expect(try directory.files(".rows").count == 1)
        #expect(try directory.files(".new").isEmpty)
    }
}

extension TestDirectory {
    func openTyped() throws(VectorError) -> VectorIndex {
        try VectorIndex(directory: path, dimension: 8, metric: .l2)
    }
}
