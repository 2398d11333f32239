import AWSBedrock
import AWSBedrockAgentRuntime
import AWSBedrockRuntime
import AWSCloudWatch
import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams
import AWSLambda
import AWSS3
import AWSSQS
import AWSSTS
import AWSWire
import Testing

@Suite struct RoutingTests {
    /// Every operation of every service fails with an error that names it.
    static let services: [WireService] = [
        naming(Bedrock.self), naming(BedrockRuntime.self), naming(BedrockAgentRuntime.self), naming(CloudWatch.self),
        naming(DynamoDB.self), naming(DynamoDBStreams.self), naming(Lambda.self), naming(S3.self), naming(SQS.self),
        naming(STS.self),
    ]

    static func naming<S: ServiceModel>(_ service: S.Type) -> WireService {
        .stub(S.self) { name, _ throws(ServiceError<S>) in
            throw ServiceError<S>(ErrorCode("Reached"), "<\(S.metadata.serviceID).\(name)>")
        }
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let request: String
        let reaches: String

        init(_ request: String, _ reaches: String) {
            self.request = request
            self.reaches = reaches
        }

        var testDescription: String { "\(request.prefix { $0 != "\r\n" }) reaches \(reaches)" }
    }

    static func rest(
        _ method: String, _ path: String, _ service: String, _ body: String = "", _ headers: [String] = []
    ) -> String {
        request(nil, body, service: service, headers: headers, method: method, path: path)
    }

