import AWSCore
import Chatbot
import Functions
import Testing

@Suite struct SearchTests {
    private func library() async throws -> Installation {
        let installation = try await Installation()
        try await installation.learn(
            "documents/raw/leave.md", "# Leave policy\n\nAnnual leave is thirty days.\n\nSick leave needs a note.")
        try await installation.learn(
            "documents/pdf/travel.pdf", "# Travel guide\n\nVouchers are reviewed in five days.\n\nBook trains early.")
        return installation
    }

    @Test(arguments: ["vector", "keyword", "hybrid"])
    func eachTypeFindsTheBestFirst(_ type: String) async throws {
        let answer = try await library().search(["query": "annual leave days", "search_type": .string(type), "k": 2])
        #expect(answer["query"]?.string == "annual leave days")
        #expect(answer["search_type"]?.string == type)
        let results = answer["results"]?.list ?? []
        #expect(answer["results_count"]?.int == results.count)
        let first = try #require(results.first)
        #expect(first["text"]?.string == "Annual leave is thirty days.")
        #expect(first["id"]?.string == first["metadata"]?["chunk_id"]?.string)
        #expect(first["metadata"]?["source"]?.string == "documents/raw/leave.md")
        #expect(first["metadata"]?["title"]?.string == "Leave policy")
        #expect(first["metadata"]?["page"]?.int == 1)
        let scores = results.compactMap { $0["score"]?.double }
        #expect(scores == scores.sorted(by: >) && scores.allSatisfy { (0...1).contains($0) })
    }

    @Test func hybridIsTheDefault() async throws {
        let answer = try await library().search(["query": "leave"])
        #expect(answer["search_type"]?.string == "hybrid")
    }

    @Test func scoresOfVectorsAreCosines() async throws {
        let answer = try await library().search([
            "query": "Leave policy Annual leave is thirty days", "search_type": "vector",
        ])
        #expect(answer["results"]?[0]?["score"]?.double ?? 0 > 0.999)
    }

    @Test func noMoreThanAskedFor() async throws {
        let answer = try await library().search(["query": "leave days travel", "k": 1])
        #expect(answer["results_count"]?.int == 1)
    }

    @Test func belowTheLeastScoreNothingIsGiven() async throws {
        let answer = try await library().search(["query": "annual leave days", "min_score": 0.99, "k": 10])
        #expect(answer["results_count"]?.int == 1)
    }

    @Test(
        arguments: [
            (["source": "documents/pdf/travel.pdf"], 2), (["metadata.title": ["Travel guide", "Other"]], 2),
            (["page": ["gte": 2]], 2), (["page": 1, "title": "Leave policy"], 1), (["sheet": "none"], 0),
        ] as [(Document, Int)])
    func filtersMustAllHold(_ filters: Document, _ count: Int) async throws {
        let answer = try await library().search([
            "query": "leave days note vouchers book", "filters": filters, "k": 50, "search_type": "keyword",
        ])
        #expect(answer["results_count"]?.int == count)
        let vector = try await library().search([
            "query": "leave", "filters": filters, "k": 50, "search_type": "vector",
        ])
        #expect(vector["results_count"]?.int == count)
    }

    @Test func aTextThatStandsInTwoDocumentsIsGivenOnce() async throws {
        let installation = try await Installation()
        try await installation.learn("documents/raw/a.md", "# A\n\nThe same   words.")
        try await installation.learn("documents/raw/b.md", "# A\n\nThe same words.")
        #expect(try await installation.search(["query": "same words"])["results_count"]?.int == 1)
    }

    @Test func anEmptyIndexAnswersWithNothing() async throws {
        let answer = try await Installation().search(["query": "anything"])
        #expect(answer["results_count"]?.int == 0 && answer["results"]?.list == [])
    }

