import AWSCore
import AWSOpenSearch
import OpenSearchEmulator
import Testing
import World

/// Scores of nearest neighbours, by the formulas that OpenSearch documents.
@Suite struct VectorTests {
    private func domain(_ space: String, engine: String = "faiss", dataType: String = "float", dimension: Int = 2)
        async throws -> Domain
    {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/v",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"tag":{"type":"keyword"},"v":{"type":"knn_vector",
            "dimension":\(dimension),"data_type":"\(dataType)",
            "method":{"name":"hnsw","engine":"\(engine)","space_type":"\(space)"}}}}}
            """)
        return domain
    }

    /// The query is (1, 0); the documents are a = (1, 0), b = (0, 2), c = (-3, 0).
    static let spaces: [(String, String, [String: Double])] = [
        // 1 / (1 + d²)
        ("l2", "faiss", ["a": 1.0, "b": 1.0 / 6, "c": 1.0 / 17]),
        // (1 + cos) / 2
        ("cosinesimil", "lucene", ["a": 1.0, "b": 0.5, "c": 0.0]),
        // 1 + p for p ≥ 0, 1 / (1 - p) below
        ("innerproduct", "faiss", ["a": 2.0, "b": 1.0, "c": 0.25]),
    ]

    @Test(arguments: spaces)
    func scoresFollowTheSpace(_ space: String, _ engine: String, _ expected: [String: Double]) async throws {
        let domain = try await domain(space, engine: engine)
        try await domain.index("v", [("a", #"{"v":[1,0]}"#), ("b", #"{"v":[0,2]}"#), ("c", #"{"v":[-3,0]}"#)])
        let answer = try await domain.ok("POST", "/v/_search", #"{"query":{"knn":{"v":{"vector":[1,0],"k":3}}}}"#)
        let hits = answer["hits"]?["hits"]?.list ?? []
        #expect(hits.count == 3)
        for hit in hits {
            let score = expected[hit["_id"]?.string ?? ""] ?? -1
            #expect(abs((hit["_score"]?.double ?? -2) - score) < 1e-6, "\(space) \(hit.jsonText())")
        }
    }

    @Test func hammingCountsBits() async throws {
        let domain = try await domain("hamming", dataType: "binary", dimension: 16)
        try await domain.index("v", [("a", #"{"v":[0,-1]}"#), ("b", #"{"v":[1,1]}"#)])
        let answer = try await domain.ok("POST", "/v/_search", #"{"query":{"knn":{"v":{"vector":[0,1],"k":2}}}}"#)
        let scores = (answer["hits"]?["hits"]?.list ?? []).map { $0["_score"]?.double ?? 0 }
        // One bit apart, and seven.
        #expect(scores == [0.5, 0.125])
    }

    @Test func filterComesBeforeTheCount() async throws {
        let domain = try await domain("l2")
        try await domain.index(
            "v",
            (0..<20).map { number in
                (id: "\(number)", source: #"{"v":[\#(number),0],"tag":"\#(number % 2 == 0 ? "even" : "odd")"}"#)
            })
        let query = #"{"query":{"knn":{"v":{"vector":[0,0],"k":3,"filter":{"term":{"tag":"odd"}}}}}}"#
        #expect(try await domain.ids("v", query) == ["1", "3", "5"])
        // Every score of at least 1 / (1 + 9).
        let near = #"{"query":{"knn":{"v":{"vector":[0,0],"min_score":0.1}}}}"#
        #expect(try await domain.ids("v", near) == ["0", "1", "2", "3"])
        let close = #"{"query":{"knn":{"v":{"vector":[0,0],"max_distance":4}}}}"#
        #expect(try await domain.ids("v", close) == ["0", "1", "2"])
    }

    @Test func equalScoresKeepTheOrderOfIndexing() async throws {
        let domain = try await domain("l2")
        try await domain.index("v", ["x", "b", "m", "a"].map { ($0, #"{"v":[1,1]}"#) })
        #expect(try await domain.ids("v", #"{"query":{"knn":{"v":{"vector":[1,1],"k":2}}}}"#) == ["x", "b"])
    }

    @Test func nestedVectorsFindTheirDocuments() async throws {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/n",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"parts":{"type":"nested","properties":{
            "v":{"type":"knn_vector","dimension":2}}}}}}
            """)
        try await domain.index(
            "n", [("a", #"{"parts":[{"v":[9,9]},{"v":[1,0]}]}"#), ("b", #"{"parts":[{"v":[5,5]}]}"#)])
        let query = """
            {"query":{"nested":{"path":"parts","score_mode":"max","query":{"knn":{"parts.v":{"vector":[1,0],"k":2}}}}}}
            """
        #expect(try await domain.ids("n", query) == ["a", "b"])
    }

    /// k counts documents, each by its nearest vector, unless all of their vectors are wanted (documentation, "Nested
    /// field search").
    @Test func nestedVectorsCountByDocument() async throws {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/n",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"tag":{"type":"keyword"},
            "parts":{"type":"nested","properties":{"v":{"type":"knn_vector","dimension":2}}}}}}
            """)
        try await domain.index(
            "n",
            [
                ("a", #"{"tag":"x","parts":[{"v":[1,0]},{"v":[2,0]},{"v":[3,0]}]}"#),
                ("b", #"{"tag":"y","parts":[{"v":[5,0]}]}"#), ("c", #"{"tag":"y","parts":[{"v":[9,0]}]}"#),
            ])
        func scores(_ more: String) async throws -> [String: Double] {
            let body = """
                {"query":{"nested":{"path":"parts","score_mode":"sum","query":{"knn":{"parts.v":
                {"vector":[1,0],"k":2\(more)}}}}}}
                """
            let hits = try await domain.ok("POST", "/n/_search", body)["hits"]?["hits"]?.list ?? []
            return Dictionary(uniqueKeysWithValues: hits.map { ($0["_id"]?.string ?? "", $0["_score"]?.double ?? 0) })
        }
        let nearest = try await scores("")
        #expect(nearest.keys.sorted() == ["a", "b"] && nearest["a"] == 1)
        let expanded = try await scores(#","expand_nested_docs":true"#)
        // 1, 1 / (1 + 1) and 1 / (1 + 4).
        #expect(abs((expanded["a"] ?? 0) - 1.7) < 1e-6)
        let filtered = try await scores(#","filter":{"term":{"tag":"y"}}"#)
        #expect(filtered.keys.sorted() == ["b", "c"])
    }

    /// Components are rounded to 16 bits, as faiss keeps them.
    @Test func halvesAreRounded() async throws {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/h",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"v":{"type":"knn_vector","dimension":2,
            "space_type":"innerproduct","method":{"name":"hnsw","parameters":{"encoder":{"name":"sq"}}}}}}}
            """)
        let refusal = try await domain.send("PUT", "/h/_doc/1", #"{"v":[65505,0]}"#)
        #expect(
            refusal.body["error"]?["caused_by"]?["reason"]?.string
                == "encoder name is set as [sq] and type is set as [fp16] in index mapping. But, KNN vector values are "
                + "not within in the FP16 range [-65504.000000, 65504.000000]")
        // 2049 lies between two numbers of eleven bits, and is rounded to the even one.
        try await domain.index("h", [("a", #"{"v":[2049,0]}"#)])
        let hits = try await domain.ok("POST", "/h/_search", #"{"query":{"knn":{"v":{"vector":[1,0],"k":1}}}}"#)
        #expect(hits["hits"]?["hits"]?[0]?["_score"]?.double == 2049)
    }

    static let badVectors: [(String, String)] = [
        (#"{"v":[1]}"#, "Vector dimension mismatch. Expected: 2, Given: 1"),
        (#"{"v":[1,"x"]}"#, "For input string: \"x\""),
        (#"{"v":3}"#, "Vector dimension mismatch. Expected: 2, Given: 1"),
        (
            #"{"v":"AACAPwA="}"#,
            "Base64 encoded vector for field [v] has invalid byte length [5], must be a multiple of 4 (float size)"
        ),
        (#"{"v":[1e39,0]}"#, "KNN vector values cannot be infinity"),
    ]

    @Test(arguments: badVectors)
    func badVectorsAreRefused(_ source: String, _ words: String) async throws {
        let domain = try await domain("l2")
        let answer = try await domain.send("PUT", "/v/_doc/1", source)
        #expect(answer.status == 400)
        #expect(answer.body["error"]?["type"] == "mapper_parsing_exception")
        #expect(answer.body["error"]?["caused_by"]?["reason"]?.string == words)
    }

    /// The words of the k-NN plugin's KNNQueryBuilder and its parsers.
    static let badQueries: [(String, String)] = [
        (
            #"{"knn":{"v":{"vector":[1,0,0],"k":1}}}"#,
            "Query vector has invalid dimension: 3. Dimension should be: 2"
        ),
        (#"{"knn":{"v":{"vector":[1,0],"k":0}}}"#, "[knn] requires k to be in the range (0, 10000]"),
        (#"{"knn":{"v":{"vector":[1,0],"k":10001}}}"#, "[knn] requires k to be in the range (0, 10000]"),
        (#"{"knn":{"v":{"vector":[1,0]}}}"#, "[knn] requires exactly one of k, distance or score to be set"),
        (
            #"{"knn":{"v":{"vector":[1,0],"k":1,"min_score":0.5}}}"#,
            "[knn] requires exactly one of k, distance or score to be set"
        ),
        (#"{"knn":{"v":{"vector":[1,0],"min_score":0}}}"#, "[knn] requires minScore to be greater than 0"),
        (
            #"{"knn":{"v":{"vector":[1,0],"min_score":2}}}"#,
            "[knn] requires score to be in the range [0, 1] for space type: L2"
        ),
        (
            #"{"knn":{"v":{"vector":[1,0],"max_distance":-1}}}"#,
            "[knn] requires distance to be non-negative for space type: L2"
        ),
        (#"{"knn":{"v":{"vector":[],"k":1}}}"#, "[knn] field 'vector' requires to be non-null and non-empty"),
        (#"{"knn":{"v":{"k":1}}}"#, "[knn] requires query vector"),
        (#"{"knn":{"tag":{"vector":[1,0],"k":1}}}"#, "Field 'tag' is not knn_vector type."),
        (
            #"{"knn":{"v":{"vector":[1,0],"k":1,"method_parameters":{"nprobes":3}}}}"#,
            "Parameters not valid for [FAISS]:[hnsw]:[k] combination: "
                + "[Validation Failed: 1: Unknown parameter 'nprobes' found;]"
        ),
        (
            #"{"knn":{"v":{"vector":[1,0],"k":1,"method_parameters":{"ef_search":0}}}}"#,
            "[knn] errors in method parameter "
                + "[Validation Failed: 1: Validation Failed: 1: ef_search should be greater than 0;;]"
        ),
        (
            #"{"knn":{"v":{"vector":[1,0],"k":1,"rescore":{"oversample_factor":0.5}}}}"#,
            "[knn] errors in rescore parameter "
                + "[Validation Failed: 1: Oversample factor [0.500000] cannot be less than [1.000000];]"
        ),
        (
            #"{"knn":{"v":{"vector":[1,0],"k":1,"rescore":{"oversample_factor":101}}}}"#,
            "[knn] errors in rescore parameter "
                + "[Validation Failed: 1: Oversample factor [101.000000] cannot be more than [100.000000];]"
        ),
    ]

    @Test(arguments: badQueries)
    func badQueriesAreRefused(_ query: String, _ words: String) async throws {
        let domain = try await domain("l2")
        let answer = try await domain.send("POST", "/v/_search", #"{"query":\#(query)}"#)
        #expect(answer.status == 400)
        #expect(answer.body["error"]?["root_cause"]?[0]?["reason"]?.string == words)
    }

    /// The kernels that take eight components at a time, against the definition, at lengths around
    /// one lane and two.
    @Test func everyLengthIsCompared() async throws {
        for dimension in [1, 7, 8, 9, 15, 16, 17, 31, 33] {
            let domain = try await domain("l2", dimension: dimension)
            let stream = domain.world.stream(named: "tests.vectors")
            let vectors = (0..<5).map { _ in (0..<dimension).map { _ in Float(stream.next(below: 100)) } }
            try await domain.index(
                "v", vectors.enumerated().map { number, vector in (id: "\(number)", source: #"{"v":\#(vector)}"#) })
            let query = #"{"query":{"knn":{"v":{"vector":\#(vectors[0]),"k":5}}}}"#
            let answer = try await domain.ok("POST", "/v/_search", query)
            for hit in answer["hits"]?["hits"]?.list ?? [] {
                let vector = vectors[Int(hit["_id"]?.string ?? "") ?? 0]
                let distance = zip(vector, vectors[0]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                #expect(abs((hit["_score"]?.double ?? 0) - Double(1 / (1 + distance))) < 1e-6)
            }
        }
    }
}
