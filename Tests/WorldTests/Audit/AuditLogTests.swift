import AWSCore
import Testing
import World

@Suite struct AuditLogTests {
    @Test func theLatestRecordsAreKept() async throws {
        let world = try World(WorldConfiguration(auditCapacity: 3))
        for name in ["a", "b", "c", "d", "e"] { try await world.notes().get(name) }
        #expect(world.audit.records.map(\.resource) == ["table/c", "table/d", "table/e"])
        #expect(world.audit.records.map(\.sequence) == [3, 4, 5])
        #expect(world.audit.count == 5)
    }

    @Test func recordsAreFoundByTheirNumberAndTheirTrace() async throws {
        let world = try World(WorldConfiguration(auditCapacity: 3))
        for name in ["a", "b"] { try await world.notes().get(name) }
        try await CallTrace.with("turn") {
            try await world.notes().get("c")
            await world.spawn("test") { _ = try? await world.notes().get("d") }.value
        }
        try await world.notes().get("e")
        #expect(world.audit.records(after: 3).map(\.resource) == ["table/d", "table/e"])
        #expect(world.audit.records(after: 0, of: "turn").map(\.sequence) == [3, 4])
        #expect(world.audit.records(after: 5).isEmpty && world.audit.records(after: 9).isEmpty)
        #expect(world.audit.records(after: 0, of: "other").isEmpty)
    }

    @Test func subscribersSeeWhatTheirFilterLetsThrough() async throws {
        let world = try World()
        let records = world.audit.subscribe { $0.resource != "table/b" }
        for name in ["a", "b", "c"] { try await world.notes().get(name) }
        try world.close()
        var seen: [String?] = []
        for await record in records { seen.append(record.resource) }
        #expect(seen == ["table/a", "table/c"])
    }

    @Test func messagesAreKeptOnlyWhenAskedFor() async throws {
        for isKept in [false, true] {
            let world = try World(WorldConfiguration(auditKeepsMessages: isKept))
            try await world.notes().get("a")
            _ = try? await world.notes().get("missing")
            let records = world.audit.records
            #expect(records[0].input == (isKept ? ["Text": "a"] : nil))
            #expect(records[0].output == (isKept ? ["Text": "a"] : nil))
            #expect(records[1].input == (isKept ? ["Text": "missing"] : nil))
            #expect(records[1].output == nil)
            #expect(records[1].errorMessage == "no note")
        }
    }

    @Test func recordsOfManyTasksAreAllThere() async throws {
        let world = try World()
        await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<500 { group.addTask { try await world.notes().get("\(number)") } }
        }
        let records = world.audit.records
        #expect(records.map(\.sequence) == Array(1...500))
        #expect(Set(records.map(\.requestID)).count == 500)
        #expect(world.meter.totals.count == 500)
    }
}
