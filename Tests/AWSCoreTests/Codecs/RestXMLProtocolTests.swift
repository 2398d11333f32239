import AWSCore
import Testing

/// S3's particulars, after the examples of the Amazon S3 API reference.
@Suite struct RestXMLProtocolTests {
    static let s3 = ServiceMetadata(
        serviceID: "S3", iamPrefix: "s3", endpointPrefix: "s3", signingName: "s3", apiVersion: "2006-03-01",
        protocols: [.restXML], signsPathOnce: true)
    static let other = ServiceMetadata(
        serviceID: "Route 53", iamPrefix: "route53", endpointPrefix: "route53", signingName: "route53",
        apiVersion: "2013-04-01", protocols: [.restXML],
        xmlNamespace: XMLNamespace("https://route53.amazonaws.com/doc/2013-04-01/"))
    static let codec = RestXMLProtocol()

    static let listBuckets = OperationSchema(
        "ListBuckets", method: "GET", input: .unit,
        output: StructureSchema(
            "ListBucketsOutput",
            [
                Member(
                    "Buckets",
                    .list(
                        ListShape(
                            .structure { StructureSchema("Bucket", [Member("Name", .string())]) },
                            elementName: "Bucket")))
            ]), iamAction: "s3:ListAllMyBuckets")

    static let getBucketLocation = OperationSchema(
        "GetBucketLocation", method: "GET", uri: "/{Bucket}?location",
        input: StructureSchema(
            "GetBucketLocationRequest", [Member("Bucket", .string(), .required, at: .label("Bucket"))]),
        output: StructureSchema("GetBucketLocationOutput", [Member("LocationConstraint", .string())]),
        iamAction: "s3:GetBucketLocation")

    static let putObjectTagging = OperationSchema(
        "PutObjectTagging", method: "PUT", uri: "/{Bucket}/{Key+}?tagging",
        input: StructureSchema(
            "PutObjectTaggingRequest",
            [
                Member("Bucket", .string(), .required, at: .label("Bucket")),
                Member("Key", .string(), .required, at: .label("Key")),
                Member(
                    "Tagging",
                    .structure { StructureSchema("TagSetHolder", [Member("TagSet", .list(ListShape(.string())))]) },
                    .required, at: .payload, xmlNamespace: XMLNamespace("http://s3.amazonaws.com/doc/2006-03-01/")),
            ]), output: StructureSchema("PutObjectTaggingOutput"), iamAction: "s3:PutObjectTagging")

    static let copyObject = OperationSchema(
        "CopyObject", method: "PUT", uri: "/{Bucket}/{Key+}", input: .unit,
        output: StructureSchema(
            "CopyObjectOutput",
            [
                Member(
                    "CopyObjectResult", .structure { StructureSchema("CopyObjectResult", [Member("ETag", .string())]) },
                    at: .payload)
            ]), iamAction: "s3:PutObject")

    static let getObject = OperationSchema(
        "GetObject", method: "GET", uri: "/{Bucket}/{Key+}", input: .unit,
        output: StructureSchema("GetObjectOutput", [Member("Body", .blob(), .streaming, at: .payload)]),
        iamAction: "s3:GetObject")

    static func text(_ response: HTTPResponse) async throws -> String {
        String(decoding: try await response.body.collect(bytesMax: 1 << 20), as: UTF8.self)
    }

    static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    @Test func answersAreRootedAsS3RootsThem() async throws {
        let response = try Self.codec.response(
            to: Self.listBuckets, of: Self.s3, output: ["Buckets": [["Name": "b"]]], requestID: "R")
        #expect(response.headers["x-amz-request-id"] == "R" && response.headers["Content-Type"] == "application/xml")
        #expect(response.headers["x-amz-id-2"] == "Ug==")
        #expect(
            try await Self.text(response)
                == Self.declaration + "<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                + "<Buckets><Bucket><Name>b</Name></Bucket></Buckets></ListAllMyBucketsResult>")
    }

