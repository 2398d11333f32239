import AWSCore
import OpenSearchEmulator
import Testing

/// What a `knn_vector` field may say, in the words of the k-NN plugin (KNNVectorFieldMapper, resolvers, methods).
@Suite struct VectorMappingTests {
    private func answer(
        _ field: String, _ settings: String = #""index.knn":true"#, _ flavor: OpenSearchSettings.Flavor = .managed
    ) async throws -> (status: Int, body: Document) {
        let domain = try Domain(flavor)
        let body = #"{"settings":{\#(settings)},"mappings":{"properties":{"v":{"type":"knn_vector",\#(field)}}}}"#
        return try await domain.send("PUT", "/v", body)
    }

    static let good = [
        #""dimension":2"#, #""dimension":"2""#, #""dimension":16000,"space_type":"innerproduct""#,
        #""dimension":2,"data_type":"byte","method":{"name":"hnsw","engine":"lucene","space_type":"cosinesimil"}"#,
        #""dimension":16,"data_type":"binary","space_type":"hamming""#, #""dimension":8,"data_type":"binary""#,
        #""dimension":2,"mode":"on_disk","compression_level":"16x""#, #""dimension":2,"compression_level":"4x""#,
        #""dimension":2,"mode":"in_memory""#,
        #""dimension":2,"method":{"name":"hnsw","parameters":{"m":16,"ef_construction":512,"ef_search":100}}"#,
        #""dimension":2,"method":{"name":"hnsw","parameters":{"encoder":{"name":"sq","parameters":{"clip":true}}}}"#,
        #""dimension":2,"method":{"name":"hnsw","parameters":{"encoder":{"name":"binary","parameters":{"bits":2}}}}"#,
        #""dimension":2,"method":{"name":"flat"}"#,
        #""dimension":2,"method":{"name":"hnsw","engine":"lucene","parameters":{"encoder":{"name":"sq"}}}"#,
    ]

    @Test(arguments: good) func whatIsDocumentedIsTaken(_ field: String) async throws {
        let answer = try await answer(field)
        #expect(answer.status == 200, "\(answer.body.jsonText())")
    }

