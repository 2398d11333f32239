import AWSCore
import LocalCloud
import Testing

@Suite struct ControlFaultTests {
    @Test func makesCallsFail() async throws {
        try await withHost { client, _ in
            let rule = #"{"kind":"throttle","service":"dynamodb","operation":"ListTables","count":2}"#
            let added = try await client.post("/_kass/faults", rule)
            #expect(added.status == 201)
            #expect(added.body["rules"]?[0]?["id"] == 1)
            for _ in 0..<2 {
                let answer = try await client.call("DynamoDB_20120810.ListTables", "{}")
                #expect(answer.status == 400)
                #expect(answer.body["__type"]?.string?.hasSuffix("ProvisionedThroughputExceededException") == true)
            }
            #expect(try await client.call("DynamoDB_20120810.ListTables", "{}").status == 200)
            let listed = try await client.get("/_kass/faults").body["rules"]?[0]
            #expect(listed?["hit"] == 2)
            #expect(listed?["matched"] == 3)
        }
    }

    /// What is listed can be sent again as it is written, but for what the world adds.
    @Test func rulesComeBackAsTheyWereWritten() async throws {
        let rules = [
            #"{"kind":"throttle","service":"s3"}"#, #"{"kind":"internal_error","skip":1}"#,
            #"{"kind":"unavailable","probability":0.5}"#, #"{"kind":"drop","operation":"Put*"}"#,
            #"{"error":{"code":"X","message":"no","status":503},"resource":"table/a"}"#,
            #"{"timeout":{"after":"3s","performed":true}}"#, #"{"latency":"250ms"}"#,
            #"{"latency":{"from":"1s","through":"2s"}}"#, #"{"cut_stream":2}"#,
        ]
        try await withHost { client, _ in
            let answer = try await client.post("/_kass/faults", #"{"rules":[\#(rules.joined(separator: ","))]}"#)
            #expect(answer.status == 201)
            for (index, rule) in rules.enumerated() {
                var listed = try #require(answer.body["rules"]?[index]?.object)
                for name in ["id", "matched", "hit"] { listed[name] = nil }
                #expect(Document.object(listed).jsonText() == rule)
            }
        }
    }

    @Test func rulesCanBeRemoved() async throws {
        try await withHost { client, _ in
            _ = try await client.post("/_kass/faults", #"{"rules":[{"kind":"throttle"},{"kind":"drop"}]}"#)
            let left = try await client.send("DELETE", "/_kass/faults/1")
            #expect(left.status == 200)
            #expect(left.body["rules"]?.list?.count == 1)
            #expect(left.body["rules"]?[0]?["kind"] == "drop")
            #expect(try await client.send("DELETE", "/_kass/faults").body["rules"] == [])
        }
    }

    @Test func thereAreNotEndlesslyMany() async throws {
        try await withHost { client, _ in
            let many = Array(repeating: #"{"kind":"drop"}"#, count: 1001).joined(separator: ",")
            let answer = try await client.post("/_kass/faults", #"{"rules":[\#(many)]}"#)
            #expect(answer.status == 400)
        }
    }
}
