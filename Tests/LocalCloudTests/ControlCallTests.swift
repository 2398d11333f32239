import AWSCore
import LocalCloud
import Testing

@Suite struct ControlCallTests {
    @Test func tellsTheCallsThatAreAskedFor() async throws {
        try await withHost { client, _ in
            let before = try #require(try await client.get("/_kass/calls").body["last"]?.int)
            #expect(try await client.makeTable("Orders") == 200)
            #expect(try await client.makeTable("Orders") == 400)
            #expect(try await client.s3("PUT", "/photos").status == 200)
            let all = try await client.get("/_kass/calls", ["since": "\(before)"]).body
            #expect(all["last"]?.int == before + 3)
            #expect(
                all["calls"]?.list?.compactMap { $0["operation"]?.string } == [
                    "CreateTable", "CreateTable", "CreateBucket",
                ])
            let first = all["calls"]?[0]
            #expect(first?["service"] == "dynamodb")
            #expect(first?["resource"] == "table/Orders")
            #expect(first?["account"] == "000000000000")
            #expect(first?["region"] == "us-east-1")
            #expect(first?["request_id"]?.string?.isEmpty == false)
            let failed = try await client.get("/_kass/calls", ["since": "\(before)", "status": "error"]).body
            #expect(failed["calls"]?.list?.compactMap { $0["error"]?.string } == ["ResourceInUseException"])
            let queries: [([String: String], Int)] = [
                (["service": "s3"], 1), (["operation": "Create*"], 3), (["resource": "table/*"], 2),
                (["error": "ResourceInUse*"], 1), (["status": "ok"], 2), (["service": "sqs"], 0),
            ]
            for (query, count) in queries {
                let query = query.merging(["since": "\(before)"]) { value, _ in value }
                #expect(try await client.get("/_kass/calls", query).body["calls"]?.list?.count == count, "\(query)")
            }
            let latest = try await client.get("/_kass/calls", ["since": "\(before)", "limit": "1"]).body
            #expect(latest["calls"]?.list?.compactMap { $0["operation"]?.string } == ["CreateBucket"])
            #expect(latest["omitted"] == 2)
        }
    }

    @Test(arguments: [
        ["limit": "0"], ["limit": "4097"], ["since": "-1"], ["status": "maybe"], ["follow": "yes"], ["servce": "s3"],
    ]) func refusesOtherQuestions(query: [String: String]) async throws {
        try await withHost { client, _ in
            let answer = try await client.get("/_kass/calls", query)
            #expect(answer.status == 400)
            #expect(answer.error == "ValidationError")
        }
    }

    @Test func followsCalls() async throws {
        try await withHost { client, host in
            #expect(try await client.makeTable("Before") == 200)
            let last = try #require(try await client.get("/_kass/calls").body["last"]?.int)
            let stream = try await client.lines(
                "/_kass/calls", [.init("follow", "true"), .init("since", "\(last - 1)"), .init("service", "dynamodb")])
            guard case .stream(let chunks, _) = stream else { return #expect(Bool(false), "no stream") }
            #expect(try await client.s3("PUT", "/photos").status == 200)
            #expect(try await client.makeTable("After") == 200)
            var text = ""
            for try await chunk in chunks {
                text += String(decoding: chunk, as: UTF8.self)
                if text.contains("table/After") { host.stopFollowing() }
            }
            let lines = try text.split(separator: "\n").map { try Document(json: String($0)) }
            #expect(lines.compactMap { $0["resource"]?.string } == ["table/Before", "table/After"])
            #expect(lines[0]["sequence"]?.int == last)
        }
    }
}
