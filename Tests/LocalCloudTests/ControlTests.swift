import AWSCore
import AWSLive
import LocalCloud
import Testing

@Suite struct ControlTests {
    @Test(arguments: ["/_kass/health", "/_localstack/health"]) func health(path: String) async throws {
        try await withHost { client, _ in
            let answer = try await client.get(path)
            #expect(answer.status == 200)
            #expect(answer.body["status"] == "running")
            #expect(answer.body["version"] == "1.2.3")
            #expect(answer.body["edition"] == "kass")
            // The names that LocalStack's clients wait for (docs.localstack.cloud, "Internal endpoints").
            for service in ["s3", "dynamodb", "dynamodbstreams", "events", "lambda", "logs", "sqs", "secretsmanager"] {
                #expect(answer.body["services"]?[service] == "running", "\(service)")
            }
            #expect(answer.body["services"]?["opensearch"] == "running")
            // What only says that it is not emulated does not run.
            #expect(answer.body["services"]?["xray"] == nil && answer.body["services"]?["bedrock-agent"] == nil)
        }
    }

    static let wrong: [(String, String, Int, String)] = [
        ("GET", "/_kass/", 404, "NotFound"), ("GET", "/_kass/nothing", 404, "NotFound"),
        ("GET", "/_kass/health/more", 404, "NotFound"), ("DELETE", "/_kass/faults/x", 404, "NotFound"),
        ("DELETE", "/_kass/faults/7", 404, "NotFound"), ("GET", "/_kass/reset", 405, "MethodNotAllowed"),
        ("GET", "/moto-api/reset", 405, "MethodNotAllowed"), ("PATCH", "/_kass/clock", 405, "MethodNotAllowed"),
        ("PUT", "/_kass/faults", 405, "MethodNotAllowed"), ("POST", "/_kass/calls", 405, "MethodNotAllowed"),
        ("POST", "/_kass/meter", 405, "MethodNotAllowed"), ("POST", "/_kass/health", 405, "MethodNotAllowed"),
        ("POST", "/_kass/snapshots", 405, "MethodNotAllowed"), ("GET", "/_kass/snapshots/a", 405, "MethodNotAllowed"),
        ("GET", "/_kass/snapshots/a/load", 405, "MethodNotAllowed"),
        ("POST", "/_kass/snapshots/a/load", 404, "NotFound"), ("DELETE", "/_kass/snapshots/a", 404, "NotFound"),
        ("POST", "/_kass/snapshots/..", 400, "ValidationError"),
        ("POST", "/_kass/snapshots/%2e%2e", 400, "ValidationError"),
        ("POST", "/_kass/snapshots/.hidden", 400, "ValidationError"),
        ("POST", "/_kass/snapshots/a%2Fb/load", 400, "ValidationError"),
        ("POST", "/_kass/snapshots/\(String(repeating: "n", count: 65))", 400, "ValidationError"),
    ]

    @Test func refusesWhatItDoesNotKnow() async throws {
        try await withHost { client, _ in
            for (method, path, status, error) in Self.wrong {
                let answer = try await client.send(method, path)
                #expect(answer.status == status, "\(method) \(path)")
                #expect(answer.error == error, "\(method) \(path)")
                #expect(answer.body["message"]?.string?.isEmpty == false)
            }
            let answer = try await client.send("PATCH", "/_kass/clock")
            #expect(answer.headers["Allow"] == "GET, PUT, POST")
        }
    }

    static let badBodies: [(String, String, String)] = [
        ("POST", "/_kass/clock", "{"), ("POST", "/_kass/clock", "{}"), ("POST", "/_kass/clock", #"{"advance":"soon"}"#),
        ("POST", "/_kass/clock", #"{"advance":"-1s"}"#), ("POST", "/_kass/clock", #"{"advance":"3661d"}"#),
        ("PUT", "/_kass/clock", #"{"now":"yesterday"}"#), ("PUT", "/_kass/clock", #"{"now":"2024-12-31T23:59:59Z"}"#),
        ("POST", "/_kass/faults", "nope"), ("POST", "/_kass/faults", "[]"), ("POST", "/_kass/faults", "{}"),
        ("POST", "/_kass/faults", #"{"kind":"slow"}"#), ("POST", "/_kass/faults", #"{"kind":"throttle","count":0}"#),
        ("POST", "/_kass/faults", #"{"kind":"throttle","probability":2}"#),
        ("POST", "/_kass/faults", #"{"kind":"throttle","servce":"s3"}"#),
        ("POST", "/_kass/faults", #"{"error":{"code":"X","status":200}}"#),
        ("POST", "/_kass/faults", #"{"timeout":{}}"#), ("POST", "/_kass/faults", #"{"latency":3}"#),
        ("POST", "/_kass/faults", #"{"rules":[{"kind":"throttle"},{"kind":"slow"}]}"#),
    ]

    @Test func refusesBodiesThatMakeNoSense() async throws {
        try await withHost { client, _ in
            for (method, path, body) in Self.badBodies {
                let answer = try await client.send(method, path, body)
                #expect(answer.status == 400, "\(path) \(body)")
                #expect(answer.error == "ValidationError")
            }
            #expect(try await client.get("/_kass/faults").body["rules"]?.list == [])
            let long = try await client.post("/_kass/faults", String(repeating: " ", count: 256 * 1024 + 1))
            #expect(long.status == 413)
        }
    }

    @Test func isNotForWebPages() async throws {
        try await withHost { client, _ in
            for headers: HTTPHeaders in [
                ["Origin": "http://evil.example"], ["Origin": "null"], ["Host": "evil.example"],
                ["Origin": "https://evil.amazonaws.com"],
            ] {
                let answer = try await client.send("POST", "/_kass/reset", headers: headers)
                #expect(answer.status == 403, "\(headers)")
            }
            let own = try await client.send("GET", "/_kass/health", headers: ["Origin": "http://localhost:8080"])
            #expect(own.status == 200)
        }
    }

    /// S3 takes any key, and `moto-api` is a name that a bucket may have.
    @Test func leavesBucketsAlone() async throws {
        try await withHost { client, _ in
            #expect(try await client.s3("PUT", "/moto-api").status == 200)
            #expect(try await client.s3("PUT", "/moto-api/reset", "kept").status == 200)
            #expect(try await client.s3("POST", "/moto-api/reset").status != 404)
            #expect(try await client.s3("HEAD", "/moto-api/reset").status == 200)
            let hosted = try await client.send(
                "GET", "/_kass/health", headers: ControlClient.signed("s3", ["Host": "moto-api.s3.localhost"]))
            #expect(hosted.status == 404)
        }
    }

    @Test func tellsWhatWasUsed() async throws {
        try await withHost { client, _ in
            #expect(try await client.s3("PUT", "/photos").status == 200)
            #expect(try await client.s3("PUT", "/photos/a", "bytes").status == 200)
            let answer = try await client.get("/_kass/meter")
            let lines = answer.body["totals"]?.list ?? []
            let put = lines.first { $0["service"] == "s3" && $0["unit"] == "Tier1Requests" }
            #expect(put?["account"] == "000000000000")
            #expect(put?["region"] == "us-east-1")
            #expect((put?["quantity"]?.double ?? 0) >= 2)
            let sum = lines.compactMap { $0["dollars"]?.double }.reduce(0, +)
            #expect(abs(sum - (answer.body["dollars"]?.double ?? -1)) < 1e-9)
            #expect(sum > 0)
        }
    }
}