    static let invalid: [(Document, String)] = [
        ([:], "query must be a text that is not empty."),
        (["query": "  \n"], "query must be a text that is not empty."),
        (["query": 7], "query must be a text that is not empty."),
        (["query": .string(String(repeating: "a", count: 2_001))], "query must have at most 2000 characters."),
        (["query": "a", "k": 0], "k must be a whole number from 1 to 50."),
        (["query": "a", "k": 51], "k must be a whole number from 1 to 50."),
        (["query": "a", "k": "5"], "k must be a whole number from 1 to 50."),
        (["query": "a", "min_score": 1.01], "min_score must be a number from 0 to 1."),
        (["query": "a", "search_type": "fuzzy"], "search_type must be one of vector, keyword, hybrid."),
        (["query": "a", "filters": []], "filters must be an object of at most 20 members."),
        (
            ["query": "a", "filters": ["owner": "me"]],
            "filters may name chunk_id, doc_id, heading, page, row, sheet, source, timestamp, title."
        ),
        (
            ["query": "a", "filters": ["page": ["near": 3]]],
            "The filter page must be a value, a list of at most 100 values, or bounds (gt, gte, lt, lte)."
        ),
    ]

    @Test(arguments: invalid) func whatIsWrongIsSaid(_ body: Document, _ message: String) async throws {
        let installation = try await Installation()
        await #expect(throws: FunctionFailure("ValidationError", message)) { try await installation.search(body) }
        let event = installation.request("POST", "/search", body)
        let response = try await installation.functions.vectorSearch.handle(event, installation.context())
        #expect(response["statusCode"]?.int == 400)
        #expect(
            try Document(json: response["body"]?.string ?? "") == [
                "error": "ValidationError", "message": .string(message),
            ])
        #expect(installation.index.calls(of: "Search") == 0)
    }

    @Test func limitsThemselvesAreAllowed() async throws {
        let query = String(repeating: "a", count: 2_000)
        let answer = try await Installation().search(["query": .string(query), "k": 50, "min_score": 1, "filters": nil])
        #expect(answer["results_count"]?.int == 0)
    }

    @Test func anHTTPAPIsEventIsReadToo() async throws {
        let installation = try await library()
        let body = Blob(Array(#"{"query":"annual leave"}"#.utf8)).base64
        let event: Document = [
            "version": "2.0", "rawPath": "/test/search", "body": .string(body), "isBase64Encoded": true,
            "requestContext": ["stage": "test", "http": ["method": "POST", "path": "/test/search"]],
        ]
        let response = try await installation.functions.vectorSearch.handle(event, installation.context())
        #expect(response["statusCode"]?.int == 200)
        #expect(
            try Document(json: response["body"]?.string ?? "")["results"]?[0]?["text"]?.string?.hasPrefix("Annual")
                == true)
    }

    /// Pages of other origins read nothing unless the installation says so.
    @Test(arguments: [nil, "https://example.com"]) func originsAreAllowedByName(origin: String?) async throws {
        let installation = try await Installation { $0.allowedOrigin = origin ?? $0.allowedOrigin }
        let event: Document = [
            "version": "2.0", "rawPath": "/search", "body": "{\"query\":\"leave\"}",
            "requestContext": ["stage": "$default", "http": ["method": "POST", "path": "/search"]],
        ]
        let response = try await installation.functions.vectorSearch.handle(event, installation.context())
        #expect(response["statusCode"]?.int == 200)
        #expect(response["headers"]?["Access-Control-Allow-Origin"]?.string == origin)
    }

    @Test(
        arguments: [
            ("GET", nil, 405), ("OPTIONS", nil, 204), ("POST", "not json", 400), ("POST", "[1]", 400),
            ("POST", nil, 400),
        ] as [(String, String?, Int)])
    func requestsThatAreNone(_ method: String, _ body: String?, _ status: Int) async throws {
        let installation = try await Installation()
        let event: Document = [
            "httpMethod": .string(method), "path": "/search", "body": body.map { .string($0) } ?? .null,
        ]
        let response = try await installation.functions.vectorSearch.handle(event, installation.context())
        #expect(response["statusCode"]?.int == status)
    }
}
