import AWSCore
import Testing

@Suite struct RPCv2CBORProtocolTests {
    static let cloudWatch = ServiceMetadata(
        serviceID: "CloudWatch", iamPrefix: "cloudwatch", endpointPrefix: "monitoring", signingName: "monitoring",
        apiVersion: "2010-08-01", targetPrefix: "GraniteServiceVersion20100801", protocols: [.rpcV2CBOR],
        isQueryCompatible: true)
    static let codec = RPCv2CBORProtocol()
    static let empty = OperationSchema(
        "Empty", input: StructureSchema("EmptyInput"), output: StructureSchema("EmptyOutput"), iamAction: "x:Empty")
    static let none = OperationSchema("None", input: .unit, output: .unit, iamAction: "x:None")
    static let streaming = OperationSchema(
        "Stream", input: .unit,
        output: StructureSchema(
            "StreamOutput", [Member("stream", .structure { StructureSchema("Events", isUnion: true) }, .eventStream)]),
        iamAction: "x:Stream")

    static func bytes(_ body: ByteStream) async throws -> [UInt8] { try await body.collect(bytesMax: 1 << 20) }

    @Test func noInputIsNoBodyAndEmptyInputAnEmptyMap() async throws {
        let none = try Self.codec.request(for: Self.none, of: Self.cloudWatch, input: [:])
        #expect(none.path == "/service/GraniteServiceVersion20100801/operation/None")
        #expect(none.headers["Content-Type"] == nil && none.headers["Accept"] == "application/cbor")
        #expect(none.headers["x-amzn-query-mode"] == "true")
        #expect(try await Self.bytes(none.body) == [])
        let empty = try Self.codec.request(for: Self.empty, of: Self.cloudWatch, input: [:])
        #expect(empty.headers["Content-Type"] == "application/cbor")
        #expect(try await Self.bytes(empty.body) == [0xA0])
    }

    @Test func answersFollowTheSameRule() async throws {
        let none = try Self.codec.response(to: Self.none, of: Self.cloudWatch, output: [:], requestID: "R")
        #expect(none.headers["Content-Type"] == nil && none.headers["smithy-protocol"] == "rpc-v2-cbor")
        #expect(try await Self.bytes(none.body) == [])
        let empty = try Self.codec.response(to: Self.empty, of: Self.cloudWatch, output: [:], requestID: "R")
        #expect(empty.headers["x-amzn-RequestId"] == "R")
        #expect(try await Self.bytes(empty.body) == [0xA0])
        #expect(try Self.codec.output(of: none, body: [], for: Self.empty) == [:])
    }

    @Test func eventStreamsSayWhatTheyAre() throws {
        let request = try Self.codec.request(for: Self.streaming, of: Self.cloudWatch, input: [:])
        #expect(request.headers["Accept"] == "application/vnd.amazon.eventstream")
        let response = try Self.codec.response(to: Self.streaming, of: Self.cloudWatch, output: [:], requestID: "R")
        #expect(response.headers["Content-Type"] == "application/vnd.amazon.eventstream")
    }

    @Test func errorsBothWays() async throws {
        let schema = StructureSchema(
            "DashboardNotFoundError", [Member("message", .string()), Member("count", .integer(.integer))],
            error: ErrorTraits(code: "ResourceNotFound", status: 404))
        let failure = WireFailure(
            status: 404, code: "ResourceNotFound", message: "no", requestID: "R",
            members: .init([.init("count", 1), .init("odd", 2)]), schema: schema)
        let response = Self.codec.response(to: nil, of: Self.cloudWatch, failure: failure)
        let body = try await Self.bytes(response.body)
        #expect(response.headers["x-amzn-query-error"] == "ResourceNotFound;Sender")
        #expect(
            try CBORCodec.read(body, as: .document)
                == ["__type": "com.amazonaws.cloudwatch#DashboardNotFoundError", "count": 1, "message": "no"])
        let read = Self.codec.failure(of: response, body: body, of: Self.cloudWatch)
        #expect(read.code == "ResourceNotFound" && read.message == "no" && read.requestID == "R" && read.isClientFault)
        #expect(try Self.codec.details(of: response, body: body, as: schema) == ["count": 1, "message": "no"])
    }

    @Test(arguments: [[], [0xFF], [0x80], [0xA0], [0xA1, 0x61, 0x61]] as [[UInt8]])
    func oddBodiesStillGiveAnError(_ body: [UInt8]) {
        let failure = Self.codec.failure(of: HTTPResponse(status: 502), body: body, of: Self.cloudWatch)
        #expect(failure.code == "502" && !failure.isClientFault && failure.message == nil)
    }

    @Test(arguments: [
        ("/service/GraniteServiceVersion20100801/operation/A", "A"), ("/service/CloudWatch/operation/A", "A"),
        ("/prefix/service/com.amazonaws.cloudwatch.CloudWatch/operation/A", "A"),
        ("/service/Logs/operation/A", nil), ("/service/CloudWatch/A", nil), ("/operation/CloudWatch/service/A", nil),
        ("/service//operation/A", nil), ("/", nil), ("", nil),
    ])
    func operationNames(_ path: String, _ name: String?) {
        let request = HTTPRequest(method: "POST", path: path, headers: ["smithy-protocol": "rpc-v2-cbor"])
        #expect(Self.codec.operationName(of: request, body: [], of: Self.cloudWatch) == name)
        let unmarked = HTTPRequest(method: "POST", path: path)
        #expect(Self.codec.operationName(of: unmarked, body: [], of: Self.cloudWatch) == nil)
    }
}
