import AWSCore
import Foundation
import OpenSearchEmulator
import TestSupport
import Testing
import World

/// Rows of vectors in the world's directory are a copy: whatever becomes of them, searches find what the rows of the
/// database say.
@Suite struct VectorStorageTests {
    private let directory: TemporaryDirectory
    private let configuration: WorldConfiguration

    init() throws {
        directory = TemporaryDirectory()
        configuration = WorldConfiguration(storage: .directory(directory.path))
    }

    private static let dimension = 16
    private static let query = Array(repeating: Float(0.5), count: dimension)

    private static func vector(_ number: Int, _ change: Int = 0) -> [Float] {
        (0..<dimension).map { Float((number * 31 + $0 * 7 + change) % 101) / 8 }
    }

    private func make(_ domain: Domain, space: String = "l2") async throws {
        try await domain.ok(
            "PUT", "/i",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"n":{"type":"integer"},
            "v":{"type":"knn_vector","dimension":\(Self.dimension),"space_type":"\(space)"}}}}
            """)
    }

    private func fill(_ domain: Domain, _ numbers: Range<Int>, change: Int = 0) async throws {
        try await domain.index(
            "i", numbers.map { ("\($0)", #"{"n":\#($0),"v":\#(Self.vector($0, change))}"#) })
    }

    /// The ten nearest of all, and of those with an even number, by their squared distance computed here.
    private func expected(_ vectors: [Int: [Float]]) -> [String] {
        vectors.map { number, vector in
            (number, zip(vector, Self.query).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
        }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(10).map { "\($0.0)" }
    }

    private func nearest(_ domain: Domain, _ filter: String = "") async throws -> [String] {
        let answer = try await domain.ok(
            "POST", "/i/_search", #"{"query":{"knn":{"v":{"vector":\#(Self.query),"k":10\#(filter)}}}}"#)
        // Equal scores come in the order of indexing; by number, so that the order of writes does not matter.
        return (answer["hits"]?["hits"]?.list ?? []).map {
            ($0["_score"]?.double ?? 0, Int($0["_id"]?.string ?? "") ?? 0)
        }
        .sorted { ($1.0, $0.1) < ($0.0, $1.1) }.map { "\($0.1)" }
    }

    private func path() throws -> String {
        let root = "\(directory.path)/derived/opensearch"
        let index = try #require(try FileManager.default.contentsOfDirectory(atPath: root).first)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(index)")
        let field = try #require(names.first { !$0.hasPrefix("segment-") })
        return "\(root)/\(index)/\(field)"
    }

    enum Damage: CaseIterable { case none, gone, logs, manifest, foreign }

    @Test(arguments: Damage.allCases) func whateverIsLostIsMadeAgain(_ damage: Damage) async throws {
        let first = try Domain(.managed, configuration)
        try await make(first)
        try await fill(first, 0..<600)
        try await fill(first, 590..<600, change: 3)
        try await first.ok("DELETE", "/i/_doc/7?refresh=true")
        try first.world.close()
        var vectors = Dictionary(uniqueKeysWithValues: (0..<600).map { ($0, Self.vector($0, $0 < 590 ? 0 : 3)) })
        vectors[7] = nil

        let files = try FileManager.default.contentsOfDirectory(atPath: path())
        switch damage {
        case .none: break
        case .gone: try FileManager.default.removeItem(atPath: path())
        case .logs:
            for file in files where file.hasSuffix(".log") {
                try Data([1, 2, 3]).write(to: URL(filePath: "\(path())/\(file)"))
            }
        case .manifest: try Data("nonsense".utf8).write(to: URL(filePath: "\(path())/manifest"))
        case .foreign:
            // What a transaction that was lost may have left behind.
            try Data().write(to: URL(filePath: "\(path())/999.log"))
        }
        let second = try Domain(.managed, configuration)
        #expect(try await nearest(second) == expected(vectors))
        #expect(
            try await nearest(second, #","filter":{"range":{"n":{"gte":100,"lt":200}}}"#)
                == expected(vectors.filter { (100..<200).contains($0.key) }))
        try await fill(second, 600..<620)
        for number in 600..<620 { vectors[number] = Self.vector(number) }
        #expect(try await nearest(second) == expected(vectors))
        try second.world.close()
    }

    @Test func deletedRowsAreFreed() async throws {
        let domain = try Domain(.managed, configuration)
        try await make(domain)
        try await fill(domain, 0..<400)
        // More than a fifth: the index is built anew, over the rows that are there.
        try await domain.ok("POST", "/i/_delete_by_query?refresh=true", #"{"query":{"range":{"n":{"lt":200}}}}"#)
        let vectors = Dictionary(uniqueKeysWithValues: (200..<400).map { ($0, Self.vector($0)) })
        #expect(try await nearest(domain) == expected(vectors))
        try domain.world.close()
        let second = try Domain(.managed, configuration)
        #expect(try await nearest(second) == expected(vectors))
        try second.world.close()
    }

    @Test func anIndexThatIsDeletedLeavesNothing() async throws {
        let domain = try Domain(.managed, configuration)
        try await make(domain)
        try await fill(domain, 0..<10)
        let path = try path()
        #expect(FileManager.default.fileExists(atPath: path))
        try await domain.ok("DELETE", "/i")
        #expect(!FileManager.default.fileExists(atPath: path))
        try domain.world.close()
    }

    /// A search that began sees what it saw, though the row of the database has another document since.
    @Test func whatIsOverwrittenIsStillShown() async throws {
        let first = try Domain(.managed, configuration)
        try await make(first)
        try await fill(first, 0..<20)
        try first.world.close()

        let second = try Domain(.managed, configuration)
        let open = try await second.ok("POST", "/i/_search/point_in_time?keep_alive=1m")
        let id = try #require(open["pit_id"]?.string)
        try await fill(second, 3..<4, change: 50)
        try await second.ok("DELETE", "/i/_doc/4?refresh=true")
        let body = #"{"pit":{"id":"\#(id)"},"sort":["n"],"size":20}"#
        let hits = try await second.ok("POST", "/_search", body)["hits"]?["hits"]?.list ?? []
        #expect(hits.count == 20)
        for number in [3, 4] where number < hits.count {
            let shown = hits[number]["_source"]?["v"]?.list?.compactMap { $0.double.map { Float($0) } }
            #expect(shown == Self.vector(number))
        }
        try second.world.close()
    }

    /// Saved worlds are without the rows, and a world that is put in another's place has none of that one's.
    @Test func savedWorldsMakeTheirRowsAgain() async throws {
        let first = try Domain(.managed, configuration)
        try await make(first)
        try await fill(first, 0..<300)
        let saved = TemporaryDirectory()
        try first.world.save(to: "\(saved.path)/world")
        let before = try await nearest(first)
        try await fill(first, 0..<300, change: 40)
        #expect(try await nearest(first) != before)
        try first.world.close()
        try World.overwrite(directory.path, withSaved: "\(saved.path)/world")
        let second = try Domain(.managed, configuration)
        #expect(try await nearest(second) == before)
        try second.world.close()
    }

    /// Many rows are found by their codes, and yet nearly all of the nearest.
    @Test func manyRowsAreFound() async throws {
        let domain = try Domain(.managed, configuration)
        try await make(domain, space: "cosinesimil")
        let stream = domain.world.stream(named: "tests.vectors")
        let vectors = (0..<5000).map { _ in (0..<Self.dimension).map { _ in Float(stream.next(below: 2000)) - 1000 } }
        for start in stride(from: 0, to: 5000, by: 1000) {
            try await domain.index(
                "i", (start..<start + 1000).map { ("\($0)", #"{"n":\#($0),"v":\#(vectors[$0])}"#) })
        }
        var found = 0
        for number in 0..<10 {
            let query = vectors[number].map { $0 + 300 }
            func cosine(_ vector: [Float]) -> Float {
                let dot = zip(vector, query).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                return dot / vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            }
            let cosines = vectors.map(cosine)
            let nearest = vectors.indices.sorted { cosines[$0] > cosines[$1] }.prefix(10)
            let ids = try await domain.ids("i", #"{"query":{"knn":{"v":{"vector":\#(query),"k":10}}}}"#)
            found += nearest.count { ids.contains("\($0)") }
        }
        #expect(found >= 99, "recall is \(Double(found) / 100)")
        try domain.world.close()
    }
}

/// `GET /_plugins/_knn/stats`.
@Suite struct NearestStatsTests {
    @Test func queriesAreCounted() async throws {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/v",
            #"{"settings":{"index.knn":true},"mappings":{"properties":{"v":{"type":"knn_vector","dimension":2}}}}"#)
        try await domain.index("v", [("a", #"{"v":[1,0]}"#)])
        for query in [
            #"{"knn":{"v":{"vector":[1,0],"k":1}}}"#,
            #"{"bool":{"must":[{"knn":{"v":{"vector":[1,0],"k":1,"filter":{"match_all":{}}}}}]}}"#,
            #"{"knn":{"v":{"vector":[1,0],"max_distance":1}}}"#,
            #"{"script_score":{"query":{"match_all":{}},"script":{"lang":"knn","source":"knn_score","#
                + #""params":{"field":"v","query_value":[1,0],"space_type":"l2"}}}}"#,
        ] { try await domain.ok("POST", "/v/_search", #"{"query":\#(query)}"#) }
        let answer = try await domain.ok("GET", "/_plugins/_knn/stats")
        let node = answer["nodes"]?.object?.entries.first?.value
        #expect(node?["knn_query_requests"] == 2)
        #expect(node?["knn_query_with_filter_requests"] == 1)
        #expect(node?["max_distance_query_requests"] == 1)
        #expect(node?["min_score_query_requests"] == 0)
        #expect(node?["script_query_requests"] == 1)
        #expect((node?["indices_in_cache"]?["v"]?["graph_memory_usage"]?.int ?? 0) > 0)
        #expect(answer["circuit_breaker_triggered"] == false)

        let one = try await domain.ok("GET", "/_plugins/_knn/stats/graph_query_requests")
        #expect(one["nodes"]?.object?.entries.first?.value.jsonText() == #"{"graph_query_requests":3}"#)
        #expect(
            try await domain.refusal("GET", "/_plugins/_knn/stats/graph_queries")
                == "400 illegal_argument_exception: request [/_plugins/_knn/stats/graph_queries] contains unrecognized "
                + "stat: [graph_queries]")
        let serverless = try Domain(.serverless)
        #expect(try await serverless.send("GET", "/_plugins/_knn/stats").status == 404)
    }
}