    static let bad: [(String, String, String)] = [
        (#""data_type":"float""#, "illegal_argument_exception", "Dimension value missing for vector: v"),
        (#""dimension":0"#, "illegal_argument_exception", "Dimension value must be greater than 0 for vector: v"),
        (#""dimension":null"#, "illegal_argument_exception", "Dimension cannot be null"),
        (
            #""dimension":"many""#, "illegal_argument_exception",
            "Unable to parse [dimension] from provided value [many] for vector [v]"
        ),
        (
            #""dimension":16001"#, "validation_exception",
            "Validation Failed: 1: Dimension value cannot be greater than 16000 for vector with engine: faiss;"
        ),
        (
            #""dimension":2,"data_type":"half""#, "illegal_argument_exception",
            "Invalid value provided for [data_type] field. Supported values are [binary,byte,float]"
        ),
        (
            #""dimension":12,"data_type":"binary""#, "validation_exception",
            "Validation Failed: 1: Dimension should be multiply of 8 for binary vector data type;"
        ),
        (
            #""dimension":2,"space_type":"manhattan""#, "illegal_argument_exception",
            "Unable to find space: manhattan . Valid values are: [l2, cosinesimil, l1, linf, innerproduct, hamming]"
        ),
        (
            #""dimension":2,"space_type":"l1""#, "validation_exception",
            #"Validation Failed: 1: "hnsw" with "faiss" configuration does not support space type: "l1".;"#
        ),
        (
            #""dimension":2,"space_type":"hamming""#, "illegal_argument_exception",
            "Space type [hamming] is not supported with [float] data type"
        ),
        (
            #""dimension":8,"data_type":"binary","space_type":"l2""#, "illegal_argument_exception",
            "Space type [l2] is not supported with [binary] data type"
        ),
        (
            #""dimension":2,"space_type":"l2","method":{"name":"hnsw","space_type":"innerproduct"}"#,
            "mapper_parsing_exception", #"Cannot specify conflicting space types: "[innerproduct]" "[l2]""#
        ),
        (
            #""dimension":2,"method":{"name":"hnsw","engine":"nmslib"}"#, "illegal_argument_exception",
            "nmslib engine is deprecated in OpenSearch  and cannot be used for new index creation in OpenSearch "
                + "from  3.0.0."
        ),
        (
            #""dimension":2,"method":{"name":"hnsw","engine":"annoy"}"#, "mapper_parsing_exception",
            "Invalid engine: annoy"
        ),
        (#""dimension":2,"method":{"engine":"faiss"}"#, "mapper_parsing_exception", "name needs to be set"),
        (#""dimension":2,"method":{"name":"tree"}"#, "illegal_argument_exception", "Invalid method name: tree"),
        (
            #""dimension":2,"method":{"name":"hnsw","m":16}"#, "mapper_parsing_exception", "Invalid parameter: m"
        ),
        (
            #""dimension":2,"method":{"name":"ivf","parameters":{"nlist":4}}"#, "validation_exception",
            #"Validation Failed: 1: "method" requires training.;"#
        ),
        (
            #""dimension":2,"method":{"name":"hnsw","parameters":{"encoder":{"name":"pq"}}}"#, "validation_exception",
            #"Validation Failed: 1: "method" requires training.;"#
        ),
        (
            #""dimension":2,"method":{"name":"hnsw","parameters":{"m":0,"ef_construction":"x","nlist":4}}"#,
            "validation_exception",
            "Validation Failed: 1: parameter validation failed for Integer parameter [m].;"
                + "2: value is not an instance of Integer for Integer parameter [ef_construction].;"
                + "3: Unknown parameter 'nlist' found;"
        ),
        (
            #""dimension":2,"method":{"name":"hnsw","parameters":{"encoder":{"name":"sq","parameters":{"clip":1}}}}"#,
            "validation_exception",
            "Validation Failed: 1: parameter validation failed for MethodComponentContext parameter [encoder].;"
        ),
        (
            #""dimension":2,"mode":"on_tape""#, "mapper_parsing_exception",
            "Unknown value [on_tape] for field [mode] - accepted values are [null, in_memory, on_disk]"
        ),
        (
            #""dimension":2,"data_type":"byte","mode":"on_disk""#, "mapper_parsing_exception",
            "Compression and mode cannot be used for non-float32 data type for field v"
        ),
        (
            #""dimension":2,"compression_level":"4x","method":{"name":"hnsw","engine":"faiss"}"#,
            "validation_exception", #"Validation Failed: 1: "faiss" does not support "4x" compression;"#
        ),
        (
            #""dimension":2,"compression_level":"8x","method":{"name":"hnsw","parameters":{"encoder":{"name":"sq"}}}"#,
            "validation_exception",
            "Validation Failed: 1: Cannot specify an encoder that conflicts with the provided compression level;"
        ),
    ]

    @Test(arguments: bad)
    func whatCannotBeIsRefused(_ field: String, _ type: String, _ words: String) async throws {
        let answer = try await answer(field)
        let error = answer.body["error"]
        #expect(answer.status == 400)
        #expect(error?["type"] == "mapper_parsing_exception")
        #expect(error?["reason"]?.string == "Failed to parse mapping [_doc]: \(words)")
        #expect(error?["caused_by"]?["type"]?.string == type)
    }

    @Test func withoutTheSettingThereAreNoMethods() async throws {
        let answer = try await answer(#""dimension":2,"method":{"name":"hnsw"}"#, #""index.number_of_replicas":0"#)
        #expect(
            answer.body["error"]?["reason"]?.string
                == "Failed to parse mapping [_doc]: Cannot set modelId or method parameters when index.knn setting is "
                + "false"
        )
        let domain = try Domain()
        try await domain.ok("PUT", "/f", #"{"mappings":{"properties":{"v":{"type":"knn_vector","dimension":2}}}}"#)
        let refusal = try await domain.send("POST", "/f/_search", #"{"query":{"knn":{"v":{"vector":[1,2],"k":1}}}}"#)
        #expect(refusal.body["error"]?["root_cause"]?[0]?["reason"] == "Field 'v' is not built for ANN search.")
    }

    /// Serverless vector collections have faiss and HNSW (developer guide, "Working with vector search collections").
    @Test(arguments: [("nmslib", "hnsw"), ("lucene", "hnsw"), ("faiss", "ivf")])
    func serverlessHasOneEngine(_ engine: String, _ method: String) async throws {
        let answer = try await answer(
            #""dimension":2,"method":{"name":"\#(method)","engine":"\#(engine)"}"#, #""index.knn":true"#, .serverless)
        #expect(answer.status == 400)
        #expect(
            answer.body["error"]?["reason"]?.string?.hasSuffix("is not supported in OpenSearch Serverless") ?? false)
    }

    static let settings: [(String, String)] = [
        (#""index.knn":"maybe""#, "Failed to parse value [maybe] as only [true] or [false] are allowed."),
        (
            #""index.knn":true,"index.knn.algo_param.ef_search":1"#,
            "Failed to parse value [1] for setting [index.knn.algo_param.ef_search] must be >= 2"
        ),
        (
            #""index.knn":true,"index.knn.advanced.approximate_threshold":-2"#,
            "Failed to parse value [-2] for setting [index.knn.advanced.approximate_threshold] must be >= -1"
        ),
        (
            #""index.knn.derived_source.enabled":true"#,
            #"Index setting "index.knn" must be true in order to enabled derived source"#
        ),
        (
            #""index.knn":true,"index.knn.algo_param.m":16"#,
            "unknown setting [index.knn.algo_param.m] please check that any required plugins are installed, or check "
                + "the breaking changes documentation for removed settings"
        ),
    ]

    @Test(arguments: settings) func settingsAreChecked(_ settings: String, _ words: String) async throws {
        let answer = try await answer(#""dimension":2"#, settings)
        #expect(answer.body["error"]?["reason"]?.string == words)
    }

    @Test func whatVectorsAreIsSaidOnce() async throws {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/v",
            #"{"settings":{"index.knn":true},"mappings":{"properties":{"v":{"type":"knn_vector","dimension":2}}}}"#)
        let refusal = try await domain.refusal(
            "PUT", "/v/_mapping", #"{"properties":{"v":{"type":"knn_vector","dimension":3}}}"#)
        #expect(
            refusal
                == "400 illegal_argument_exception: Mapper for [v] conflicts with existing mapper:\n\tCannot update "
                + "parameter [dimension] from [2] to [3]")
        let added = try await domain.refusal(
            "PUT", "/v/_mapping", #"{"properties":{"w":{"type":"knn_vector","dimension":0}}}"#)
        #expect(added == "400 illegal_argument_exception: Dimension value must be greater than 0 for vector: w")
    }

    /// A vector of bytes in base64, little endian, and one component without a list.
    @Test func vectorsHaveShortForms() async throws {
        let domain = try Domain()
        try await domain.ok(
            "PUT", "/v",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"v":{"type":"knn_vector","dimension":2},
            "b":{"type":"knn_vector","dimension":2,"data_type":"byte"}}}}
            """)
        // 1.0 and -2.0; 1 and -1.
        try await domain.index("v", [("1", #"{"v":"AACAPwAAAMA=","b":"Af8="}"#), ("2", #"{"v":[5,5],"b":[9,9]}"#)])
        #expect(try await domain.ids("v", #"{"query":{"knn":{"v":{"vector":[1,-2],"min_score":0.9}}}}"#) == ["1"])
        #expect(try await domain.ids("v", #"{"query":{"knn":{"b":{"vector":[1,-1],"min_score":0.9}}}}"#) == ["1"])
        let source = try await domain.ok("GET", "/v/_source/1")
        #expect(source["v"] == "AACAPwAAAMA=")
    }
}
