import AWSCore
import LocalCloud
import Testing

@Suite struct ControlWorldTests {
    @Test(arguments: ["/_kass/reset", "/moto-api/reset"], [true, false])
    func resetsToTheBareChatbot(path: String, inMemory: Bool) async throws {
        try await withHost(inMemory: inMemory) { client, host in
            let tables = try await client.tables()
            #expect(tables.contains("kass-chatbot-local-conversations"))
            #expect(try await client.makeTable("Orders") == 200)
            #expect(try await client.s3("PUT", "/photos").status == 200)
            #expect(try await client.s3("PUT", "/photos/a", String(repeating: "x", count: 300_000)).status == 200)
            let last = try #require(try await client.get("/_kass/calls").body["last"]?.int)
            let answer = try await client.post(path)
            #expect(answer.status == 200)
            #expect(answer.body == ["status": "ok"])
            #expect(try await client.tables() == tables)
            #expect(try await client.s3("HEAD", "/photos").status == 404)
            // Calls go on being counted, so that whoever polls for new ones sees them.
            #expect(try #require(try await client.get("/_kass/calls").body["last"]?.int) > last)
            #expect(try await client.makeTable("Orders") == 200)
        }
    }

    @Test(arguments: [true, false]) func savesAndLoads(inMemory: Bool) async throws {
        try await withHost(inMemory: inMemory) { client, _ in
            #expect(try await client.makeTable("Orders") == 200)
            #expect(try await client.s3("PUT", "/photos").status == 200)
            // Larger than what the database keeps itself.
            let body = String(repeating: "0123456789", count: 100_000)
            #expect(try await client.s3("PUT", "/photos/a", body).status == 200)
            let saved = try await client.post("/_kass/snapshots/two-things.1")
            #expect(saved.status == 201)
            _ = try await client.post("/_kass/clock", #"{"advance":"1d"}"#)
            #expect(try await client.s3("DELETE", "/photos/a").status == 204)
            #expect(try await client.makeTable("Later") == 200)

            let loaded = try await client.post("/_kass/snapshots/two-things.1/load")
            #expect(loaded.status == 200)
            #expect(loaded.body["now"] == saved.body["now"])
            let tables = try await client.tables()
            #expect(tables.contains("Orders"))
            #expect(!tables.contains("Later"))
            let head = try await client.s3("HEAD", "/photos/a")
            #expect(head.headers["Content-Length"] == "1000000")
            #expect(try await client.s3("GET", "/photos/a").status == 200)
        }
    }

    @Test func keepsTrackOfWhatIsSaved() async throws {
        try await withHost { client, _ in
            #expect(try await client.get("/_kass/snapshots").body == ["snapshots": []])
            #expect(try await client.post("/_kass/snapshots/b").status == 201)
            #expect(try await client.post("/_kass/snapshots/a").status == 201)
            let again = try await client.post("/_kass/snapshots/a")
            #expect(again.status == 409)
            #expect(again.error == "AlreadyExists")
            let replaced = try await client.send(
                "POST", "/_kass/snapshots/a", query: [.init("replace", "true")])
            #expect(replaced.status == 201)
            #expect(try await client.get("/_kass/snapshots").body == ["snapshots": [["name": "a"], ["name": "b"]]])
            #expect(try await client.send("DELETE", "/_kass/snapshots/b").status == 200)
            #expect(try await client.get("/_kass/snapshots").body == ["snapshots": [["name": "a"]]])
            #expect(try await client.post("/_kass/snapshots/b/load").status == 404)
        }
    }

    /// A receiver that would wait twenty seconds is told that there is nothing, and the reset does not wait for it.
    @Test(arguments: [true, false]) func endsWaitingCalls(isVirtual: Bool) async throws {
        try await withHost(isVirtual: isVirtual) { client, _ in
            let made = try await client.call("AmazonSQS.CreateQueue", #"{"QueueName":"jobs"}"#, service: "sqs")
            let url = try #require(made.body["QueueUrl"]?.string)
            let before = try #require(try await client.get("/_kass/calls").body["last"]?.int)
            async let waiting = client.call(
                "AmazonSQS.ReceiveMessage", #"{"QueueUrl":"\#(url)","WaitTimeSeconds":20}"#, service: "sqs")
            // Let in before the reset or after it, the call ends: without a message, or without its queue.
            let isReset = try await client.post("/_kass/reset").status
            #expect(isReset == 200)
            let answer = try await waiting
            #expect([200, 400].contains(answer.status), "\(answer)")
            #expect(before > 0)
        }
    }

    /// Whatever is asked while worlds come and go is answered, and by one world alone.
    @Test(arguments: [true, false]) func answersWhileWorldsChange(inMemory: Bool) async throws {
        try await withHost(inMemory: inMemory) { client, _ in
            try await withThrowingTaskGroup(of: [Int].self) { group in
                for worker in 0..<4 {
                    group.addTask {
                        var statuses: [Int] = []
                        for number in 0..<15 {
                            statuses.append(try await client.makeTable("T\(worker)-\(number)"))
                            statuses.append(try await client.s3("PUT", "/bucket-\(worker)-\(number)").status)
                        }
                        return statuses
                    }
                }
                group.addTask {
                    var statuses: [Int] = []
                    for _ in 0..<5 { statuses.append(try await client.post("/_kass/reset").status) }
                    return statuses
                }
                for try await statuses in group { #expect(Set(statuses).isSubset(of: [200]), "\(statuses)") }
            }
            #expect(try await client.get("/_kass/health").body["status"] == "running")
        }
    }
}
