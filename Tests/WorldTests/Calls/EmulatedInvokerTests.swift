import AWSCore
import Testing
import World

@Suite struct EmulatedInvokerTests {
    @Test func aCallIsPerformedMeteredAndRecorded() async throws {
        let world = try World()
        #expect(try await world.notes().get("Orders") == "Orders")
        let record = try #require(world.audit.records.first)
        #expect(record.service == "dynamodb")
        #expect(record.operation == "GetItem")
        #expect(record.resource == "table/Orders")
        #expect(record.errorCode == nil)
        #expect(record.usage == [Usage(.readRequestUnits, 0.5, on: "table/Orders")])
        #expect(world.meter.totals.map(\.usage) == record.usage)
        #expect(record.requestID.count == 52)
    }

    @Test func aFailedCallCarriesItsRequestID() async throws {
        let world = try World()
        let error = await #expect(throws: ServiceError<Notes>.self) { try await world.notes().get("missing") }
        let record = try #require(world.audit.records.first)
        #expect(error?.requestID == record.requestID)
        #expect(record.errorCode == "ResourceNotFoundException")
        #expect(world.meter.totals.isEmpty)
    }

    @Test func requestIDsAreAFunctionOfTheSeed() async throws {
        func ids(seed: UInt64) async throws -> [String] {
            let world = try World(WorldConfiguration(seed: seed))
            for _ in 0..<3 { try await world.notes().get("a") }
            return world.audit.records.map(\.requestID)
        }
        let first = try await ids(seed: 1)
        #expect(Set(first).count == 3)
        #expect(try await ids(seed: 1) == first)
        #expect(try await ids(seed: 2) != first)
    }
}
