import AWSCore
import LocalCloud
import Testing

@Suite struct ControlClockTests {
    @Test func movesVirtualTime() async throws {
        try await withHost { client, _ in
            let start = try await client.get("/_kass/clock").body
            #expect(start["kind"] == "virtual")
            let begun = try #require(start["now"]?.string.flatMap { Timestamp($0, .dateTime) })
            let later = try await client.post("/_kass/clock", #"{"advance":"90d"}"#).body
            #expect(later["now"]?.string == (begun + .seconds(90 * 86_400)).text(.dateTime))
            let set = try await client.send("PUT", "/_kass/clock", #"{"now":"2026-01-01T00:00:00Z"}"#)
            #expect(set.status == 200)
            #expect(try await client.get("/_kass/clock").body["now"] == "2026-01-01T00:00:00Z")
            #expect(set.headers["Date"] != nil)
        }
    }

    /// Ten minutes make nothing of an item that lives an hour; two days do.
    @Test func whatWasToHappenMeanwhileHasHappened() async throws {
        try await withHost { client, _ in
            #expect(try await client.makeTable("Sessions") == 200)
            _ = try await client.post("/_kass/clock", #"{"advance":"1m"}"#)
            let ttl = #"{"TableName":"Sessions","TimeToLiveSpecification":{"AttributeName":"end","Enabled":true}}"#
            #expect(try await client.call("DynamoDB_20120810.UpdateTimeToLive", ttl).status == 200)
            let item = #"{"TableName":"Sessions","Item":{"id":{"S":"a"},"end":{"N":"1735693200"}}}"#
            #expect(try await client.call("DynamoDB_20120810.PutItem", item).status == 200)
            let scan = #"{"TableName":"Sessions"}"#
            _ = try await client.post("/_kass/clock", #"{"advance":"10m"}"#)
            #expect(try await client.call("DynamoDB_20120810.Scan", scan).body["Count"] == 1)
            _ = try await client.post("/_kass/clock", #"{"advance":"4d"}"#)
            #expect(try await client.call("DynamoDB_20120810.Scan", scan).body["Count"] == 0)
        }
    }

    @Test func manyMayMoveItAtOnce() async throws {
        try await withHost { client, _ in
            let start = try await client.get("/_kass/clock").body["now"]?.string.flatMap { Timestamp($0, .dateTime) }
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await client.post("/_kass/clock", #"{"advance":"1h"}"#).status }
                }
                for try await status in group { #expect(status == 200) }
            }
            let end = try await client.get("/_kass/clock").body["now"]?.string.flatMap { Timestamp($0, .dateTime) }
            #expect(try #require(end) - #require(start) == .seconds(20 * 3600))
        }
    }

    @Test func realTimeCannotBeMoved() async throws {
        try await withHost(isVirtual: false) { client, _ in
            #expect(try await client.get("/_kass/clock").body["kind"] == "real")
            let answer = try await client.post("/_kass/clock", #"{"advance":"1s"}"#)
            #expect(answer.status == 409)
            #expect(answer.error == "ClockIsReal")
        }
    }
}
