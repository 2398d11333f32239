import AWSCore
import Testing

@Suite struct RestJSONProtocolTests {
    static let schema = StructureSchema(
        "Input",
        [
            Member("Bucket", .string(), .required, at: .label("Bucket")),
            Member("Key", .string(), .required, at: .label("Key")),
            Member("Limit", .integer(.integer), at: .query("limit")),
            Member("Tags", .list(ListShape(.string())), at: .header("X-Tags")),
            Member("Metadata", .map(MapShape(.string())), at: .headers(prefix: "x-meta-")),
            Member("Body", .string()),
        ])
    static let operation = OperationSchema(
        "Op", method: "PUT", uri: "/{Bucket}/{Key+}", input: schema, output: schema, iamAction: "")

    let wire = RestJSONProtocol(serving: [operation])

    private func request(_ input: Document) throws -> HTTPRequest {
        try wire.request(for: Self.operation, of: .json, input: input)
    }

    private func input(
        _ path: String, _ headers: HTTPHeaders = [:], query: [HTTPRequest.QueryItem] = [], _ body: String = ""
    )
        throws -> Document
    {
        let request = HTTPRequest(method: "PUT", path: path, query: query, headers: headers)
        return try wire.input(of: request, body: Array(body.utf8), for: Self.operation)
    }

    @Test func keepsSlashesOfGreedyLabelsOnly() throws {
        let request = try request(["Bucket": "a/b", "Key": "c//d é/"])
        #expect(request.path == "/a%2Fb/c//d%20%C3%A9/")
        #expect(try input(request.path) == ["Bucket": "a/b", "Key": "c//d é/"])
    }

    @Test(arguments: [["Key": "k"], ["Bucket": "", "Key": "k"], ["Bucket": nil, "Key": "k"]] as [Document])
    func refusesEmptyLabels(_ input: Document) {
        #expect(throws: WireError.missingMember(path: "Bucket")) { try request(input) }
    }

    /// By a line end, one field could pose as two.
    @Test(
        arguments: [
            ["Metadata": ["a": "x\r\nX-Admin: 1"]], ["Metadata": ["a\r\nX-Admin": "1"]], ["Metadata": ["a b": "1"]],
            ["Tags": ["a\n"]], ["Tags": ["\u{0}"]], ["Metadata": ["a:": "1"]],
        ] as [Document])
    func refusesControlBytesInHeaders(_ members: Document) {
        let entries = [Document.Entry("Bucket", "b"), .init("Key", "k")] + (members.object?.entries ?? [])
        #expect(throws: WireError.self) { try request(.object(Document.Object(entries))) }
    }

    @Test(
        arguments: [
            ([], ""), (["a"], "a"), (["a", "b c"], "a, b c"), (["a,b", "\"q\"", "\\", ""], #""a,b", "\"q\"", \, "#),
            ([#"a\,b"#], #""a\\,b""#),
        ] as [([String], String)])
    func writesListsAsHeaders(_ elements: [String], _ header: String) throws {
        let tags = Document.list(elements.map { .string($0) })
        #expect(try request(["Bucket": "b", "Key": "k", "Tags": tags]).headers["X-Tags"] == header)
    }

    @Test(
        arguments: [
            (["a,b"], ["a", "b"]), (["a ,  b", "c"], ["a", "b", "c"]), ([#""a,b" , "\"q\"""#], ["a,b", "\"q\""]),
            ([""], []), (["a,,b"], ["a", "", "b"]), ([#""a\\b""#], [#"a\b"#]),
        ] as [([String], [String])])
    func readsListsFromHeaders(_ fields: [String], _ elements: [String]) throws {
        let headers = HTTPHeaders(fields.map { .init("x-tags", $0) })
        #expect(try input("/b/k", headers)["Tags"] == .list(elements.map { .string($0) }))
    }

    @Test(arguments: [#""a"#, #""a" b"#, #""a\"#]) func refusesBrokenQuotes(_ field: String) {
        #expect(throws: WireError.self) { try input("/b/k", ["X-Tags": field]) }
    }

    @Test func saysWhereAnInputIsWrong() {
        #expect(throws: WireError.unexpectedType(expected: "integer", at: "Limit")) {
            try input("/b/k", query: [.init("limit", "many")])
        }
        #expect(throws: WireError.malformed("the path is not percent-encoded UTF-8", offset: 0)) { try input("/b/%FF") }
        #expect(throws: WireError.malformed("the path is not percent-encoded UTF-8", offset: 0)) { try input("/b/%4") }
        #expect(throws: WireError.malformed("the path is not /{Bucket}/{Key+}", offset: 0)) { try input("/b") }
        #expect(throws: WireError.unexpectedType(expected: "structure", at: "")) { try input("/b/k", [:], "[]") }
        #expect(throws: WireError.unexpectedType(expected: "string", at: "Body")) {
            try input("/b/k", [:], #"{"Body":1}"#)
        }
    }

    /// What is bound elsewhere cannot be smuggled in through the body.
    @Test func takesOnlyBodyMembersFromTheBody() throws {
        let read = try input("/b/k", ["x-meta-One": "1"], #"{"Body":"x","Bucket":"other","Limit":3}"#)
        #expect(read == ["Bucket": "b", "Key": "k", "Metadata": ["One": "1"], "Body": "x"])
    }

    @Test func sendsErrorsWithTheirCodeInAHeader() async throws {
        let schema = StructureSchema(
            "TooManyRequestsException",
            [
                Member("retryAfterSeconds", .string(), at: .header("Retry-After")), Member("Type", .string()),
                Member("message", .string()),
            ],
            error: ErrorTraits(code: "TooManyRequestsException", status: 429))
        let failure = WireFailure(
            status: 429, code: "TooManyRequestsException", message: "Rate exceeded", requestID: "ABC",
            members: Document.Object([.init("retryAfterSeconds", "5"), .init("Type", "User")]), schema: schema)
        let response = wire.response(to: nil, of: .json, failure: failure)
        let body = try await response.body.collect(bytesMax: 1 << 10)
        #expect(String(decoding: body, as: UTF8.self) == #"{"Type":"User","message":"Rate exceeded"}"#)
        #expect(response.headers["x-amzn-ErrorType"] == "TooManyRequestsException")
        #expect(response.headers["Retry-After"] == "5")
        let read = wire.failure(of: response, body: body, of: .json)
        #expect(read.code == "TooManyRequestsException" && read.message == "Rate exceeded" && read.requestID == "ABC")
        #expect(
            try wire.details(of: response, body: body, as: schema)
                == ["retryAfterSeconds": "5", "Type": "User", "message": "Rate exceeded"])
    }
}
