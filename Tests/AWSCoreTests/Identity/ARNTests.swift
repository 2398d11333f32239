import AWSCore
import TestSupport
import Testing

@Suite struct ARNTests {
    @Test(arguments: [
        (
            "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders/index/ByDate",
            ARN(
                service: "dynamodb", region: "eu-west-1", account: "123456789012",
                resource: "table/Orders/index/ByDate")
        ),
        ("arn:aws:s3:::bucket/a:b", ARN(service: "s3", region: "", account: "", resource: "bucket/a:b")),
        (
            "arn:aws:iam::aws:policy/ReadOnlyAccess",
            ARN(service: "iam", region: "", account: "aws", resource: "policy/ReadOnlyAccess")
        ),
        (
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:f:1",
            ARN(
                partition: "aws-cn", service: "lambda", region: "cn-north-1", account: "123456789012",
                resource: "function:f:1")
        ),
        (
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
            ARN(
                service: "bedrock", region: "us-east-1", account: "",
                resource: "foundation-model/anthropic.claude-3-haiku-20240307-v1:0")
        ),
        ("arn:aws:sqs:*:*:*", ARN(service: "sqs", region: "*", account: "*", resource: "*")),
    ])
    func readsAndWrites(_ text: String, _ arn: ARN) throws {
        #expect(try ARN(text) == arn)
        #expect(arn.description == text)
    }

    @Test func takesResourcesApart() throws {
        let table = try ARN("arn:aws:dynamodb:eu-west-1:123456789012:table/Orders")
        #expect(table.resourceType == "table")
        #expect(table.resourceID == "Orders")
        #expect(table.accountID == AccountID("123456789012"))
        let queue = try ARN("arn:aws:sqs:eu-west-1:123456789012:jobs")
        #expect(queue.resourceType == nil)
        #expect(queue.resourceID == "jobs")
        #expect(try ARN("arn:aws:lambda:eu-west-1:1:function:f:1").resourceID == "f:1")
        #expect(try ARN("arn:aws:s3:::bucket").accountID == nil)
    }

    @Test(arguments: [
        ("", ARNError.noPrefix), ("table/Orders", .noPrefix), ("ARN:aws:s3:::b", .noPrefix), ("arn", .tooFewParts(1)),
        ("arn:aws:s3::b", .tooFewParts(5)), ("arn::s3:::b", .invalidPartition("")),
        ("arn:aws::::b", .invalidService("")),
        ("arn:a ws:s3:::b", .invalidPartition("a ws")), ("arn:aws:s3:eu/west::b", .invalidRegion("eu/west")),
        ("arn:aws:s3::é:b", .invalidAccount("é")), ("arn:aws:s3:::", .noResource),
        ("arn:aws:s3:::\(String(repeating: "x", count: 2036))", .tooLong(bytes: 2049)),
    ])
    func refuses(_ text: String, _ error: ARNError) {
        #expect(throws: error) { try ARN(text) }
    }

    @Test func theLongestIsRead() throws {
        #expect(try ARN("arn:aws:s3:::\(String(repeating: "x", count: 2035))").description.utf8.count == 2048)
    }

    @Test(arguments: ["", "12345678901", "1234567890123", "12345678901a", "１２３４５６７８９０１２", "-12345678901"])
    func accountsAreTwelveDigits(_ text: String) {
        #expect(AccountID(text) == nil)
        #expect(AccountID("000000000000")?.description == "000000000000")
    }

    @Test func mutationsNeverTrapAndRoundTripWhenRead() {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        let text = Array("arn:aws:dynamodb:eu-west-1:123456789012:table/Orders".utf8)
        for _ in 0..<20_000 {
            let mutated = String(decoding: generator.mutated(text), as: UTF8.self)
            guard let arn = try? ARN(mutated) else { continue }
            #expect(arn.description == mutated)
        }
    }
}
