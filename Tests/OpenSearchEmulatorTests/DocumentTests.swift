import AWSCore
import AWSOpenSearch
import OpenSearchEmulator
import TestSupport
import Testing
import World

@Suite struct DocumentTests {
    @Test func versionsCount() async throws {
        let domain = try Domain()
        let first = try await domain.send("PUT", "/i/_doc/1", #"{"a":1}"#)
        #expect(first.status == 201)
        #expect(first.body["result"] == "created")
        let second = try await domain.ok("PUT", "/i/_doc/1", #"{"a":2}"#)
        #expect(second["_version"] == 2)
        #expect(second["_seq_no"] == 1)
        #expect(second["result"] == "updated")
        #expect(try await domain.ok("DELETE", "/i/_doc/1")["_version"] == 3)
        // Lately deleted documents go on counting.
        #expect(try await domain.ok("PUT", "/i/_doc/1", "{}")["_version"] == 4)
    }

    @Test func conflictsAreRefused() async throws {
        let domain = try Domain()
        try await domain.ok("PUT", "/i/_doc/1", "{}")
        #expect(
            try await domain.refusal("PUT", "/i/_create/1", "{}")
                == "409 version_conflict_engine_exception: [1]: version conflict, "
                + "document already exists (current version [1])"
        )
        #expect(
            try await domain.refusal("PUT", "/i/_doc/1?if_seq_no=7&if_primary_term=1", "{}")
                == "409 version_conflict_engine_exception: [1]: version conflict, required seqNo [7], "
                + "primary term [1]. "
                + "current document has seqNo [0] and primary term [1]")
        try await domain.ok("PUT", "/i/_doc/1?if_seq_no=0&if_primary_term=1", "{}")
    }

    @Test func updatesMergeAndInsert() async throws {
        let domain = try Domain()
        #expect(
            try await domain.refusal("POST", "/i/_update/1", #"{"doc":{"a":1}}"#)
                == "404 document_missing_exception: [1]: document missing")
        try await domain.ok("POST", "/i/_update/1", #"{"doc":{"a":{"b":1}},"doc_as_upsert":true}"#)
        try await domain.ok("POST", "/i/_update/1", #"{"doc":{"a":{"c":2}}}"#)
        #expect(try await domain.ok("GET", "/i/_doc/1")["_source"] == ["a": ["b": 1, "c": 2]])
        #expect(try await domain.ok("POST", "/i/_update/1", #"{"doc":{"a":{"c":2}}}"#)["result"] == "noop")
        #expect(try await domain.send("POST", "/i/_update/1", #"{"script":{"source":"x"}}"#).status == 501)
    }

    @Test func bulkItemsFailForThemselves() async throws {
        let domain = try Domain()
        try await domain.ok("PUT", "/i", #"{"mappings":{"properties":{"n":{"type":"integer"}}}}"#)
        let lines = """
            {"index":{"_id":"1"}}
            {"n":1}
            {"index":{"_id":"2"}}
            {"n":"x"}
            {"create":{"_id":"1"}}
            {"n":2}
            {"delete":{"_id":"9"}}

            """
        let answer = try await domain.ok("POST", "/i/_bulk", lines)
        let items = answer["items"]?.list ?? []
        #expect(answer["errors"] == true)
        #expect(items.compactMap { $0.object?.entries.first?.value["status"]?.int } == [201, 400, 409, 404])
        #expect(
            items[1]["index"]?["error"]?["reason"]?.string
                == "failed to parse field [n] of type [integer] in document with id '2'. Preview of field's value: 'x'")
    }

    @Test func byQueryChangesWhatMatches() async throws {
        let domain = try Domain()
        try await domain.index("i", (0..<10).map { ("\($0)", #"{"n":\#($0)}"#) })
        let query = #"{"query":{"range":{"n":{"lt":4}}}}"#
        let answer = try await domain.ok("POST", "/i/_delete_by_query?refresh=true", query)
        #expect(answer["deleted"] == 4)
        #expect(try await domain.ok("GET", "/i/_count")["count"] == 6)
    }

    @Test func dynamicMappingGuesses() async throws {
        let domain = try Domain()
        try await domain.ok("PUT", "/i/_doc/1", #"{"s":"x","n":1,"f":1.5,"b":true,"d":"2024-05-06","o":{"k":[]}}"#)
        let properties = try await domain.ok("GET", "/i/_mapping")["i"]?["mappings"]?["properties"]
        #expect(properties?["s"]?["type"] == "text")
        #expect(properties?["s"]?["fields"]?["keyword"]?["ignore_above"] == 256)
        #expect(properties?["n"]?["type"] == "long")
        #expect(properties?["f"]?["type"] == "float")
        #expect(properties?["b"]?["type"] == "boolean")
        #expect(properties?["d"]?["type"] == "date")
    }

    @Test func strictMappingsRefuseNewFields() async throws {
        let domain = try Domain()
        try await domain.ok("PUT", "/i", #"{"mappings":{"dynamic":"strict","properties":{"a":{"type":"long"}}}}"#)
        #expect(
            try await domain.refusal("PUT", "/i/_doc/1", #"{"b":1}"#)
                == "400 strict_dynamic_mapping_exception: mapping set to strict, "
                + "dynamic introduction of [b] within [_doc] is "
                + "not allowed")
    }
}

/// What is acknowledged is there again.
@Suite struct ReopenTests {
    @Test func everythingIsThereAgain() async throws {
        let directory = TemporaryDirectory()
        let configuration = WorldConfiguration(storage: .directory(directory.path))
        let first = try Domain(.managed, configuration)
        try await first.ok(
            "PUT", "/i",
            """
            {"settings":{"index.knn":true},"mappings":{"properties":{"t":{"type":"text","analyzer":"english"},
            "v":{"type":"knn_vector","dimension":2}}},"aliases":{"all":{}}}
            """
        )
        try await first.ok("PUT", "/i/_doc/1?routing=r", #"{"t":"running foxes","v":[1,2],"new":"field"}"#)
        try await first.ok("PUT", "/i/_doc/2", #"{"t":"a dog"}"#)
        try await first.ok("DELETE", "/i/_doc/2")
        // Nothing is closed: what was acknowledged is in the file.
        try first.world.close()

        let second = try Domain(.managed, configuration)
        #expect(try await second.ids("all", #"{"query":{"match":{"t":"fox"}}}"#) == ["1"])
        #expect(try await second.ids("i", #"{"query":{"knn":{"v":{"vector":[1,2],"k":5}}}}"#) == ["1"])
        #expect(try await second.ok("GET", "/i/_doc/1")["_routing"] == "r")
        #expect(try await second.ok("GET", "/i/_mapping")["i"]?["mappings"]?["properties"]?["new"]?["type"] == "text")
        #expect(try await second.send("GET", "/i/_doc/2").status == 404)
        // Numbers of writes go on.
        #expect(try await second.ok("PUT", "/i/_doc/3", "{}")["_seq_no"] == 3)
        try second.world.close()
    }
}
