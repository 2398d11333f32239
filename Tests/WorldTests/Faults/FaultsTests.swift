import AWSCore
import Testing
import World

@Suite struct FaultsTests {
    /// The codes that `count` calls come to; nil for a success.
    static func codes(_ world: World, _ count: Int, resource: String = "Orders") async -> [String?] {
        var codes: [String?] = []
        for _ in 0..<count {
            do {
                try await world.notes().get(resource)
                codes.append(nil)
            } catch {
                codes.append(error.code.rawValue)
            }
        }
        return codes
    }

    static let throttled = "ProvisionedThroughputExceededException"

    @Test func aRuleSkipsThenHitsThenIsSpent() async throws {
        let world = try World()
        let id = world.faults.add(FaultRule(.throttle, operation: "GetItem", skip: 2, count: 3))
        let codes = await Self.codes(world, 7)
        #expect(codes == [nil, nil, Self.throttled, Self.throttled, Self.throttled, nil, nil])
        let listing = try #require(world.faults.list.first)
        #expect(listing.id == id)
        #expect((listing.matched, listing.hit) == (7, 3))
    }

    @Test(arguments: [
        (FaultRule(.throttle, service: "dynamodb", resource: "table/Or*"), true),
        (FaultRule(.throttle, service: "dynamo*", operation: "Get*", resource: "table/Orders"), true),
        (FaultRule(.throttle, service: "s3"), false),
        (FaultRule(.throttle, operation: "PutItem"), false),
        (FaultRule(.throttle, resource: "table/Order"), false),
        (FaultRule(.throttle, resource: "table/Order?"), true),
        (FaultRule(.throttle, probability: 0), false),
    ]) func aRuleHitsWhatItNames(rule: FaultRule, isHit: Bool) async throws {
        let world = try World()
        world.faults.add(rule)
        #expect(await Self.codes(world, 1) == [isHit ? Self.throttled : nil])
    }

    @Test func probabilityIsAFunctionOfTheSeed() async throws {
        func hits(seed: UInt64) async throws -> [String?] {
            let world = try World(WorldConfiguration(seed: seed))
            world.faults.add(FaultRule(.internalError, probability: 0.3))
            return await Self.codes(world, 200)
        }
        let first = try await hits(seed: 1)
        #expect(try await hits(seed: 1) == first)
        #expect(try await hits(seed: 2) != first)
        let count = first.filter { $0 == "InternalServerError" }.count
        #expect((40...80).contains(count))
    }

    @Test func errorsAreTheServicesOwn() async throws {
        let world = try World()
        let kinds: [(FaultKind, String, Int)] = [
            (.throttle, Self.throttled, 400), (.internalError, "InternalServerError", 500),
            (.unavailable, "ServiceUnavailable", 503),
            (.error(code: "LimitExceededException", message: "too many", status: 400), "LimitExceededException", 400),
            (.timeout(after: .zero), "RequestTimeout", 408),
        ]
        for (kind, code, status) in kinds {
            world.faults.removeAll()
            world.faults.add(FaultRule(kind))
            let error = await #expect(throws: ServiceError<Notes>.self) { try await world.notes().get("a") }
            #expect(error?.code.rawValue == code)
            #expect(error?.status == status)
            #expect(error?.isThrottling == (kind == .throttle))
        }
        #expect(world.meter.totals.isEmpty)
    }

    @Test func aTimeoutMayComeAfterTheCallTookEffect() async throws {
        let world = try World()
        world.faults.add(FaultRule(.timeout(after: .zero, isPerformed: true), count: 1))
        #expect(await Self.codes(world, 2) == ["RequestTimeout", nil])
        #expect(world.meter.totals.first?.usage.quantity == 1)
    }

    @Test func removedRulesDoNothing() async throws {
        let world = try World()
        let id = world.faults.add(FaultRule(.throttle))
        world.faults.add(FaultPlan([FaultRule(.internalError, skip: 1)]))
        world.faults.remove(id)
        #expect(await Self.codes(world, 2) == [nil, "InternalServerError"])
        world.faults.removeAll()
        #expect(await Self.codes(world, 1) == [nil])
    }

    @Test func latencyPassesOnTheWorldsClock() throws {
        let durations = try Simulation.run(seed: 1) { world in
            world.faults.add(FaultRule(.latency(.milliseconds(100)...(.milliseconds(200))), count: 1))
            try await world.notes().get("a")
            try await world.notes().get("a")
            return world.audit.records.map(\.duration)
        }
        #expect((Duration.milliseconds(100)...(.milliseconds(200))).contains(durations[0]))
        #expect(durations[1] == .zero)
    }

    @Test func droppedEventsAreNoCalls() async throws {
        let world = try World()
        world.faults.add(FaultRule(.drop, service: "events", count: 1))
        #expect(world.faults.dropsEvent(service: "events", operation: "Deliver", resource: "rule/a"))
        #expect(!world.faults.dropsEvent(service: "events", operation: "Deliver", resource: "rule/a"))
        #expect(!world.faults.dropsEvent(service: "s3", operation: "Deliver"))
        #expect(await Self.codes(world, 1) == [nil])
    }

    @Test func anEventStreamIsCut() async throws {
        let world = try World()
        world.faults.add(FaultRule(.cutStream(afterEvents: 2), operation: "Count", count: 1))
        var texts: [String] = []
        let cut = try await world.notes().invoke(Notes.count, Notes.Message(text: ""))
        await #expect(throws: StreamCut(afterEvents: 2)) {
            for try await event in cut.eventStream { texts.append(event.text) }
        }
        #expect(texts == ["1", "2"])
        let whole = try await world.notes().invoke(Notes.count, Notes.Message(text: ""))
        for try await event in whole.eventStream { texts.append(event.text) }
        #expect(texts == ["1", "2", "1", "2", "3", "4", "5"])
    }
}
