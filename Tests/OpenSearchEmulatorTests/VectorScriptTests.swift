import AWSCore
import Testing

/// Exact nearest neighbours by scripts: the k-NN plugin's own, and formulas in Painless.
@Suite struct VectorScriptTests {
    private func domain() async throws -> Domain {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/v",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"tag":{"type":"keyword"},"bits":{"type":"long"},
            "v":{"type":"knn_vector","dimension":2},
            "c":{"type":"knn_vector","dimension":2,"space_type":"cosinesimil"},
            "h":{"type":"knn_vector","dimension":16,"data_type":"binary"}}}}
            """)
        try await domain.index(
            "v",
            [
                ("a", #"{"v":[1,0],"c":[1,0],"h":[0,-1],"bits":5,"tag":"x"}"#),
                ("b", #"{"v":[0,2],"c":[0,2],"h":[1,1],"bits":4,"tag":"x"}"#),
                ("c", #"{"v":[-3,0],"c":[-3,0],"h":[0,1],"bits":-1,"tag":"y"}"#), ("d", #"{"tag":"x"}"#),
            ])
        return domain
    }

    private func scores(_ domain: Domain, _ script: String, _ query: String = #"{"match_all":{}}"#) async throws
        -> [String: Double]
    {
        let body = #"{"size":10,"query":{"script_score":{"query":\#(query),"script":\#(script)}}}"#
        let answer = try await domain.ok("POST", "/v/_search", body)
        return Dictionary(
            uniqueKeysWithValues: (answer["hits"]?["hits"]?.list ?? []).map {
                ($0["_id"]?.string ?? "", $0["_score"]?.double ?? -1)
            })
    }

    private func expect(_ found: [String: Double], _ expected: [String: Double]) {
        #expect(found.keys.sorted() == expected.keys.sorted())
        for (id, score) in expected { #expect(abs((found[id] ?? -1) - score) < 1e-6, "\(id) \(found)") }
    }

    /// The query is (1, 0). Source: documentation, "Spaces"; a document without the field scores 0 (KNNScoreScript).
    static let spaces: [(String, String, [String: Double])] = [
        ("v", "l2", ["a": 1, "b": 1.0 / 6, "c": 1.0 / 17, "d": 0]),
        ("v", "cosinesimil", ["a": 1, "b": 0.5, "c": 0, "d": 0]),
        ("v", "innerproduct", ["a": 2, "b": 1, "c": 0.25, "d": 0]),
        ("v", "l1", ["a": 1, "b": 0.25, "c": 0.2, "d": 0]),
        ("v", "linf", ["a": 1, "b": 1.0 / 3, "c": 0.2, "d": 0]),
        // Whatever the space of the field is.
        ("c", "l2", ["a": 1, "b": 1.0 / 6, "c": 1.0 / 17, "d": 0]),
        ("c", "innerproduct", ["a": 2, "b": 1, "c": 0.25, "d": 0]),
    ]

    @Test(arguments: spaces)
    func theScriptScoresInAnySpace(_ field: String, _ space: String, _ expected: [String: Double]) async throws {
        let script = """
            {"lang":"knn","source":"knn_score",
            "params":{"field":"\(field)","query_value":[1,0],"space_type":"\(space)"}}
            """
        try await expect(scores(domain(), script), expected)
    }

    @Test func bitsAreCounted() async throws {
        let binary = """
            {"lang":"knn","source":"knn_score","params":{"field":"h","query_value":[0,1],"space_type":"hamming"}}
            """
        try await expect(scores(domain(), binary), ["a": 0.125, "b": 0.5, "c": 1, "d": 0])
        let whole = """
            {"lang":"knn","source":"knn_score","params":{"field":"bits","query_value":5,"space_type":"hammingbit"}}
            """
        // 5 ^ 4 has one bit, 5 ^ -1 has 62.
        try await expect(scores(domain(), whole), ["a": 1, "b": 0.5, "c": 1.0 / 63, "d": 0])
    }

    /// Bytes are numbers of any length (k-NN plugin, KNNScoringUtil, calculateHammingBit): what is shorter has zeros in
    /// front. Where a field has several, the first by their bytes counts.
    @Test func bitsOfBytesAreCounted() async throws {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/b",
            """
            {"mappings":{"properties":{"h":{"type":"binary","doc_values":true},"plain":{"type":"binary"}}}}
            """)
        // 0xFF00FF; the same but for one bit; 0xFF alone; two of them; none.
        let values = [
            ("a", #""/wD/""#), ("b", #""/wD+""#), ("c", #""/w==""#), ("d", #"["/wD/","AAAA"]"#), ("e", "null"),
        ]
        try await domain.index("b", values.map { ($0.0, #"{"h":\#($0.1),"plain":"AAAA"}"#) })
        func answer(_ field: String, _ value: String) -> String {
            #"{"query":{"script_score":{"query":{"match_all":{}},"script":{"lang":"knn","source":"knn_score","params":"#
                + #"{"field":"\#(field)","query_value":"\#(value)","space_type":"hammingbit"}}}}}"#
        }
        let hits = try await domain.ok("POST", "/b/_search", answer("h", "/wD/"))["hits"]?["hits"]?.list ?? []
        let scores = Dictionary(
            uniqueKeysWithValues: hits.map { ($0["_id"]?.string ?? "", $0["_score"]?.double ?? -1) })
        let expected = ["a": 1, "b": 0.5, "c": 1.0 / 9, "d": 1.0 / 17, "e": 0]
        for (id, score) in expected { #expect(abs((scores[id] ?? -1) - score) < 1e-6, "\(id)") }
        let refusal = try await domain.send("POST", "/b/_search", answer("plain", "AAAA"))
        #expect(
            refusal.body["error"]?["root_cause"]?[0]?["reason"]?.string
                == "Can't load fielddata on [plain] because fielddata is unsupported on fields of type [binary]. Use "
                + "doc values instead.")
        #expect(try await domain.send("PUT", "/b/_doc/f", #"{"h":"?"}"#).status == 400)
    }

    @Test func theQueryFiltersBefore() async throws {
        let script = """
            {"lang":"knn","source":"knn_score","params":{"field":"v","query_value":[1,0],"space_type":"l2"}}
            """
        let filter = #"{"bool":{"filter":[{"term":{"tag":"x"}},{"exists":{"field":"v"}}]}}"#
        try await expect(scores(domain(), script, filter), ["a": 1, "b": 1.0 / 6])
    }

    /// Source: documentation, "Painless scripting extensions"; the second is how LangChain asks.
    static let formulas: [(String, [String: Double])] = [
        ("1.0 + cosineSimilarity(params.query_value, doc[params.field])", ["a": 2, "b": 1, "c": 0]),
        ("(1.0 + cosineSimilarity(params.query_value, doc['v']))", ["a": 2, "b": 1, "c": 0]),
        ("1 / (1 + l2Squared(params.query_value, doc[params.field]))", ["a": 1, "b": 1.0 / 6, "c": 1.0 / 17]),
        ("return 1/(1 + l1Norm(params.query_value, doc['v']));", ["a": 1, "b": 0.25, "c": 0.2]),
        ("1/(1.0f + lInfNorm(params['query_value'], doc['v']))", ["a": 1, "b": 1.0 / 3, "c": 0.2]),
        ("4 + innerProduct(params.query_value, doc['v'])", ["a": 5, "b": 4, "c": 1]),
        ("params.weight * (1 + cosineSimilarity(params.query_value, doc['v'], 1.0f)) - -1", ["a": 5, "b": 3, "c": 1]),
    ]

    @Test(arguments: formulas)
    func formulasAreComputed(_ source: String, _ expected: [String: Double]) async throws {
        let script = #"{"source":"\#(source)","params":{"field":"v","query_value":[1,0],"weight":2}}"#
        try await expect(scores(domain(), script, #"{"exists":{"field":"v"}}"#), expected)
    }

    @Test func formulasAskForTheField() async throws {
        let source = "doc['v'].size() == 0 ? 0.5 : 1 / (1 + l2Squared(params.q, doc['v']))"
        let script = #"{"source":"\#(source)","params":{"q":[1,0]}}"#
        try await expect(scores(domain(), script), ["a": 1, "b": 1.0 / 6, "c": 1.0 / 17, "d": 0.5])
    }

    static let refusals: [(String, Int, String)] = [
        (#"{"lang":"knn","source":"nearest"}"#, 400, "Unknown script name nearest"),
        (#"{"lang":"knn","source":"knn_score","params":{"space_type":"l2"}}"#, 400, "Missing parameter [field]"),
        (
            #"{"lang":"knn","source":"knn_score","params":{"field":"v","query_value":[1,0],"space_type":"l3"}}"#, 400,
            "Invalid space type. Please refer to the available space types."
        ),
        (
            #"{"lang":"knn","source":"knn_score","params":{"field":"tag","query_value":[1,0],"space_type":"l2"}}"#, 400,
            "Incompatible field_type for l2 space. The field type must be knn_vector."
        ),
        (
            #"{"lang":"knn","source":"knn_score","params":{"field":"h","query_value":[1,0],"space_type":"l2"}}"#, 400,
            "Incompatible field_type for l2 space. The data type should be [FLOAT, BYTE] but got BINARY"
        ),
        (
            #"{"lang":"knn","source":"knn_score","params":{"field":"v","query_value":[1],"space_type":"l2"}}"#, 400,
            "Object's length=1 does not match the expected length=2."
        ),
        (
            #"{"source":"Math.log(2 + doc['likes'].value)"}"#, 501,
            "KASS does not emulate the script [Math.log(2 + doc['likes'].value)] of OpenSearch"
        ),
        (
            #"{"source":"1 / (1 + l2Squared(params.q, doc['v']"}"#, 400, "Missing parameter [q]"
        ),
        (
            #"{"lang":"expression","source":"1"}"#, 501,
            "KASS does not emulate scripts in the language [expression] of OpenSearch"
        ),
    ]

    @Test(arguments: refusals)
    func othersAreRefused(_ script: String, _ status: Int, _ words: String) async throws {
        let body = #"{"query":{"script_score":{"query":{"match_all":{}},"script":\#(script)}}}"#
        let answer = try await domain().send("POST", "/v/_search", body)
        #expect(answer.status == status)
        #expect(answer.body["error"]?["root_cause"]?[0]?["reason"]?.string == words)
    }
}
