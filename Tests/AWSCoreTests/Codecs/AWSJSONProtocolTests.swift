import AWSCore
import Testing

@Suite struct AWSJSONProtocolTests {
    static let dynamoDB = ServiceMetadata(
        serviceID: "DynamoDB", iamPrefix: "dynamodb", endpointPrefix: "dynamodb", signingName: "dynamodb",
        apiVersion: "2012-08-10", targetPrefix: "DynamoDB_20120810", protocols: [.awsJSON1_0])
    static let sqs = ServiceMetadata(
        serviceID: "SQS", iamPrefix: "sqs", endpointPrefix: "sqs", signingName: "sqs", apiVersion: "2012-11-05",
        targetPrefix: "AmazonSQS", protocols: [.awsJSON1_0], isQueryCompatible: true)

    static let notFound = StructureSchema(
        "ResourceNotFoundException", [Member("message", .string())],
        error: ErrorTraits(code: "ResourceNotFoundException"))
    static let canceled = StructureSchema(
        "TransactionCanceledException",
        [
            Member("Message", .string()),
            Member(
                "CancellationReasons",
                .list(ListShape(.structure { StructureSchema("Reason", [Member("Item", .blob())]) }))),
        ], error: ErrorTraits(code: "TransactionCanceledException"))

    let wire = AWSJSONProtocol(.v1_0)

    private func text(_ response: HTTPResponse) async throws -> String {
        String(decoding: try await response.body.collect(bytesMax: 1 << 16), as: UTF8.self)
    }

    // Which operation.

    @Test(
        arguments: [
            ("POST", "DynamoDB_20120810.GetItem", "application/x-amz-json-1.0", "GetItem"),
            ("POST", "DynamoDB_20120810.GetItem", "application/x-amz-json-1.0; charset=utf-8", "GetItem"),
            ("POST", "DynamoDB_20120810.GetItem", nil, "GetItem"),
            ("POST", "DynamoDB_20120810.GetItem", "application/x-amz-json-1.1", nil),
            ("GET", "DynamoDB_20120810.GetItem", "application/x-amz-json-1.0", nil),
            ("POST", "DynamoDBStreams_20120810.GetRecords", "application/x-amz-json-1.0", nil),
            ("POST", "DynamoDB_20120810", "application/x-amz-json-1.0", nil),
            ("POST", nil, "application/x-amz-json-1.0", nil),
        ] as [(String, String?, String?, String?)])
    func findsTheOperation(_ method: String, _ target: String?, _ type: String?, _ operation: String?) {
        var request = HTTPRequest(method: method)
        request.headers["X-Amz-Target"] = target
        request.headers["content-type"] = type
        #expect(wire.operationName(of: request, body: [], of: Self.dynamoDB) == operation)
    }

    // What DynamoDB sends.

    @Test func answersAsDynamoDBDoes() async throws {
        let operation = OperationSchema(
            "ListTables", input: .unit,
            output: StructureSchema("ListTablesOutput", [Member("TableNames", .list(ListShape(.string())))]),
            iamAction: "")
        let response = try wire.response(
            to: operation, of: Self.dynamoDB, output: ["TableNames": []], requestID: "ABC")
        #expect(try await text(response) == #"{"TableNames":[]}"#)
        #expect(response.headers["Content-Type"] == "application/x-amz-json-1.0")
        #expect(response.headers["x-amzn-RequestId"] == "ABC")
        // zlib.crc32(b'{"TableNames":[]}')
        #expect(response.headers["x-amz-crc32"] == "1315925753")
        let other = try wire.response(to: operation, of: .json, output: [:], requestID: "ABC")
        #expect(other.headers["x-amz-crc32"] == nil)
    }

    @Test(
        arguments: [
            ("ResourceNotFoundException", notFound, "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"),
            ("ValidationException", nil, "com.amazon.coral.validate#ValidationException"),
            ("UnrecognizedClientException", nil, "com.amazon.coral.service#UnrecognizedClientException"),
        ] as [(String, StructureSchema?, String)])
    func namesErrorsAsDynamoDBDoes(_ code: String, _ schema: StructureSchema?, _ type: String) async throws {
        let failure = WireFailure(status: 400, code: code, message: "No.", requestID: "ABC", schema: schema)
        let response = wire.response(to: nil, of: Self.dynamoDB, failure: failure)
        #expect(try await text(response) == #"{"__type":"\#(type)","message":"No."}"#)
        #expect(response.status == 400)
        #expect(response.headers["x-amz-crc32"] != nil)
        #expect(wire.failure(of: response, body: Array(try await text(response).utf8), of: Self.dynamoDB).code == code)
    }

