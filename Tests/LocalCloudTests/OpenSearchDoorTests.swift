import AWSCore
import LocalCloud
import OpenSearchEmulator
import Testing

/// OpenSearch's REST interface over HTTP. Statuses, types and bodies are those of OpenSearch's API reference.
@Suite struct OpenSearchDoorTests {
    @Test func greetsAsADomain() async throws {
        try await LocalWire().onOpenSearchPort { door in
            let response = try await door.send("GET", "/")
            #expect(response.status == 200)
            #expect(response.headers["Content-Type"] == "application/json; charset=UTF-8")
            #expect(response.json["version"]?["distribution"] == "opensearch")
            #expect(response.json["tagline"] == "The OpenSearch Project: https://opensearch.org/")
            let ping = try await door.send("HEAD", "/")
            #expect(ping.status == 200)
            #expect(ping.body.isEmpty)
        }
    }

    @Test func writesAndFinds() async throws {
        try await LocalWire().onOpenSearchPort { door in
            let made = try await door.send("PUT", "/books", #"{"mappings":{"properties":{"title":{"type":"text"}}}}"#)
            #expect(made.json == ["acknowledged": true, "shards_acknowledged": true, "index": "books"])
            let written = try await door.send("PUT", "/books/_doc/1?refresh=true", #"{"title":"The wheel"}"#)
            #expect(written.status == 201)
            #expect(written.json["result"] == "created")
            let bulk = #"{"index":{"_index":"books"}}"# + "\n" + #"{"title":"The chain"}"# + "\n"
            let bulked = try await door.send(
                "POST", "/_bulk?refresh=true", bulk, ["Content-Type": "application/x-ndjson"])
            #expect(bulked.json["errors"] == false)
            let found = try await door.send("POST", "/books/_search", #"{"query":{"match":{"title":"wheel"}}}"#)
            #expect(found.json["hits"]?["total"]?["value"] == 1)
            #expect(found.json["hits"]?["hits"]?[0]?["_source"]?["title"] == "The wheel")
            #expect(try await door.send("HEAD", "/books").status == 200)
            #expect(try await door.send("HEAD", "/nowhere").status == 404)
            #expect(try await door.send("HEAD", "/books/_doc/1").status == 200)
            #expect(try await door.send("HEAD", "/books/_doc/2").status == 404)
        }
    }

    @Test func shapesAnswersAsAsked() async throws {
        try await LocalWire().onOpenSearchPort { door in
            _ = try await door.send("PUT", "/books", "{}")
            let pretty = try await door.send("GET", "/books/_count?pretty")
            #expect(pretty.text.hasPrefix("{\n  \"count\" : 0,\n  \"_shards\" : {\n    \"total\" : 1,\n"))
            let filler = try await door.send("GET", "/books/_search?pretty&filter_path=hits.hits,timed_out")
            #expect(filler.text == "{\n  \"timed_out\" : false,\n  \"hits\" : {\n    \"hits\" : [ ]\n  }\n}\n")
            let filtered = try await door.send("GET", "/books/_search?filter_path=hits.total.value")
            #expect(filtered.text == #"{"hits":{"total":{"value":0}}}"#)
            let table = try await door.send("GET", "/_cat/indices?h=index,health")
            #expect(table.headers["Content-Type"] == "text/plain; charset=UTF-8")
            #expect(table.text.hasPrefix("books "))
            let rows = try await door.send("GET", "/_cat/indices?format=json")
            #expect(rows.json[0]?["index"] == "books")
            let marked = try await door.send("GET", "/", nil, ["X-Opaque-Id": "mine"])
            #expect(marked.headers["X-Opaque-Id"] == "mine")
        }
    }

    struct Refused: Sendable {
        let request: (method: String, path: String, body: String?)
        var type: String?
        let status: Int
        let error: Document
    }

    static let refused: [Refused] = [
        Refused(
            request: ("GET", "/nowhere/_search", nil), status: 404,
            error: [
                "root_cause": [
                    [
                        "type": "index_not_found_exception", "reason": "no such index [nowhere]", "index": "nowhere",
                        "resource.id": "nowhere", "resource.type": "index_or_alias", "index_uuid": "_na_",
                    ]
                ], "type": "index_not_found_exception", "reason": "no such index [nowhere]", "index": "nowhere",
                "resource.id": "nowhere", "resource.type": "index_or_alias", "index_uuid": "_na_",
            ]),
        Refused(
            request: ("POST", "/books/_search", "{}"), type: "application/x-www-form-urlencoded", status: 406,
            error: "Content-Type header [application/x-www-form-urlencoded] is not supported"),
        Refused(
            request: ("DELETE", "/", nil), status: 405,
            error: "Incorrect HTTP method for uri [/] and method [DELETE], allowed: [GET, HEAD]"),
    ]

    @Test(arguments: refused.indices) func refusesInOpenSearchsWords(index: Int) async throws {
        let test = Self.refused[index]
        try await LocalWire().onOpenSearchPort { door in
            let headers: HTTPHeaders = test.type.map { ["Content-Type": $0] } ?? HTTPHeaders()
            let response = try await door.send(test.request.method, test.request.path, test.request.body, headers)
            #expect(response.status == test.status)
            #expect(response.json["status"]?.number?.int64 == Int64(test.status))
            #expect(response.json["error"] == test.error)
        }
    }

    /// By the world's clock, which stands at the first of 2025: whether or not anybody checks who has signed.
    @Test(arguments: [(60, true), (172_800, false)]) func presignedAddressesEnd(_ seconds: Int, _ isOver: Bool)
        async throws
    {
        try await LocalWire().onOpenSearchPort { door in
            let signature = String(repeating: "0", count: 64)
            let query =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20241231%2Fus-east-1%2Fes%2Faws4_request"
                + "&X-Amz-Date=20241231T000000Z&X-Amz-Expires=\(seconds)&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=\(signature)"
            let answer = try await door.send("GET", "/?\(query)")
            #expect(answer.status == (isOver ? 403 : 200))
        }
    }

    @Test func whatIsNotEmulatedSaysSo() async throws {
        try await LocalWire().onOpenSearchPort { door in
            let response = try await door.send("POST", "/_reindex", "{}")
            #expect(response.status == 501)
            #expect(response.json["error"]?["reason"] == "KASS does not emulate OpenSearch's POST /_reindex")
        }
        try await LocalWire().onAWSPort { door in
            let response = try await door.send("POST", "/2021-01-01/opensearch/domain", "{}", LocalDoor.signed("es"))
            #expect(response.status == 501)
            #expect(response.json["message"] == "KASS does not emulate es:POST /2021-01-01/opensearch/domain")
        }
    }

    /// The same index by both doors: as a collection it takes no document ids (developer guide of Serverless, "Supported
    /// operations"), as a domain it does.
    @Test func whoAsksDecidesWhatAnswers() async throws {
        try await LocalWire().onAWSPort { door in
            let collection = LocalDoor.signed("aoss")
            #expect(try await door.send("PUT", "/books", "{}", collection).status == 200)
            let refused = try await door.send("PUT", "/books/_doc/1", "{}", collection)
            #expect(refused.status == 400)
            #expect(refused.text.contains("Document ID is not supported in create/index operation request"))
            #expect(try await door.send("PUT", "/books/_doc/1", "{}", LocalDoor.signed("es")).status == 201)
            let host: HTTPHeaders = ["Host": "search-books.us-east-1.es.amazonaws.com"]
            #expect(try await door.send("GET", "/books/_doc/1", nil, host).status == 200)
            let serverless: HTTPHeaders = ["Host": "abc.us-east-1.aoss.amazonaws.com"]
            #expect(try await door.send("GET", "/", nil, serverless).status == 404)
        }
    }

    @Test func accountsAndRegionsAreApart() async throws {
        try await LocalWire().onAWSPort { door in
            let made = try await door.send("PUT", "/books", "{}", LocalDoor.signed("es", by: "111111111111"))
            #expect(made.status == 200)
            let others = [
                LocalDoor.signed("es", by: "222222222222"),
                LocalDoor.signed("es", by: "111111111111", region: "eu-west-1"),
            ]
            for other in others { #expect(try await door.send("HEAD", "/books", nil, other).status == 404) }
        }
    }
}
