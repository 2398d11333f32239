import AWSCore
import Foundation
import OpenSearchEmulator
import TestSupport
import Testing
import World

/// An index is opened without analyzing its texts again, and nobody sees a difference.
@Suite struct SegmentTests {
    private let directory: TemporaryDirectory
    private let configuration: WorldConfiguration

    init() throws {
        directory = TemporaryDirectory()
        configuration = WorldConfiguration(storage: .directory(directory.path))
    }

    private static let queries = [
        #"{"query":{"match":{"t":"running fox 17"}},"size":20}"#,
        #"{"query":{"match_phrase":{"t":{"query":"foxes jumped","slop":2}}},"size":5}"#,
        #"{"query":{"knn":{"v":{"vector":[40.25,3,-1],"k":9}}}}"#,
        #"{"query":{"bool":{"filter":[{"range":{"n":{"gte":280}}},{"prefix":{"k":"key-2"}}]}},"sort":["n"]}"#,
        #"{"query":{"nested":{"path":"parts","query":{"match":{"parts.name":"wheel"}}}},"size":3}"#,
        #"{"query":{"fuzzy":{"t":"jumpet"}},"size":3,"aggs":{"k":{"terms":{"field":"k","size":3}}}}"#,
    ]

    private func fill(_ domain: Domain, _ numbers: Range<Int>) async throws {
        try await domain.index(
            "i",
            numbers.map { number in
                let parts = number % 3 == 0 ? #","parts":[{"name":"wheel"},{"name":"bell"}]"# : ""
                return (
                    "\(number)",
                    #"{"t":"the foxes were running and jumped over \#(number)","v":[\#(number).5,3,-1.5],"#
                        + #""n":\#(number),"k":"key-\#(number)"\#(parts)}"#
                )
            })
    }