    @Test(arguments: ["eu-west-1", ""])
    func bucketLocationIsItsOwnRoot(_ region: String) async throws {
        let output: Document = region.isEmpty ? [:] : ["LocationConstraint": .string(region)]
        let response = try Self.codec.response(
            to: Self.getBucketLocation, of: Self.s3, output: output, requestID: "R")
        let text = try await Self.text(response)
        #expect(
            text == Self.declaration + "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(region)"
                + "</LocationConstraint>")
        let read = try Self.codec.output(of: response, body: Array(text.utf8), for: Self.getBucketLocation)
        #expect(read == output)
    }

    @Test func aRangeIsPartialContent() throws {
        let range = Member("ContentRange", .string(), at: .header("Content-Range"))
        let read = OperationSchema(
            "GetObject", method: "GET", uri: "/{Bucket}/{Key+}", input: .unit,
            output: StructureSchema("GetObjectOutput", [range]), iamAction: "s3:GetObject")
        func status(_ output: Document) throws -> Int {
            try Self.codec.response(to: read, of: Self.s3, output: output, requestID: "R").status
        }
        #expect(try status(["ContentRange": "bytes 0-4/10"]) == 206)
        #expect(try status([:]) == 200)
    }

    @Test func payloadsAreCalledAsTheirMember() async throws {
        let input: Document = ["Bucket": "b", "Key": "a b/c", "Tagging": ["TagSet": ["t"]]]
        let request = try Self.codec.request(for: Self.putObjectTagging, of: Self.s3, input: input)
        #expect(request.path == "/b/a%20b/c" && request.query == [.init("tagging")])
        let body = try await request.body.collect(bytesMax: 1000)
        #expect(
            String(decoding: body, as: UTF8.self)
                == "<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet><member>t</member></TagSet></Tagging>"
        )
        #expect(try Self.codec.input(of: request, body: body, for: Self.putObjectTagging) == input)
        #expect(throws: WireError.unexpectedType(expected: "element Tagging", at: "Tagging")) {
            try Self.codec.input(of: request, body: Array("<TagSet/>".utf8), for: Self.putObjectTagging)
        }
    }

    @Test func requestsAreRoutedByTheirOperations() {
        let router = RestXMLProtocol(serving: [Self.getObject, Self.putObjectTagging, Self.getBucketLocation])
        func name(_ request: HTTPRequest) -> String? { router.operationName(of: request, body: [], of: Self.s3) }
        #expect(name(HTTPRequest(path: "/b/k/l")) == "GetObject")
        #expect(name(HTTPRequest(path: "/b", query: [.init("location", "")])) == "GetBucketLocation")
        #expect(name(HTTPRequest(method: "PUT", path: "/b/k", query: [.init("tagging")])) == "PutObjectTagging")
        #expect(name(HTTPRequest(method: "DELETE", path: "/b/k")) == nil)
    }

    // Errors.

    static let noSuchBucket = WireFailure(
        status: 404, code: "NoSuchBucket", message: "The specified bucket does not exist", requestID: "R",
        members: .init([.init("BucketName", "b"), .init("HostId", "H")]))

    @Test func errorsStandAloneInS3() async throws {
        let response = Self.codec.response(to: Self.listBuckets, of: Self.s3, failure: Self.noSuchBucket)
        let text = try await Self.text(response)
        #expect(response.status == 404 && response.headers["x-amz-id-2"] == "H")
        #expect(
            text == Self.declaration + "<Error><Code>NoSuchBucket</Code>"
                + "<Message>The specified bucket does not exist</Message><BucketName>b</BucketName>"
                + "<RequestId>R</RequestId><HostId>H</HostId></Error>")
        let failure = Self.codec.failure(of: response, body: Array(text.utf8), of: Self.s3)
        #expect(failure.code == "NoSuchBucket" && failure.message == "The specified bucket does not exist")
        #expect(failure.requestID == "R" && failure.isClientFault)
        #expect(failure.members["BucketName"] == "b" && failure.members["HostId"] == "H")
    }

    @Test func errorsAreWrappedElsewhere() async throws {
        let response = Self.codec.response(to: nil, of: Self.other, failure: Self.noSuchBucket)
        let text = try await Self.text(response)
        #expect(
            text == "<ErrorResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Error><Type>Sender</Type>"
                + "<Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message>"
                + "<BucketName>b</BucketName></Error><RequestId>R</RequestId></ErrorResponse>")
        let failure = Self.codec.failure(of: response, body: Array(text.utf8), of: Self.other)
        #expect(failure.code == "NoSuchBucket" && failure.requestID == "R")
    }

    @Test func membersOfErrorsTravelAsTheModelBindsThem() async throws {
        let schema = StructureSchema(
            "InvalidObjectState",
            [
                Member("message", .string()), Member("Count", .integer(.integer)),
                Member("Retry", .integer(.integer), at: .header("Retry-After")),
            ], error: ErrorTraits(code: "InvalidObjectState", status: 403))
        var failure = Self.noSuchBucket
        failure.schema = schema
        failure.members = .init([.init("message", "m"), .init("Count", 1), .init("Retry", 2), .init("Odd", 3)])
        let response = Self.codec.response(to: nil, of: Self.s3, failure: failure)
        let body = Array(try await Self.text(response).utf8)
        #expect(response.headers["Retry-After"] == "2")
        #expect(
            try Self.codec.details(of: response, body: body, as: schema)
                == ["Retry": 2, "Count": 1, "message": "The specified bucket does not exist"])
    }

    @Test func headHasNoBodyToTellTheErrorIn() async throws {
        let head = OperationSchema(
            "HeadBucket", method: "HEAD", input: .unit, output: .unit, iamAction: "s3:ListBucket")
        let response = Self.codec.response(to: head, of: Self.s3, failure: Self.noSuchBucket)
        #expect(try await Self.text(response) == "" && response.status == 404)
        let failure = Self.codec.failure(of: response, body: [], of: Self.s3)
        #expect(failure.code == "NotFound" && failure.message == "Not Found" && failure.requestID == "R")
        #expect(Self.codec.failure(of: HTTPResponse(status: 599), body: [], of: Self.s3).code == "599")
    }

    @Test func notModifiedHasNoBodyEither() async throws {
        let failure = WireFailure(status: 304, code: "NotModified", message: "Not Modified", requestID: "R")
        let response = Self.codec.response(to: Self.getObject, of: Self.s3, failure: failure)
        #expect(try await Self.text(response) == "" && response.headers["Content-Type"] == nil)
        let read = Self.codec.failure(of: response, body: [], of: Self.s3)
        #expect(read.code == "NotModified" && read.message == "Not Modified" && read.requestID == "R")
    }

    @Test func someErrorsComeWithStatus200() {
        let error = Array("\(Self.declaration)\n  <Error><Code>InternalError</Code><Message>m</Message></Error>".utf8)
        let success = Array("\(Self.declaration)<CopyObjectResult/>".utf8)
        let response = HTTPResponse(status: 200)
        #expect(Self.codec.isFailure(response, body: error, for: Self.copyObject))
        #expect(!Self.codec.isFailure(response, body: success, for: Self.copyObject))
        #expect(!Self.codec.isFailure(response, body: [], for: Self.copyObject))
        #expect(!Self.codec.isFailure(response, body: error, for: Self.getObject))
        #expect(Self.codec.isFailure(HTTPResponse(status: 301), body: success, for: Self.copyObject))
        let failure = Self.codec.failure(of: response, body: error, of: Self.s3)
        #expect(failure.status == 500 && failure.code == "InternalError" && !failure.isClientFault)
    }

    @Test(arguments: ["", "<html>", "<Error/>", "<Error><Code/></Error>", "not XML", "<a><Errors/></a>"])
    func oddBodiesStillGiveAnError(_ body: String) {
        let failure = Self.codec.failure(of: HTTPResponse(status: 503), body: Array(body.utf8), of: Self.s3)
        #expect(failure.code == "ServiceUnavailable" && !failure.isClientFault)
    }
}