    @Test func sendsDetailsUnderTheModelsNames() async throws {
        let failure = WireFailure(
            status: 400, code: "TransactionCanceledException", message: "Cancelled.",
            members: Document.Object([.init("CancellationReasons", [["Item": .blob([1])]])]), schema: Self.canceled)
        let response = wire.response(to: nil, of: .json, failure: failure)
        #expect(
            try await text(response)
                == #"{"__type":"TransactionCanceledException","CancellationReasons":[{"Item":"AQ=="}],"Message":"Cancelled."}"#
        )
        let body = Array(try await text(response).utf8)
        #expect(wire.failure(of: response, body: body, of: .json).message == "Cancelled.")
        #expect(
            try wire.details(of: response, body: body, as: Self.canceled)
                == ["CancellationReasons": [["Item": .blob([1])]], "Message": "Cancelled."])
    }

    @Test func tellsQueryClientsTheirCode() async throws {
        let schema = StructureSchema(
            "QueueDoesNotExist", [], error: ErrorTraits(code: "AWS.SimpleQueueService.NonExistentQueue"))
        let failure = WireFailure(
            status: 400, code: "AWS.SimpleQueueService.NonExistentQueue", message: "None.", schema: schema)
        let response = wire.response(to: nil, of: Self.sqs, failure: failure)
        #expect(response.headers["x-amzn-query-error"] == "AWS.SimpleQueueService.NonExistentQueue;Sender")
        #expect(try await text(response) == #"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"None."}"#)
    }

    // What a client makes of odd answers.

    @Test(
        arguments: [
            (500, "", "500", nil), (502, "<html>Bad Gateway</html>", "502", nil), (400, "[1]", "400", nil),
            (400, #"{"__type":"a.b#Code:http://x/","Message":"m"}"#, "Code", "m"), (400, #"{"__type":7}"#, "400", nil),
            (400, #"{"code":"Code","errorMessage":"m"}"#, "Code", "m"), (413, #"{"message":null}"#, "413", nil),
        ] as [(Int, String, String, String?)])
    func makesTheBestOfAnyFailure(_ status: Int, _ body: String, _ code: String, _ message: String?) {
        let failure = wire.failure(of: HTTPResponse(status: status), body: Array(body.utf8), of: .json)
        #expect(failure.code == code)
        #expect(failure.message == message)
        #expect(failure.isClientFault == (status < 500))
    }

    @Test(
        arguments: [
            ("1315925753", nil, true), ("1315925754", nil, false), ("", nil, false), ("1315925754", "gzip", true),
            (nil, nil, true),
        ] as [(String?, String?, Bool)])
    func comparesChecksums(_ checksum: String?, _ encoding: String?, _ isRead: Bool) {
        let output = StructureSchema("ListTablesOutput", [Member("TableNames", .list(ListShape(.string())))])
        let operation = OperationSchema("ListTables", input: .unit, output: output, iamAction: "")
        var response = HTTPResponse()
        response.headers["x-amz-crc32"] = checksum
        response.headers["Content-Encoding"] = encoding
        let read = try? wire.output(of: response, body: Array(#"{"TableNames":[]}"#.utf8), for: operation)
        #expect(read == (isRead ? ["TableNames": []] : nil))
    }

    @Test func readsAnEmptyBodyAsNoMembersAndNullAsAnError() throws {
        let operation = OperationSchema("Op", input: Self.notFound, output: .unit, iamAction: "")
        #expect(try wire.input(of: HTTPRequest(), body: [], for: operation) == [:])
        #expect(throws: WireError.unexpectedType(expected: "structure", at: "")) {
            try wire.input(of: HTTPRequest(), body: Array("null".utf8), for: operation)
        }
    }
}