    private func make(_ domain: Domain) async throws {
        try await domain.ok(
            "PUT", "/i",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{
            "t":{"type":"text","analyzer":"english"},"k":{"type":"keyword"},
            "n":{"type":"integer"},"parts":{"type":"nested","properties":{"name":{"type":"text"}}},
            "v":{"type":"knn_vector","dimension":3,"method":{"name":"hnsw","engine":"faiss","space_type":"l2"}}}}}
            """)
    }

    private func answers(_ domain: Domain) async throws -> [String] {
        var answers: [String] = []
        for query in Self.queries { answers.append(try await domain.ok("POST", "/i/_search", query).jsonText()) }
        return answers
    }

    private func deletedCount(_ domain: Domain) async throws -> String? {
        try await domain.ok("GET", "/_cat/indices?format=json")[0]?["docs.deleted"]?.string
    }

    @Test func answersAreTheSameAfterOpening() async throws {
        let first = try Domain(.managed, configuration)
        try await make(first)
        try await fill(first, 0..<300)
        // Of what is in the segment some is replaced and some deleted, and some comes after it.
        try await fill(first, 290..<310)
        try await first.ok("DELETE", "/i/_doc/7?refresh=true")
        let before = try await answers(first)
        let deleted = try await deletedCount(first)
        try first.world.close()

        let second = try Domain(.managed, configuration)
        #expect(try await answers(second) == before)
        // What was deleted still counts in scores, which it would not if all had been analyzed anew.
        #expect(deleted == "11")
        #expect(try await deletedCount(second) == deleted)
        try await fill(second, 310..<320)
        #expect(try await second.ids("i", #"{"query":{"match":{"t":"315"}}}"#) == ["315"])
        try second.world.close()
    }

    enum Damage: CaseIterable { case gone, empty, cut, changed, older }

    @Test(arguments: Damage.allCases) func aDamagedSegmentIsLeftAlone(_ damage: Damage) async throws {
        let first = try Domain(.managed, configuration)
        try await make(first)
        try await fill(first, 0..<300)
        // A segment is written with the first write that finds enough to write.
        try await fill(first, 300..<301)
        let before = try await answers(first)
        try first.world.close()

        let path = try segment()
        var bytes = try Data(contentsOf: URL(filePath: path))
        switch damage {
        case .gone: try FileManager.default.removeItem(atPath: path)
        case .empty: bytes = Data()
        case .cut: bytes.removeLast(100)
        case .changed: bytes[bytes.count / 3] ^= 4
        case .older:
            // Whole, but of another time.
            let other = try Domain(.managed, WorldConfiguration(storage: .directory("\(directory.path)/other")))
            try await make(other)
            try await fill(other, 0..<290)
            try other.world.close()
            bytes = try Data(contentsOf: URL(filePath: segment(in: "\(directory.path)/other")))
        }
        if damage != .gone { try bytes.write(to: URL(filePath: path)) }

        let second = try Domain(.managed, configuration)
        #expect(try await answers(second) == before)
        try second.world.close()
    }

    /// The newest file of the only index.
    private func segment(in place: String? = nil) throws -> String {
        let root = "\(place ?? directory.path)/derived/opensearch"
        let index = try #require(try FileManager.default.contentsOfDirectory(atPath: root).first)
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(index)")
        let numbers = files.compactMap { $0.hasPrefix("segment-") ? Int($0.dropFirst(8)) : nil }
        return "\(root)/\(index)/segment-\(try #require(numbers.max()))"
    }

    private func ids(_ domain: Domain) async throws -> Set<String> {
        Set(try await domain.ids("i", #"{"size":1000,"_source":false}"#))
    }

    /// What was deleted or overwritten since the segment was written stays so, whatever order it came in, though the
    /// process dies.
    @Test func whatCameSinceTheSegmentCounts() async throws {
        let first = try Domain(.managed, configuration)
        try await make(first)
        try await fill(first, 0..<300)
        // Written, and not shown yet, when the segment is written.
        try await first.ok("DELETE", "/i/_doc/1")
        try await first.ok("PUT", "/i/_doc/2", #"{"k":"again"}"#)
        try await fill(first, 300..<302)
        try await first.ok("DELETE", "/i/_doc/3?refresh=true")
        try await first.ok("PUT", "/i/_doc/3?refresh=true", #"{"k":"again"}"#)
        try await first.ok("PUT", "/i/_doc/4?refresh=true", #"{"k":"again"}"#)
        try await first.ok("DELETE", "/i/_doc/4?refresh=true")
        try await first.ok("DELETE", "/i/_doc/301")
        first.world.abandon()

        let second = try Domain(.managed, configuration)
        let expected = Set((0..<302).map(String.init)).subtracting(["1", "4", "301"])
        #expect(try await ids(second) == expected)
        let again = #"{"query":{"term":{"k":"again"}},"sort":["_id"]}"#
        #expect(try await second.ids("i", again) == ["2", "3"])
        for id in ["1", "4", "301"] { #expect(try await second.send("GET", "/i/_doc/\(id)").status == 404) }
        #expect(try await second.ok("GET", "/i/_doc/5")["_version"] == 1)
        #expect(try await second.ok("GET", "/i/_doc/3")["_version"] == 3)
        #expect(try await second.ok("PUT", "/i/_doc/5", "{}")["_version"] == 2)
        try second.world.close()
        let third = try Domain(.managed, configuration)
        #expect(try await ids(third) == expected)
        try third.world.close()
    }

    /// Quiet makes a segment of what eighths leave out; so nothing is analyzed at the next start.
    @Test func whatIsWrittenIsPutDownWhenItIsQuiet() async throws {
        let first = try Domain(.managed, configuration)
        try await make(first)
        try await fill(first, 0..<3000)
        try await fill(first, 3000..<3300)
        let before = try await answers(first)
        let size = try Data(contentsOf: URL(filePath: segment())).count
        await first.world.advance(by: .seconds(10))
        #expect(try Data(contentsOf: URL(filePath: segment())).count > size)
        first.world.abandon()
        let second = try Domain(.managed, configuration)
        for (number, (after, before)) in zip(try await answers(second), before).enumerated() {
            // The nearest of so many are found by their codes, which say little of points on a line.
            #expect(after == before || Self.queries[number].contains("knn"))
        }
        try second.world.close()
    }

    /// Vectors are kept as numbers only where that gives back what was sent, letter by letter.
    @Test(arguments: [
        #"{"a":1,"v":[0.5,3,-1.25],"z":"end"}"#, #"{"v":[0.1,1e-07,-0.0078125],"a":null}"#, #"{"v":[1.0,2,3]}"#,
        #"{"v":[0.1000,2,3],"a":1}"#, #"{"v":[0.123456789,2,3]}"#, #"{"v":["1",2,3]}"#, #"{"a":1,"v":null}"#,
        #"{"v":[1E2,2,3],"v2":[1,2]}"#,
    ])
    func whatWasSentComesBack(source: String) async throws {
        let domain = try Domain(.managed, configuration)
        try await make(domain)
        try await domain.ok("PUT", "/i/_doc/1?refresh=true", source)
        #expect(try await domain.ok("GET", "/i/_source/1").jsonText() == source)
        let found = try await domain.ok("POST", "/i/_search", #"{"query":{"match_all":{}}}"#)
        #expect(found["hits"]?["hits"]?[0]?["_source"]?.jsonText() == source)
        let without = try await domain.ok("POST", "/i/_search", #"{"_source":{"excludes":["a"]}}"#)
        #expect(
            without["hits"]?["hits"]?[0]?["_source"]?["v"]?.jsonText() == (try Document(json: source))["v"]?.jsonText())
        try domain.world.close()
    }
}
