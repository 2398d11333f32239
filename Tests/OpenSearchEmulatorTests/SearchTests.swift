import AWSCore
import AWSOpenSearch
import OpenSearchEmulator
import Testing
import World

@Suite struct SearchTests {
    static let books: [(id: String, source: Document)] = [
        (
            "1",
            [
                "title": "The quick brown fox", "year": 2001, "price": 9.5, "genre": "tale", "published": "2001-01-15",
                "authors": [["name": "ann", "age": 30], ["name": "bob", "age": 60]],
            ]
        ),
        (
            "2",
            [
                "title": "A slow brown dog", "year": 2005, "price": 20, "genre": ["tale", "fact"],
                "published": "2005-03-01", "authors": [["name": "ann", "age": 60]],
            ]
        ),
        (
            "3",
            [
                "title": "Quick recipes for slow days", "year": 2010, "price": 5.25, "genre": "fact",
                "published": "2010-12-31T23:00:00Z",
            ]
        ),
        ("4", ["title": "Foxes and hounds", "year": 2010, "genre": "fact"]),
    ]

    private func library() async throws -> Domain {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/b",
            """
            {"mappings":{"properties":{"title":{"type":"text","fields":{"raw":{"type":"keyword"}}},
            "year":{"type":"integer"},
            "price":{"type":"float"},"genre":{"type":"keyword"},"published":{"type":"date"},
            "authors":{"type":"nested","properties":{"name":{"type":"keyword"},"age":{"type":"integer"}}}}}}
            """)
        try await domain.index("b", Self.books.map { (id: $0.id, source: $0.source.jsonText()) })
        return domain
    }

    static let queries: [(String, [String])] = [
        (#"{"match":{"title":"quick fox"}}"#, ["1", "3"]),
        (#"{"match":{"title":{"query":"quick slow","operator":"and"}}}"#, ["3"]),
        (#"{"match_phrase":{"title":"brown fox"}}"#, ["1"]),
        (#"{"match_phrase":{"title":{"query":"quick fox","slop":1}}}"#, ["1"]),
        (#"{"match_phrase_prefix":{"title":"slow d"}}"#, ["3"]),
        (#"{"match":{"title":{"query":"quikc","fuzziness":"AUTO"}}}"#, ["1", "3"]),
        (#"{"term":{"genre":"tale"}}"#, ["1", "2"]),
        (#"{"terms":{"year":[2001,2005]}}"#, ["1", "2"]),
        (#"{"range":{"year":{"gt":2001,"lte":2010}}}"#, ["2", "3", "4"]),
        (#"{"range":{"published":{"gte":"2005","lt":"2010-12-31||+1d/d"}}}"#, ["2", "3"]),
        (#"{"term":{"published":"2001-01-15"}}"#, ["1"]),
        (#"{"exists":{"field":"price"}}"#, ["1", "2", "3"]),
        (#"{"prefix":{"title.raw":"The"}}"#, ["1"]),
        (#"{"wildcard":{"title":"f?x*"}}"#, ["1", "4"]),
        (#"{"regexp":{"title":"fox(es)?"}}"#, ["1", "4"]),
        (#"{"ids":{"values":["4","1"]}}"#, ["1", "4"]),
        (#"{"bool":{"must":{"match":{"title":"slow"}},"must_not":{"term":{"genre":"tale"}}}}"#, ["3"]),
        (
            #"{"bool":{"should":[{"term":{"genre":"fact"}},{"term":{"year":2005}}],"minimum_should_match":2}}"#,
            ["2"]
        ),
        (#"{"query_string":{"query":"title:(quick OR dog) AND -genre:fact"}}"#, ["1"]),
        (#"{"query_string":{"query":"year:[2005 TO 2010}"}}"#, ["2"]),
        (#"{"simple_query_string":{"query":"\"brown fox\" | hounds","fields":["title"]}}"#, ["1", "4"]),
        (
            #"{"nested":{"path":"authors","query":{"bool":{"must":[{"term":{"authors.name":"ann"}},"#
                + #"{"range":{"authors.age":{"gt":50}}}]}}}}"#,
            ["2"]
        ),
    ]

    @Test(arguments: queries)
    func queriesFind(_ query: String, _ expected: [String]) async throws {
        let domain = try await library()
        let found = try await domain.ids("b", #"{"query":\#(query),"size":100}"#)
        #expect(found.sorted() == expected, "\(query)")
    }

    static let badSearches: [(String, Int, String?)] = [
        (#"{"query":{"nope":{}}}"#, 400, "unknown query [nope]"),
        (#"{"query":{"bool":{"musty":[]}}}"#, 400, "[bool] query does not support [musty]"),
        (#"{"query":{"match_all":{}},"nope":1}"#, 400, "Unknown key for a VALUE_NUMBER in [nope]."),
        (#"{"query":{"script":{"script":"x"}}}"#, 501, "KASS does not emulate the query [script] of OpenSearch"),
        (#"{"sort":"title"}"#, 400, nil),
        (#"{"from":9999,"size":2}"#, 400, nil),
    ]

    @Test(arguments: badSearches)
    func badSearchesAreRefused(_ body: String, _ status: Int, _ words: String?) async throws {
        let domain = try await library()
        let answer = try await domain.send("POST", "/b/_search", body)
        #expect(answer.status == status, "\(answer.body.jsonText())")
        if let words { #expect(answer.body["error"]?["root_cause"]?[0]?["reason"]?.string == words) }
    }

    @Test func hitsAreSortedAndPaged() async throws {
        let domain = try await library()
        let body = #"{"sort":[{"year":"desc"},{"price":{"order":"asc","missing":"_first"}}],"size":2}"#
        let first = try await domain.ok("POST", "/b/_search", body)
        let hits = first["hits"]?["hits"]?.list ?? []
        #expect(hits.map { $0["_id"]?.string } == ["4", "3"])
        let after = Document.list(hits[1]["sort"]?.list ?? []).jsonText()
        #expect(
            try await domain.ids("b", String(body.dropLast()) + #","search_after":\#(after)}"#) == ["2", "1"])
    }

    @Test func wordsAreMarked() async throws {
        let domain = try await library()
        let answer = try await domain.ok(
            "POST", "/b/_search",
            #"{"query":{"match":{"title":"fox"}},"highlight":{"fields":{"title":{}}},"_source":["ye*"]}"#)
        let hit = answer["hits"]?["hits"]?[0]
        #expect(hit?["highlight"]?["title"]?[0] == "The quick brown <em>fox</em>")
        #expect(hit?["_source"] == ["year": 2001])
    }

    @Test func bucketsAndMetricsAreComputed() async throws {
        let domain = try await library()
        let answer = try await domain.ok(
            "POST", "/b/_search",
            """
            {"size":0,"aggs":{"genres":{"terms":{"field":"genre"},"aggs":{"price":{"avg":{"field":"price"}}}},
            "years":{"histogram":{"field":"year","interval":5}},
            "months":{"date_histogram":{"field":"published","calendar_interval":"year","min_doc_count":1}},
            "cheap":{"filter":{"range":{"price":{"lt":10}}}},"stats":{"stats":{"field":"price"}},
            "people":{"nested":{"path":"authors"},"aggs":{"ages":{"max":{"field":"authors.age"}}}}}}
            """)
        let aggregations = answer["aggregations"]
        let genres = aggregations?["genres"]?["buckets"]?.list ?? []
        #expect(genres.map { $0["key"]?.string } == ["fact", "tale"])
        #expect(genres.map { $0["doc_count"]?.int } == [3, 2])
        #expect(genres[1]["price"]?["value"]?.double == 14.75)
        #expect(aggregations?["years"]?["buckets"]?.list?.map { $0["doc_count"]?.int } == [1, 1, 2])
        let months = aggregations?["months"]?["buckets"]?.list ?? []
        #expect(months.first?["key_as_string"] == "2001-01-01T00:00:00.000Z")
        #expect(months.count == 3)
        #expect(aggregations?["cheap"]?["doc_count"] == 2)
        #expect(aggregations?["stats"]?["sum"]?.double == 34.75)
        #expect(aggregations?["people"]?["doc_count"] == 3)
        #expect(aggregations?["people"]?["ages"]?["value"]?.double == 60)
    }

    @Test func hybridScoresAreCombined() async throws {
        let domain = try await library()
        try await domain.ok(
            "PUT", "/_search/pipeline/p",
            """
            {"phase_results_processors":[{"normalization-processor":{"normalization":{"technique":"min_max"},
            "combination":{"technique":"arithmetic_mean","parameters":{"weights":[0.3,0.7]}}}}]}
            """)
        let body = #"{"query":{"hybrid":{"queries":[{"term":{"genre":"tale"}},{"match":{"title":"hounds"}}]}}}"#
        let hits = try await domain.ok("POST", "/b/_search?search_pipeline=p", body)["hits"]?["hits"]?.list ?? []
        // A query whose hits are all alike scores 1 for each.
        #expect(hits.map { $0["_id"]?.string } == ["4", "1", "2"])
        #expect(abs((hits[0]["_score"]?.double ?? 0) - 0.7) < 1e-6)
        #expect(abs((hits[1]["_score"]?.double ?? 0) - 0.3) < 1e-6)
    }

    @Test func namedQueriesSayWhatMatched() async throws {
        let domain = try await library()
        let answer = try await domain.ok(
            "POST", "/b/_search",
            """
            {"query":{"bool":{"should":[{"term":{"genre":{"value":"tale","_name":"g"}}},
            {"match":{"title":{"query":"dog","_name":"t"}}}]}}}
            """
        )
        #expect(answer["hits"]?["hits"]?[0]?["matched_queries"] == ["g", "t"])
    }

    @Test func typedClientReadsTheSame() async throws {
        let domain = try await library()
        let output = try await domain.client.search(
            .init(index: "b", body: ["query": ["term": ["genre": "fact"]], "size": 2]))
        #expect(output.hits.total == .init(value: 3))
        #expect(output.hits.hits.map(\.id) == ["2", "3"] || output.hits.hits.count == 2)
        #expect(output.hits.hits.first?.source?["title"] != nil)
        await #expect(throws: OpenSearchError.self) { try await domain.client.search(.init(index: "none")) }
    }

    /// Source: OpenSearch's own REST tests, `search/95_search_after_shard_doc`, `search/110_field_collapsing`,
    /// `search/50_multi_match`, `search.aggregation/220_filters_bucket`, `indices.create/10_basic`.
    @Test(arguments: [
        (
            #"{"sort":["_shard_doc"]}"#,
            "Validation Failed: 1: _shard_doc is only supported with point-in-time (PIT). Add a PIT or remove "
                + "_shard_doc.;"
        ),
        (
            #"{"collapse":{"field":"n"},"sort":["n","m"],"search_after":[25,10]}"#,
            "collapse field and sort field must be the same when use `collapse` in conjunction with `search_after`"
        ),
        (
            #"{"query":{"query_string":{"query":"red","fields":["a",null]}}}"#,
            "[query_string] field name in [fields] cannot be null"
        ),
        (#"{"aggs":{"f":{"filters":{"filters":[]}}}}"#, "[filters] cannot be empty."),
    ])
    func whatASearchCannotAskIsSaid(_ body: String, _ words: String) async throws {
        let domain = try Domain()
        try await domain.index("i", [("1", #"{"n":1,"m":2}"#)])
        let answer = try await domain.send("POST", "/i/_search", body)
        #expect(answer.status == 400)
        #expect(answer.body["error"]?["root_cause"]?[0]?["reason"]?.string == words)
    }

    @Test func fieldsHaveNames() async throws {
        let domain = try Domain()
        #expect(
            try await domain.refusal("PUT", "/i", #"{"mappings":{"properties":{"":{"type":"keyword"}}}}"#)
                == "400 mapper_parsing_exception: Failed to parse mapping [_doc]: name cannot be empty string")
    }
}
