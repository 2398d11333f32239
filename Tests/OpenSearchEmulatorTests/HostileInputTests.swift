import AWSCore
import AWSOpenSearch
import OpenSearchEmulator
import Testing
import World

/// Whatever comes in, an answer comes out.
@Suite struct HostileInputTests {
    private func domain() async throws -> Domain {
        let domain = try Domain()
        try await domain.index(
            "i",
            [("1", #"{"t":"a b c","n":1,"d":"2024-01-02","f":1.5}"#), ("2", #"{"t":"b","n":9223372036854775807}"#)])
        return domain
    }

    static let bodies: [String] = [
        #"{"query":{"match":{"t":{"query":"a","fuzziness":9,"prefix_length":-4,"max_expansions":-1}}}}"#,
        #"{"query":{"match":{"t":{"query":"a b","minimum_should_match":"-99999999999%"}}}}"#,
        #"{"query":{"regexp":{"t":"((((a{1000}){1000}){1000}){1000})"}}}"#,
        #"{"query":{"regexp":{"t":"a\#(String(repeating: "*", count: 100_000))"}}}"#,
        #"{"query":{"wildcard":{"t":"\#(String(repeating: "*a", count: 5000))"}}}"#,
        #"{"query":{"query_string":{"query":"\#(String(repeating: "a:", count: 50_000))"}}}"#,
        #"{"query":{"query_string":{"query":"\#(String(repeating: "(", count: 50_000))"}}}"#,
        #"{"query":{"simple_query_string":{"query":"\#(String(repeating: "(", count: 50_000))"}}}"#,
        #"{"query":{"range":{"d":{"gte":"9223372036854775807||/w","lt":"now+999999999y"}}}}"#,
        #"{"query":{"range":{"d":{"gte":"20","format":"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"}}}}"#,
        #"{"sort":[{"n":{"order":"asc","mode":"median"}},{"n":{"mode":"avg"}}]}"#,
        #"{"highlight":{"fields":{"t":{"number_of_fragments":-3,"fragment_size":-1}}},"query":{"match":{"t":"a"}}}"#,
        #"{"aggs":{"a":{"date_histogram":{"field":"d","fixed_interval":"1d","missing":1e300}}}}"#,
        #"{"aggs":{"a":{"histogram":{"field":"n","interval":1e-320}}}}"#,
        #"{"aggs":{"a":{"percentiles":{"field":"f","percents":[-5,1e300]}}}}"#,
        #"{"size":1e300}"#, #"{"from":-1}"#, #"{"terminate_after":-1}"#, #"{"track_total_hits":-7}"#,
        #"{"search_after":[1]}"#, #"{"query":[]}"#, #"{"aggs":{"a":{}}}"#, "[]", "null", "7", "{",
        #"{"query":\#(String(repeating: #"{"bool":{"must":"#, count: 55))\#(String(repeating: "}}", count: 55))}"#,
    ]

    @Test(arguments: bodies) func searchesAreAnswered(_ body: String) async throws {
        let domain = try await domain()
        let answer = try await domain.send("POST", "/i/_search", body)
        // 503 is for too many buckets.
        #expect([200, 400, 501, 503].contains(answer.status), "\(answer.status) \(answer.body.jsonText())")
    }

    @Test func pathsOfFiltersDoNotMultiply() async throws {
        let domain = try await domain()
        let path = String(repeating: "**.", count: 60) + "x"
        #expect(try await domain.send("GET", "/i/_search?filter_path=\(path)").status == 200)
    }

    @Test func gramsStayWithinTheText() async throws {
        let domain = try await domain()
        let body = #"{"tokenizer":{"type":"ngram","min_gram":-5,"max_gram":999999999},"text":"abc"}"#
        #expect(try await domain.ok("POST", "/_analyze", body)["tokens"]?.list?.count == 6)
    }

    @Test func versionsDoNotOverflow() async throws {
        let domain = try await domain()
        try await domain.ok("PUT", "/i/_doc/9?version=9223372036854775807&version_type=external", "{}")
        #expect(try await domain.send("PUT", "/i/_doc/9", "{}").status == 200)
        #expect(
            try await domain.send("PUT", "/j", #"{"settings":{"number_of_replicas":9223372036854775807}}"#).status
                == 400)
    }

    /// Requests with bytes changed at random: errors, but of the request's own.
    @Test func changedRequestsAreAnswered() async throws {
        let domain = try await domain()
        let stream = domain.world.stream(named: "tests.hostile")
        for round in 0..<400 {
            var bytes = Array(SearchTests.queries[round % SearchTests.queries.count].0.utf8)
            for _ in 0..<(1 + stream.next(below: 3)) {
                bytes[stream.next(below: bytes.count)] = UInt8(32 + stream.next(below: 95))
            }
            let body = #"{"query":\#(String(decoding: bytes, as: UTF8.self))}"#
            let answer = try await domain.send("POST", "/i/_search", body)
            #expect(answer.status != 500, "\(body)")
        }
    }
}
