import AWSCore
import Testing

/// After the examples of the STS API reference.
@Suite struct QueryProtocolTests {
    static let sts = ServiceMetadata(
        serviceID: "STS", iamPrefix: "sts", endpointPrefix: "sts", signingName: "sts", apiVersion: "2011-06-15",
        protocols: [.query], xmlNamespace: XMLNamespace("https://sts.amazonaws.com/doc/2011-06-15/"))
    static let codec = QueryProtocol()
    static let getCallerIdentity = OperationSchema(
        "GetCallerIdentity", input: .unit,
        output: StructureSchema("GetCallerIdentityResponse", [Member("Arn", .string()), Member("Account", .string())]),
        iamAction: "sts:GetCallerIdentity", resultWrapper: "GetCallerIdentityResult")
    static let tagQueue = OperationSchema("TagQueue", input: .unit, output: .unit, iamAction: "sqs:TagQueue")

    static func text(_ response: HTTPResponse) async throws -> String {
        String(decoding: try await response.body.collect(bytesMax: 1 << 20), as: UTF8.self)
    }

    @Test func answers() async throws {
        let output: Document = ["Arn": "arn:aws:iam::123456789012:user/Alice", "Account": "123456789012"]
        let response = try Self.codec.response(
            to: Self.getCallerIdentity, of: Self.sts, output: output, requestID: "01234567-89ab-cdef")
        let text = try await Self.text(response)
        #expect(response.headers["Content-Type"] == "text/xml")
        #expect(
            text == "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/Alice</Arn><Account>123456789012</Account>"
                + "</GetCallerIdentityResult><ResponseMetadata><RequestId>01234567-89ab-cdef</RequestId>"
                + "</ResponseMetadata></GetCallerIdentityResponse>")
        #expect(try Self.codec.output(of: response, body: Array(text.utf8), for: Self.getCallerIdentity) == output)
    }

    @Test func operationsWithoutOutputHaveNoResult() async throws {
        let response = try Self.codec.response(to: Self.tagQueue, of: Self.sts, output: [:], requestID: "R")
        let text = try await Self.text(response)
        #expect(!text.contains("Result") && text.contains("<ResponseMetadata><RequestId>R</RequestId>"))
        #expect(try Self.codec.output(of: response, body: Array(text.utf8), for: Self.tagQueue) == [:])
    }

    @Test func errors() async throws {
        let schema = StructureSchema(
            "ExpiredTokenException", [Member("message", .string()), Member("Left", .integer(.integer))],
            error: ErrorTraits(code: "ExpiredToken"))
        let failure = WireFailure(
            status: 400, code: "ExpiredToken", message: "expired", requestID: "R",
            members: .init([.init("message", "expired"), .init("Left", 0)]), schema: schema)
        let response = Self.codec.response(to: nil, of: Self.sts, failure: failure)
        let text = try await Self.text(response)
        #expect(
            text == "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                + "<Code>ExpiredToken</Code><Message>expired</Message><Left>0</Left></Error><RequestId>R</RequestId>"
                + "</ErrorResponse>")
        let body = Array(text.utf8)
        let read = Self.codec.failure(of: response, body: body, of: Self.sts)
        #expect(read.code == "ExpiredToken" && read.message == "expired" && read.requestID == "R" && read.isClientFault)
        #expect(
            try Self.codec.details(of: response, body: body, as: schema) == ["Left": 0, "message": "expired"])
    }

    @Test(arguments: [
        ("<Response><Errors><Error><Code>C</Code></Error></Errors><RequestID>R</RequestID></Response>", "C", "R"),
        ("<ErrorResponse><Error><Type>Receiver</Type><Code>C</Code></Error></ErrorResponse>", "C", nil),
        ("", "400", nil), ("<html/>", "400", nil), ("{}", "400", nil),
    ])
    func errorsOfEveryKind(_ body: String, _ code: String, _ requestID: String?) {
        let failure = Self.codec.failure(of: HTTPResponse(status: 400), body: Array(body.utf8), of: Self.sts)
        #expect(failure.code == code && failure.requestID == requestID)
        #expect(failure.isClientFault == !body.contains("Receiver"))
    }

    static let form: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"]

    @Test(arguments: [
        (HTTPRequest(method: "POST", headers: form), "Action=A&Version=2011-06-15", "A"),
        (HTTPRequest(method: "POST", headers: form), "Action=A", "A"),
        (HTTPRequest(method: "POST"), "Version=2011-06-15&Action=A", "A"),
        (HTTPRequest(query: [.init("Action", "A")]), "", "A"),
        (HTTPRequest(method: "POST", headers: form), "Action=A&Version=2010-05-08", nil),
        (HTTPRequest(method: "POST", headers: form), "Version=2011-06-15", nil),
        (HTTPRequest(method: "POST", headers: form), "Action=%zz", nil),
        (HTTPRequest(method: "POST", headers: ["Content-Type": "application/json"]), "Action=A", nil),
        (HTTPRequest(query: []), "Action=A", nil),
    ])
    func operationNames(_ request: HTTPRequest, _ body: String, _ name: String?) {
        #expect(Self.codec.operationName(of: request, body: Array(body.utf8), of: Self.sts) == name)
    }

    @Test func refusesAFormThatIsNotUTF8() {
        #expect(throws: WireError.malformed("the form is not UTF-8", offset: 0)) {
            try Self.codec.input(of: HTTPRequest(method: "POST"), body: [0xFF], for: Self.tagQueue)
        }
    }
}
