import AWSCore
import LocalCloud
import Testing
import World

@Suite struct ServicesOverTheWireTests {
    static let form = "application/x-www-form-urlencoded; charset=utf-8"

    func query(_ door: LocalDoor, _ text: String, _ headers: HTTPHeaders) async throws -> LocalDoor.Response {
        var headers = headers
        headers["Content-Type"] = Self.form
        return try await door.send("POST", "/", text, headers)
    }

    /// The text of an element.
    func text(_ name: String, in xml: String) -> String? {
        guard let start = xml.firstRange(of: "<\(name)>"), let end = xml.firstRange(of: "</\(name)>") else {
            return nil
        }
        return String(xml[start.upperBound..<end.lowerBound])
    }

    @Test func tellsWhoCalls() async throws {
        try await LocalWire().onAWSPort { door in
            let request = "Action=GetCallerIdentity&Version=2011-06-15"
            let answer = try await query(door, request, LocalDoor.signed("sts", by: "123456789012"))
            #expect(answer.status == 200)
            #expect(answer.headers["Content-Type"] == "text/xml")
            #expect(text("Arn", in: answer.text) == "arn:aws:iam::123456789012:root")
            #expect(text("Account", in: answer.text) == "123456789012")
            #expect(
                answer.text.hasPrefix(#"<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">"#)
            )
        }
    }

    /// API reference, RestoreObject: 202 Accepted for what begins, 200 OK for what is there already.
    @Test func aRestoreThatBeginsIsAccepted() async throws {
        let wire = try LocalWire()
        try await wire.onAWSPort { door in
            var headers = LocalDoor.signed("s3")
            _ = try await door.send("PUT", "/photos", nil, headers)
            headers["x-amz-storage-class"] = "GLACIER"
            _ = try await door.send("PUT", "/photos/old", "picture", headers)
            func restore() async throws -> Int {
                let request = "<RestoreRequest><Days>1</Days></RestoreRequest>"
                return try await door.send("POST", "/photos/old?restore=", request, LocalDoor.signed("s3")).status
            }
            #expect(try await restore() == 202)
            #expect(try await restore() == 409)
            await wire.world.advance(by: .seconds(6 * 3600))
            #expect(try await restore() == 200)
        }
    }

    /// Credentials of a session belong to its role: to its account, and to its policies where it has any.
    @Test func sessionsAreTheirRoles() async throws {
        let wire = try LocalWire()
        let role = "arn:aws:iam::210987654321:role/reader"
        let policy: Document = [
            "Version": "2012-10-17",
            "Statement": [["Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"]],
        ]
        wire.world.access.attach(try PolicyDocument(policy), named: "p", to: role)
        try await wire.onAWSPort { door in
            let assumed = try await query(
                door, "Action=AssumeRole&Version=2011-06-15&RoleSessionName=s1&RoleArn=\(role)",
                LocalDoor.signed("sts", by: "123456789012"))
            let key = try #require(text("AccessKeyId", in: assumed.text))
            let me = try await query(
                door, "Action=GetCallerIdentity&Version=2011-06-15", LocalDoor.signed("sts", by: key))
            #expect(text("Arn", in: me.text) == "arn:aws:sts::210987654321:assumed-role/reader/s1")
            #expect(text("Account", in: me.text) == "210987654321")
            #expect(text("UserId", in: me.text) == text("AssumedRoleId", in: assumed.text))
            #expect(try await door.send("GET", "/", nil, LocalDoor.signed("s3", by: key)).status == 200)
            let refused = try await door.send("PUT", "/photos", nil, LocalDoor.signed("s3", by: key))
            #expect(refused.status == 403)
            #expect(text("Code", in: refused.text) == "AccessDenied")
        }
    }

    static let unemulated: [(method: String, path: String, service: String, type: String?, name: String)] = [
        ("GET", "/foundation-models", "bedrock", nil, "bedrock:ListFoundationModels"),
        ("GET", "/knowledgebases/KB12345678", "bedrock", nil, "bedrock:GetKnowledgeBase"),
        ("POST", "/", "monitoring", form, "cloudwatch:ListMetrics"),
        ("GET", "/schedules", "scheduler", nil, "scheduler:ListSchedules"),
        ("POST", "/", "iam", form, "iam:ListMetrics"),
        ("GET", "/restapis", "apigateway", nil, "apigateway:GET /restapis"),
    ]

    @Test(arguments: unemulated.indices) func whatIsNotEmulatedNamesItself(index: Int) async throws {
        let test = Self.unemulated[index]
        try await LocalWire().onAWSPort { door in
            var headers = LocalDoor.signed(test.service)
            headers["Content-Type"] = test.type
            let body = test.type.map { _ in "Action=ListMetrics&Version=2010-08-01" }
            let response = try await door.send(test.method, test.path, body, headers)
            #expect(response.status == 501)
            #expect(response.text.contains("KASS does not emulate \(test.name)"))
            #expect(
                response.text.contains("NotImplemented") || response.headers["x-amzn-ErrorType"] == "NotImplemented")
        }
    }

    /// Token counts travel as headers of Bedrock's answers, which its model does not know.
    @Test func bedrockCountsTokensInHeaders() async throws {
        try await LocalWire().onAWSPort { door in
            let body = #"{"inputText":"How long is the frame guaranteed?"}"#
            let response = try await door.send(
                "POST", "/model/amazon.titan-embed-text-v2%3A0/invoke", body, LocalDoor.signed("bedrock"))
            #expect(response.status == 200)
            let count = try #require(response.json["inputTextTokenCount"]?.number?.text)
            #expect(response.headers["x-amzn-bedrock-input-token-count"] == count)
            #expect(response.headers["x-amzn-bedrock-invocation-latency"] != nil)
        }
    }
}
