import AWSCore
import AWSOpenSearch
import Testing

/// The REST protocol, in both directions.
@Suite struct ProtocolTests {
    static let routes: [(String, String, String)] = [
        ("POST", "/kb/_search", "Search"), ("GET", "/_search", "Search"), ("PUT", "/kb/_doc/a%2Fb", "Index"),
        ("POST", "/kb/_doc", "Index"), ("PUT", "/kb/_create/1", "Create"), ("HEAD", "/kb/_doc/1", "Exists"),
        ("DELETE", "/kb/_doc/1", "Delete"), ("POST", "/kb/_delete_by_query", "DeleteByQuery"),
        ("PUT", "/kb", "CreateIndex"), ("HEAD", "/kb", "IndexExists"), ("GET", "/_all/_mapping", "GetMapping"),
        ("GET", "/kb/_settings/index.number*", "GetSettings"), ("GET", "/_cat/indices/k*", "CatIndices"),
        ("DELETE", "/_search/point_in_time/_all", "DeleteAllPointsInTime"), ("GET", "/", "Info"),
        ("GET", "/_search/pipeline/p", "GetSearchPipeline"), ("POST", "/_search/scroll", "Scroll"),
    ]

    @Test(arguments: routes) func requestsFindTheirOperation(
        _ method: String, _ path: String, _ operation: String
    ) throws {
        #expect(try OpenSearch.call(method: method, path: path).operationName == operation)
    }

    static let refusals: [(String, String, Int, String)] = [
        ("POST", "/_reindex", 501, "KASS does not emulate OpenSearch's POST /_reindex"),
        ("GET", "/a/b/c", 400, "no handler found for uri [/a/b/c] and method [GET]"),
        (
            "PATCH", "/kb/_search", 405,
            "Incorrect HTTP method for uri [/kb/_search] and method [PATCH], allowed: [GET, POST]"
        ),
        ("GET", "/kb/_search?nope=1", 400, "request [/kb/_search] contains unrecognized parameter: [nope]"),
    ]

    @Test(arguments: refusals) func othersAreRefused(
        _ method: String, _ target: String, _ status: Int, _ words: String
    ) throws {
        let parts = target.split(separator: "?").map(String.init)
        do throws(OpenSearchError) {
            let query = (try? QueryString.parse(parts.count == 2 ? parts[1] : "")) ?? []
            _ = try OpenSearch.call(method: method, path: parts[0], query: query)
            Issue.record("\(target) is taken")
        } catch {
            #expect(error.status == status)
            #expect(error.message == words)
        }
    }

    @Test func aBulkRequestComesBackAsItWent() async throws {
        let input = OpenSearch.BulkInput(
            index: "kb",
            operations: [
                .index(["a": 1]), .create(["b": [1, 2]], id: "x"), .update(["doc": ["c": true]], id: "y"),
                .delete(in: "other", id: "z"),
            ], parameters: ["refresh": "wait_for"])
        let request = try OpenSearch.request(for: OpenSearch.Operations.bulk, input)
        #expect(request.method == "POST")
        #expect(request.path == "/kb/_bulk")
        let body = try await request.body.collect(bytesMax: 10_000)
        #expect(String(decoding: body, as: UTF8.self).hasPrefix("{\"index\":{}}\n{\"a\":1}\n"))
        let call = try OpenSearch.call(method: "POST", path: request.path, query: request.query, body: body)
        #expect(call.operationName == "Bulk")
        #expect(try OpenSearch.BulkInput(input.document) == input)
    }

    @Test func errorsKeepWhatTheySay() throws {
        let text = """
            {"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [x]","index":"x"}],
            "type":"index_not_found_exception","reason":"no such index [x]","index":"x"},"status":404}
            """
        do throws(OpenSearchError) {
            _ = try OpenSearch.output(
                of: HTTPResponse(status: 404), body: Array(text.utf8), for: OpenSearch.Operations.search)
            Issue.record("an error is no output")
        } catch {
            #expect(error.code == .indexNotFound)
            #expect(error.message == "no such index [x]")
            #expect(error.status == 404)
            #expect((error.details as? OpenSearch.ErrorBody)?.rootCause.first?["index"] == "x")
        }
    }

    @Test func searchOutputsReadWhatTheyWrite() throws {
        let hit = OpenSearch.Hit(
            index: "kb", id: "1", score: 0.5, source: ["t": "x"], highlight: ["t": ["<em>x</em>"]], sort: [1],
            rest: .init([.init("_version", 3)]))
        let output = OpenSearch.SearchOutput(
            took: 2, hits: .init(total: .init(value: 1), maxScore: 0.5, hits: [hit]), aggregations: ["a": ["value": 1]],
            rest: .init([.init("_shards", ["total": 1])]))
        #expect(try OpenSearch.SearchOutput(output.document) == output)
        #expect(output.document["hits"]?["hits"]?[0]?["_score"]?.number?.text == "0.5")
    }

    @Test func theServiceIsDescribed() {
        #expect(OpenSearch.metadata.signingName == "aoss")
        #expect(OpenSearch.operations.count == 61)
        #expect(Set(OpenSearch.operations.map(\.schema.iamAction)) == ["aoss:APIAccessAll"])
    }
}
