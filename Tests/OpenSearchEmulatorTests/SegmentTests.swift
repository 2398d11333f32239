import AWSCore
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

    @Test(arguments: [0, 1, 8, 100, 5_000])
    func aDamagedSegmentIsLeftAlone(length: Int) async throws {
        let first = try Domain(.managed, configuration)
        try await make(first)
        try await fill(first, 0..<300)
        // A segment is written with the first write that finds enough to write.
        try await fill(first, 300..<301)
        let before = try await answers(first)
        let cut = "UPDATE opensearch_segments SET data = substr(data, 1, \(length))"
        let changed = try await first.world.database.write { sqlite in
            try sqlite.execute(cut)
            return sqlite.changes
        }
        #expect(changed == 1)
        try first.world.close()

        let second = try Domain(.managed, configuration)
        #expect(try await answers(second) == before)
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
