import AWSCore
import OpenSearchEmulator
import TestSupport
import Testing
import World

/// Models that are trained, and the fields that name them.
///
/// Source: OpenSearch documentation, "k-NN API" and "Approximate k-NN search", "Building a k-NN index from a model";
/// the words are those of the k-NN plugin's RestTrainModelHandler, TrainingModelRequest, ModelDao and
/// KNNVectorFieldMapper.
@Suite struct ModelTests {
    private static let method = #""method":{"name":"ivf","engine":"faiss","parameters":{"nlist":4,"nprobes":2}}"#
    private static let source = #""training_index":"train","training_field":"v""#
    private static let path = "/_plugins/_knn/models/m"

    /// A domain with ten vectors to learn from.
    private func domain(_ configuration: WorldConfiguration = WorldConfiguration()) async throws -> Domain {
        let domain = try Domain(.managed, configuration)
        try await domain.ok(
            "PUT", "/train",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"t":{"type":"text"},
            "v":{"type":"knn_vector","dimension":2}}}}
            """)
        try await domain.index("train", (0..<10).map { ("\($0)", #"{"v":[\#($0),1]}"#) })
        return domain
    }

    private func train(_ domain: Domain, _ members: String? = nil, path: String = path) async throws -> Document {
        let members = members ?? #"\#(Self.source),"dimension":2,"description":"of ten",\#(Self.method)"#
        return try await domain.ok("POST", "\(path)/_train", "{\(members)}")
    }

    @Test func aModelIsTrainedInTime() async throws {
        let domain = try await domain()
        #expect(try await train(domain) == ["model_id": "m"])
        let before = try await domain.ok("GET", Self.path)
        #expect(before["state"] == "training")
        #expect(before["model_blob"] == "")
        await domain.world.advance(by: .seconds(5))
        let after = try await domain.ok("GET", Self.path)
        let names = [
            "model_id", "model_blob", "state", "timestamp", "description", "error", "space_type", "dimension", "engine",
            "training_node_assignment", "model_definition", "data_type", "model_version",
        ]
        #expect(after.object?.entries.map(\.name) == names)
        #expect(after["state"] == "created")
        #expect(after["description"] == "of ten")
        #expect(after["error"] == "")
        #expect(after["space_type"] == "l2")
        #expect(after["dimension"] == 2)
        #expect(after["engine"] == "faiss")
        #expect(after["model_definition"]?.jsonText() == #"{"name":"ivf","parameters":{"nlist":4,"nprobes":2}}"#)
        #expect(after["model_blob"]?.string?.isEmpty == false)
        let part = try await domain.ok("GET", Self.path + "?filter_path=model_id,state")
        #expect(part.jsonText() == #"{"model_id":"m","state":"created"}"#)
        #expect(try await domain.ok("GET", "/_plugins/_knn/stats/model_index_status")["model_index_status"] == "GREEN")
    }

    @Test func aModelGetsAnID() async throws {
        let domain = try await domain()
        let answer = try await train(domain, path: "/_plugins/_knn/models")
        let id = try #require(answer["model_id"]?.string)
        #expect(id.count == 22)
        #expect(try await domain.ok("GET", "/_plugins/_knn/models/\(id)")["state"] == "training")
    }

    @Test func tooFewVectorsFail() async throws {
        let domain = try await domain()
        _ = try await train(
            domain, #"\#(Self.source),"dimension":2,"max_training_vector_count":3,\#(Self.method)"#)
        await domain.world.advance(by: .seconds(5))
        let model = try await domain.ok("GET", Self.path)
        #expect(model["state"] == "failed")
        #expect(
            model["error"]?.string
                == "Failed to execute training. Number of training points (3) should be at least as large as number of "
                + "clusters (4)"
        )
        #expect(model["model_blob"] == "")
        let stats = try await domain.ok("GET", "/_plugins/_knn/stats/training_requests,training_errors")
        #expect(
            stats["nodes"]?.object?.entries.first?.value.jsonText() == #"{"training_requests":1,"training_errors":1}"#)
    }

    static let refused: [(String, String)] = [
        (
            #""dimension":2,"training_index":"train","training_field":"v""#,
            #"illegal_argument_exception: At least "[method]", "[mode]" or "[compression_level]" needs to be set"#
        ),
        (#"\#(source),\#(method)"#, #"illegal_argument_exception: Request did not set "dimension."#),
        (
            #""training_field":"v","dimension":2,\#(method)"#,
            #"illegal_argument_exception: Request did not set "training_index."#
        ),
        (
            #"\#(source),"dimension":2,"nlist":4,\#(method)"#,
            #"illegal_argument_exception: Unable to parse token. "nlist" is not a valid parameter."#
        ),
        (
            #"\#(source),"dimension":2,"description":"a,b",\#(method)"#,
            "illegal_argument_exception: Model description cannot contain any commas: ','"
        ),
        (
            #"\#(source),"dimension":2,"max_training_vector_count":0,\#(method)"#,
            "illegal_argument_exception: Maximum vector count 0 is invalid. Maximum vector count must be greater than 0"
        ),
        (
            #"\#(source),"dimension":2,"search_size":10001,\#(method)"#,
            "illegal_argument_exception: Search size 10001 is invalid. Search size must be between 0 and 10,000"
        ),
        (
            #"\#(source),"dimension":3,\#(method)"#,
            "action_request_validation_exception: Validation Failed: 1: Field \"v\" has dimension 2, which is "
                + "different from dimension specified in the training request: 3;"
        ),
        (
            #""training_index":"train","training_field":"t","dimension":2,\#(method)"#,
            "action_request_validation_exception: Validation Failed: 1: Field \"t\" is not of type knn_vector.;"
        ),
        (
            #""training_index":"nope","training_field":"v","dimension":2,\#(method)"#,
            "action_request_validation_exception: Validation Failed: 1: Index \"nope\" does not exist.;"
        ),
        (
            #"\#(source),"dimension":2,"method":{"name":"hnsw","engine":"faiss"}"#,
            "action_request_validation_exception: Validation Failed: 1: Method does not require training.;"
        ),
        (
            #"\#(source),"dimension":2,"method":{"name":"ivf","parameters":{"nlist":0,"lists":1}}"#,
            "action_request_validation_exception: Validation Failed: 1: parameter validation failed for Integer "
                + "parameter [nlist].;2: Unknown parameter 'lists' found;"
        ),
        (
            #"\#(source),"dimension":2,"#
                + #""method":{"name":"ivf","parameters":{"encoder":{"name":"pq","parameters":{"code_size":8,"m":1}}}}"#,
            "validation_exception: Validation Failed: 1: Number of training points should be greater than 256;"
        ),
    ]

    @Test(arguments: refused) func whatCannotBeTrainedIsRefused(_ members: String, _ words: String) async throws {
        let domain = try await domain()
        #expect(try await domain.refusal("POST", Self.path + "/_train", "{\(members)}") == "400 \(words)")
        // Nothing has begun.
        #expect(
            try await domain.refusal("GET", Self.path)
                == "404 index_not_found_exception: no such index [.opensearch-knn-models]")
    }

    @Test func oneIsTrainedAtATime() async throws {
        let domain = try await domain()
        _ = try await train(domain)
        let body = #"{\#(Self.source),"dimension":2,\#(Self.method)}"#
        #expect(
            try await domain.refusal("POST", "/_plugins/_knn/models/n/_train", body)
                == "400 validation_exception: Validation Failed: 1: Cluster does not have capacity to train;")
        #expect(
            try await domain.refusal("POST", Self.path + "/_train", body)
                == "400 action_request_validation_exception: Validation Failed: 1: Model with id=\"m\" already exists;")
        #expect(
            try await domain.refusal("DELETE", Self.path)
                == "409 delete_model_exception: Cannot delete model [m]. Model is still in training")
    }

    @Test func modelsAreDeleted() async throws {
        let domain = try await domain()
        #expect(
            try await domain.refusal("DELETE", Self.path)
                == "404 resource_not_found_exception: Cannot delete model [m]. Model index [.opensearch-knn-models] "
                + "does not exist")
        _ = try await train(domain)
        await domain.world.advance(by: .seconds(5))
        #expect(try await domain.ok("DELETE", Self.path).jsonText() == #"{"model_id":"m","result":"deleted"}"#)
        #expect(try await domain.refusal("GET", Self.path) == "404 resource_not_found_exception: m")
        #expect(
            try await domain.refusal("DELETE", Self.path)
                == "404 resource_not_found_exception: Unable to delete model [m]. Model does not exist")
    }

    @Test func modelsAreSearched() async throws {
        let domain = try await domain()
        for (id, lists) in [("a", 4), ("b", 50)] {
            _ = try await train(
                domain, #"\#(Self.source),"dimension":2,"method":{"name":"ivf","parameters":{"nlist":\#(lists)}}"#,
                path: "/_plugins/_knn/models/\(id)")
            await domain.world.advance(by: .seconds(5))
        }
        let search = "/_plugins/_knn/models/_search"
        let failed = try await domain.ok(
            "POST", search + "?_source_excludes=model_blob", #"{"query":{"term":{"state":"failed"}}}"#)
        #expect(failed["hits"]?["hits"]?.list?.map { $0["_id"]?.string } == ["b"])
        let hit = failed["hits"]?["hits"]?[0]
        #expect(hit?["_index"] == ".opensearch-knn-models")
        #expect(hit?["_source"]?["model_id"] == "b")
        #expect(hit?["_source"]?["model_blob"] == nil)
        #expect(try await domain.ok("GET", search)["hits"]?["total"]?["value"] == 2)
        #expect(
            try await domain.refusal("GET", search + "?size=1001")
                == "400 illegal_argument_exception: size must be between 1 and 1000 inclusive")
    }

    /// What a process that died was training will not be finished.
    @Test func trainingEndsWithTheProcess() async throws {
        let directory = TemporaryDirectory()
        let configuration = WorldConfiguration(storage: .directory(directory.path))
        let first = try await domain(configuration)
        _ = try await train(first)
        first.world.abandon()
        let second = try Domain(.managed, configuration)
        let model = try await second.ok("GET", Self.path)
        #expect(model["state"] == "failed")
        #expect(model["error"] == "Training failed to complete as cluster crashed")
        try second.world.close()
    }

    @Test func serverlessHasNoModels() async throws {
        let domain = try Domain(.serverless)
        for (method, path) in [("POST", Self.path + "/_train"), ("GET", Self.path), ("DELETE", Self.path)] {
            #expect(try await domain.send(method, path, method == "POST" ? "{}" : nil).status == 404)
        }
        let mapping = #"{"settings":{"index.knn":true},"mappings":{"properties":{"v":{"type":"knn_vector","#
        #expect(try await domain.send("PUT", "/i", mapping + #""model_id":"m"}}}}"#).status == 400)
    }

    // Fields.

    static let fields: [(String, String)] = [
        (#""model_id":"nope""#, "Model ID 'nope' is not created."),
        (
            #""model_id":"m","dimension":2"#,
            "Cannot specify both a modelId and dimension in the mapping: v"
        ),
        (
            #""model_id":"m","method":{"name":"hnsw"}"#,
            "Method and model can not be both specified in the mapping: v"
        ),
        (
            #""model_id":"m","space_type":"l2""#,
            "TopLevel Space type and model can not be both specified in the mapping"
        ),
        (
            #""model_id":"m","mode":"on_disk""#,
            "Compression and mode can not be specified in a model mapping configuration for field: v"
        ),
    ]

    @Test(arguments: fields) func fieldsAreRefused(_ field: String, _ words: String) async throws {
        let domain = try await domain()
        _ = try await train(domain)
        await domain.world.advance(by: .seconds(5))
        #expect(
            try await domain.refusal(
                "PUT", "/i",
                #"{"settings":{"index.knn":true},"mappings":{"properties":{"v":{"type":"knn_vector",\#(field)}}}}"#)
                == "400 mapper_parsing_exception: Failed to parse mapping [_doc]: \(words)")
    }

    /// Rows are sorted into lists, and a search looks in as many of them as it is told.
    @Test func searchesLookInLists() async throws {
        let directory = TemporaryDirectory()
        let configuration = WorldConfiguration(storage: .directory(directory.path))
        let first = try await domain(configuration)
        _ = try await train(
            first, #"\#(Self.source),"dimension":2,"method":{"name":"ivf","parameters":{"nlist":8}}"#)
        await first.world.advance(by: .seconds(5))
        try await first.ok(
            "PUT", "/i",
            #"{"settings":{"index.knn":true},"mappings":{"properties":{"v":{"type":"knn_vector","model_id":"m"}}}}"#)
        #expect(
            try await first.ok("GET", "/i/_mapping")["i"]?["mappings"]?["properties"]?["v"]?.jsonText()
                == #"{"type":"knn_vector","model_id":"m"}"#)
        let stream = first.world.stream(named: "tests.models")
        let vectors = (0..<5000).map { _ in [Float(stream.next(below: 1000)), Float(stream.next(below: 1000))] }
        try await first.index("i", vectors.enumerated().map { ("\($0.offset)", #"{"v":\#($0.element)}"#) })
        // The model may go: the index keeps what it was made by.
        try await first.ok("DELETE", Self.path)
        try first.world.close()

        let second = try Domain(.managed, configuration)
        func found(_ parameters: String) async throws -> Int {
            var found = 0
            for query in [[10, 10], [500, 490], [740, 260], [251, 999]] as [[Float]] {
                func distance(_ vector: [Float]) -> Float {
                    zip(vector, query).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                }
                let distances = vectors.map(distance)
                let tenth = distances.sorted()[9]
                let body = #"{"query":{"knn":{"v":{"vector":\#(query),"k":10\#(parameters)}}}}"#
                found += try await second.ids("i", body).count { distances[Int($0) ?? 0] <= tenth }
            }
            return found
        }
        #expect(try await found(#","method_parameters":{"nprobes":8}"#) == 40)
        let inOne = try await found("")
        #expect((12...40).contains(inOne), "of 40 were found in one list: \(inOne)")
        let refusal = try await second.send(
            "POST", "/i/_search", #"{"query":{"knn":{"v":{"vector":[1,2],"k":1,"method_parameters":{"ef_search":9}}}}}"#
        )
        #expect(
            refusal.body["error"]?["root_cause"]?[0]?["reason"]?.string
                == "Parameters not valid for [FAISS]:[ivf]:[k] combination: [Validation Failed: 1: Unknown parameter "
                + "'ef_search' found;]")
        try second.world.close()
    }
}
