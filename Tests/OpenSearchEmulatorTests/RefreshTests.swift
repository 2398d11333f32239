import AWSCore
import AWSOpenSearch
import OpenSearchEmulator
import Testing
import World

/// When writes show.
@Suite struct RefreshTests {
    @Test func searchesSeeAWriteOneSecondLater() async throws {
        let domain = try Domain()
        try await domain.ok("PUT", "/i/_doc/1", #"{"a":1}"#)
        #expect(try await domain.ok("GET", "/i/_doc/1")["found"] == true)
        #expect(try await domain.ids("i", "{}") == [])
        await domain.world.advance(by: .milliseconds(999))
        #expect(try await domain.ids("i", "{}") == [])
        await domain.world.advance(by: .milliseconds(1))
        #expect(try await domain.ids("i", "{}") == ["1"])
    }

    /// What is written after a refresh was due waits for the next one, though nobody has searched between.
    @Test func eachWriteWaitsForItself() async throws {
        let domain = try Domain()
        try await domain.ok("PUT", "/i/_doc/1", #"{"a":1}"#)
        await domain.world.advance(by: .seconds(5))
        try await domain.ok("PUT", "/i/_doc/2", #"{"a":1}"#)
        #expect(try await domain.ids("i", "{}") == ["1"])
        await domain.world.advance(by: .seconds(1))
        #expect(try await domain.ids("i", "{}") == ["1", "2"])
    }

    @Test func deletesShowAtARefreshToo() async throws {
        let domain = try Domain()
        try await domain.index("i", [("1", "{}"), ("2", "{}")])
        try await domain.ok("DELETE", "/i/_doc/1")
        #expect(try await domain.send("GET", "/i/_doc/1").status == 404)
        #expect(try await domain.ids("i", "{}") == ["1", "2"])
        try await domain.ok("POST", "/i/_refresh")
        #expect(try await domain.ids("i", "{}") == ["2"])
    }

    @Test func minusOneRefreshesOnDemandAlone() async throws {
        let domain = try Domain()
        try await domain.ok("PUT", "/i", #"{"settings":{"refresh_interval":"-1"}}"#)
        try await domain.ok("PUT", "/i/_doc/1", "{}")
        await domain.world.advance(by: .seconds(3600))
        #expect(try await domain.ids("i", "{}") == [])
        try await domain.ok("POST", "/i/_refresh")
        #expect(try await domain.ids("i", "{}") == ["1"])
    }

    @Test func pointsInTimeSeeWhatWas() async throws {
        let domain = try Domain()
        try await domain.index("i", [("1", "{}"), ("2", "{}")])
        let id = try await domain.ok("POST", "/i/_search/point_in_time?keep_alive=1m")["pit_id"]?.string ?? ""
        try await domain.ok("DELETE", "/i/_doc/1?refresh=true")
        #expect(try await domain.ids("i", "{}") == ["2"])
        let body = #"{"pit":{"id":"\#(id)"}}"#
        let hits = try await domain.ok("POST", "/_search", body)["hits"]?["hits"]?.list ?? []
        #expect(hits.map { $0["_id"]?.string } == ["1", "2"])
        await domain.world.advance(by: .seconds(61))
        #expect(try await domain.send("POST", "/_search", body).status == 404)
    }

    @Test func scrollsPageThroughWhatWas() async throws {
        let domain = try Domain()
        try await domain.index("i", (1...5).map { ("\($0)", "{}") })
        var page = try await domain.ok("POST", "/i/_search?scroll=1m&size=2", "{}")
        var seen: [String] = []
        while let hits = page["hits"]?["hits"]?.list, !hits.isEmpty {
            seen += hits.compactMap { $0["_id"]?.string }
            if seen.count == 2 { try await domain.ok("DELETE", "/i/_doc/5?refresh=true") }
            let id = page["_scroll_id"]?.string ?? ""
            page = try await domain.ok("POST", "/_search/scroll", #"{"scroll":"1m","scroll_id":"\#(id)"}"#)
        }
        #expect(seen == ["1", "2", "3", "4", "5"])
    }
}

/// What a vector search collection refuses, and how late it shows writes.
@Suite struct ServerlessTests {
    private let mapping = """
        {"settings":{"index.knn":true},"mappings":{"properties":{"v":{"type":"knn_vector","dimension":2,
        "method":{"name":"hnsw","engine":"faiss","space_type":"l2"}}}}}
        """

    @Test func idsAreRefused() async throws {
        let domain = try Domain(.serverless)
        try await domain.ok("PUT", "/kb", mapping)
        let words = "400 illegal_argument_exception: Document ID is not supported in create/index operation request"
        #expect(try await domain.refusal("PUT", "/kb/_doc/1", #"{"v":[1,2]}"#) == words)
        #expect(try await domain.refusal("PUT", "/kb/_create/1", #"{"v":[1,2]}"#) == words)
        let bulk = try await domain.ok(
            "POST", "/kb/_bulk", #"{"index":{"_id":"x"}}"# + "\n{\"v\":[1,2]}\n{\"index\":{}}\n{\"v\":[1,2]}\n")
        #expect(bulk["errors"] == true)
        #expect(bulk["items"]?[0]?["index"]?["status"] == 400)
        #expect(bulk["items"]?[1]?["index"]?["status"] == 201)
    }

    @Test func writesShowAMinuteLater() async throws {
        let domain = try Domain(.serverless)
        try await domain.ok("PUT", "/kb", mapping)
        let id = try await domain.ok("POST", "/kb/_doc", #"{"v":[1,2]}"#)["_id"]?.string ?? ""
        #expect(id.count == 20)
        let query = #"{"query":{"knn":{"v":{"vector":[1,2],"k":1}}}}"#
        await domain.world.advance(by: .seconds(59))
        #expect(try await domain.ids("kb", query) == [])
        await domain.world.advance(by: .seconds(1))
        #expect(try await domain.ids("kb", query) == [id])
    }

    @Test func refreshesAreRefused() async throws {
        let domain = try Domain(.serverless)
        let refused = "400 illegal_argument_exception: true refresh policy is not supported."
        #expect(try await domain.refusal("POST", "/kb/_doc?refresh=true", "{}") == refused)
        #expect(try await domain.send("POST", "/kb/_refresh").status == 404)
        #expect(try await domain.send("GET", "/").status == 404)
        let all = #"{"query":{"match_all":{}}}"#
        #expect(try await domain.send("POST", "/kb/_delete_by_query", all).status == 404)
    }

    @Test func enginesButFaissAreRefused() async throws {
        let domain = try Domain(.serverless)
        #expect(try await domain.send("PUT", "/kb", mapping.replacing("faiss", with: "nmslib")).status == 400)
    }

    @Test func deletingByIDWorks() async throws {
        let domain = try Domain(.serverless)
        try await domain.ok("PUT", "/kb", mapping)
        let id = try await domain.ok("POST", "/kb/_doc", #"{"v":[1,2]}"#)["_id"]?.string ?? ""
        let bulk = try await domain.ok("POST", "/kb/_bulk", #"{"delete":{"_id":"\#(id)"}}"# + "\n")
        #expect(bulk["items"]?[0]?["delete"]?["result"] == "deleted")
    }
}