    static let json: [Case] = [
        Case(request("GetItem", #"{"TableName":"t","Key":{}}"#), "DynamoDB.GetItem"),
        Case(request("ListStreams", target: "DynamoDBStreams_20120810"), "DynamoDB Streams.ListStreams"),
        Case(request("ListQueues", service: "sqs", target: "AmazonSQS"), "SQS.ListQueues"),
        // The target tells more than the scope.
        Case(request("ListQueues", service: "dynamodb", target: "AmazonSQS"), "SQS.ListQueues"),
    ]

    static let restJSON: [Case] = [
        Case(
            rest("POST", "/model/anthropic.claude-3-haiku-20240307-v1%3A0/invoke", "bedrock", "{}"),
            "Bedrock Runtime.InvokeModel"),
        Case(rest("POST", "/model/m/converse", "bedrock", #"{"messages":[]}"#), "Bedrock Runtime.Converse"),
        Case(
            rest("POST", "/model/arn%3Aaws%3Abedrock%3A%3A%3Ax%2Fy/converse-stream", "bedrock", "{}"),
            "Bedrock Runtime.ConverseStream"),
        Case(rest("GET", "/foundation-models", "bedrock"), "Bedrock.ListFoundationModels"),
        Case(
            rest("POST", "/knowledgebases/KB12345678/retrieve", "bedrock", #"{"retrievalQuery":{"text":"q"}}"#),
            "Bedrock Agent Runtime.Retrieve"),
        Case(rest("POST", "/2015-03-31/functions/f/invocations", "lambda", "{}"), "Lambda.Invoke"),
        Case(rest("GET", "/2015-03-31/functions/f?Qualifier=1", "lambda"), "Lambda.GetFunction"),
        Case(rest("GET", "/2015-03-31/functions/", "lambda"), "Lambda.ListFunctions"),
    ]

    static let s3: [Case] = [
        Case(rest("GET", "/bucket/a/b%2F/c", "s3"), "S3.GetObject"),
        Case(rest("GET", "/bucket/a?x-id=GetObject", "s3"), "S3.GetObject"),
        Case(rest("GET", "/bucket/a?uploadId=u", "s3"), "S3.ListParts"),
        Case(rest("GET", "/bucket/a?tagging", "s3"), "S3.GetObjectTagging"),
        Case(rest("GET", "/bucket?list-type=2", "s3"), "S3.ListObjectsV2"),
        Case(rest("GET", "/bucket", "s3"), "S3.ListObjects"),
        Case(rest("GET", "/bucket/", "s3"), "S3.ListObjects"),
        Case(rest("GET", "/bucket?versions", "s3"), "S3.ListObjectVersions"),
        Case(rest("PUT", "/bucket/a", "s3", "body"), "S3.PutObject"),
        Case(rest("PUT", "/bucket/a", "s3", "", ["x-amz-copy-source: /b/c"]), "S3.CopyObject"),
        Case(rest("PUT", "/bucket/a?partNumber=1&uploadId=u", "s3", "part"), "S3.UploadPart"),
        Case(
            rest("PUT", "/bucket/a?partNumber=1&uploadId=u", "s3", "", ["x-amz-copy-source: /b/c"]),
            "S3.UploadPartCopy"),
        Case(rest("POST", "/bucket/a?uploads", "s3"), "S3.CreateMultipartUpload"),
        Case(rest("POST", "/bucket/a?uploadId=u", "s3"), "S3.CompleteMultipartUpload"),
        Case(
            rest("POST", "/bucket?delete", "s3", "<Delete><Object><Key>k</Key></Object></Delete>"), "S3.DeleteObjects"),
        Case(rest("GET", "/", "s3"), "S3.ListBuckets"),
        // Anonymous, and without any mark: S3 decides.
        Case(request(nil, "", key: "", method: "GET", path: "/bucket/key"), "S3.GetObject"),
        // The bucket is in the host.
        Case(
            request(nil, "", service: "s3", headers: ["X: y"], method: "GET", path: "/key")
                .replacing("Host: localhost", with: "Host: photos.s3.localhost:4566"), "S3.GetObject"),
        Case(
            request(nil, "", key: "", method: "PUT", path: "/")
                .replacing("Host: localhost", with: "Host: photos.s3.eu-west-1.amazonaws.com"), "S3.CreateBucket"),
        Case(
            request(
                nil, "", key: "", method: "GET",
                path: "/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                    + "AKID%2F20250101%2Fus-east-1%2Fs3%2Faws4_request"), "S3.GetObject"),
    ]

    static let query: [Case] = [
        Case(
            rest(
                "POST", "/", "sts", "Action=GetCallerIdentity&Version=2011-06-15",
                ["Content-Type: application/x-www-form-urlencoded; charset=utf-8"]), "STS.GetCallerIdentity"),
        // No credentials needed: found by the form alone.
        Case(
            request(
                nil,
                "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn:aws:iam::000000000000:role/r"
                    + "&RoleSessionName=session&WebIdentityToken=token", key: "",
                headers: ["Content-Type: application/x-www-form-urlencoded"]), "STS.AssumeRoleWithWebIdentity"),
        Case(
            rest(
                "POST", "/", "monitoring", "Action=ListMetrics&Version=2010-08-01",
                ["Content-Type: application/x-www-form-urlencoded"]), "CloudWatch.ListMetrics"),
    ]

    static let cbor: [Case] = [
        Case(
            rest(
                "POST", "/service/GraniteServiceVersion20100801/operation/ListMetrics", "monitoring", "\u{0}",
                ["smithy-protocol: rpc-v2-cbor", "Content-Type: application/cbor"]
            ).replacing("\u{0}", with: ""),
            "CloudWatch.ListMetrics")
    ]

    @Test(arguments: json + restJSON + s3 + query) func findsTheOperation(_ test: Case) async throws {
        try await withServer(Self.services) { port in
            let client = try RawConnection(port: port)
            try await client.send(test.request)
            let text = try await client.response().text
            #expect(
                text.contains("<\(test.reaches)>") || text.contains("&lt;\(test.reaches)&gt;"), "the answer was \(text)"
            )
        }
    }

    static let strangers: [(String, Int, String)] = [
        (request("Fly"), 501, "KASS does not emulate dynamodb:Fly"),
        (request("StartExecution", service: "states", target: "AWSStepFunctions"), 501, "states:StartExecution"),
        (request("Fly", service: "", target: "Nobody_1"), 501, "KASS does not emulate Nobody_1:Fly"),
        (rest("POST", "/", "kinesis"), 501, "KASS does not emulate kinesis:POST /"),
        (rest("GET", "/nowhere", "lambda"), 501, "KASS does not emulate lambda:GET /nowhere"),
        // Not the list of the bucket's objects.
        (rest("GET", "/bucket?website", "s3"), 501, "<Code>NotImplemented</Code>"),
        (rest("PUT", "/bucket?website=", "s3"), 501, "KASS does not emulate s3:PUT /bucket?website="),
        (rest("PATCH", "/bucket/key", "s3"), 405, "MethodNotAllowed"),
        (
            rest(
                "POST", "/", "sts", "Action=Fly&Version=2011-06-15",
                ["Content-Type: application/x-www-form-urlencoded"]), 501, "KASS does not emulate sts:Fly"
        ),
        (
            rest(
                "POST", "/", "iam", "Action=CreateRole&Version=2010-05-08",
                ["Content-Type: application/x-www-form-urlencoded"]), 501,
            "<Code>NotImplemented</Code><Message>KASS does not emulate iam:CreateRole</Message>"
        ),
        (
            rest(
                "POST", "/service/Nobody/operation/Fly", "monitoring", "",
                ["smithy-protocol: rpc-v2-cbor"]), 501, "KASS does not emulate monitoring:Fly"
        ),
    ]

    @Test(arguments: strangers.indices)
    func saysWhatItDoesNotKnow(index: Int) async throws {
        let (request, status, text) = Self.strangers[index]
        try await withServer(Self.services) { port in
            let client = try RawConnection(port: port)
            try await client.send(request)
            let response = try await client.response()
            #expect(response.status == status)
            #expect(response.text.contains(text), "the answer was \(response.text)")
        }
    }

    @Test func asksForASignOfTheService() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(request(nil, "", key: "", method: "GET", path: "/bucket"))
            let response = try await client.response()
            #expect(response.status == 501)
            #expect(response.text.contains("The request names no service"))
        }
    }
}
