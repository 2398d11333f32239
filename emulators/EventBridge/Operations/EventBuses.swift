import AWSCore
import AWSEventBridge

/// CreateEventBus: a bus of one's own beside the default one.
enum CreateEventBus {
    static func run(
        _ input: EventBridge.CreateEventBusRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.CreateEventBusResponse {
        try RequestConstraints.check(input)
        guard input.eventSourceName == nil else {
            throw .notEmulated("CreateEventBus", parameter: "EventSourceName (partner event sources)")
        }
        guard !input.name.contains("/") else { throw .validation("Event bus name must not contain '/'.") }
        try TagRules.check(input.tags ?? [])
        let arn = try await view.state.write(view.call) { session in try session.createBus(input) }
        return EventBridge.CreateEventBusResponse(
            eventBusArn: arn, description: input.description, kmsKeyIdentifier: input.kmsKeyIdentifier,
            deadLetterConfig: input.deadLetterConfig, logConfig: input.logConfig)
    }
}

extension Session {
    fileprivate func createBus(_ input: EventBridge.CreateEventBusRequest) throws -> String {
        guard try findBus(input.name, account: account, region: region) == nil else {
            throw EventBridgeError.alreadyExists("Event bus \(input.name) already exists.")
        }
        guard try buses(prefix: "").count < EventBridgeLimits.eventBusesMax else {
            throw EventBridgeError.limitExceeded
        }
        let settings = EventBridge.UpdateEventBusRequest(
            kmsKeyIdentifier: input.kmsKeyIdentifier, description: input.description,
            deadLetterConfig: input.deadLetterConfig, logConfig: input.logConfig)
        let bus = try insertBus(
            Bus(
                id: 0, account: account, region: region, name: input.name, created: now, modified: now,
                settings: settings))
        try put(input.tags ?? [], on: bus.arn)
        return bus.arn
    }
}

/// DescribeEventBus: a bus, or the default one.
enum DescribeEventBus {
    static func run(
        _ input: EventBridge.DescribeEventBusRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.DescribeEventBusResponse {
        try RequestConstraints.check(input)
        let bus = try await view.state.read(view.call) { session in try session.bus(input.name) }
        return EventBridge.DescribeEventBusResponse(
            name: bus.name, arn: bus.arn, description: bus.settings.description,
            kmsKeyIdentifier: bus.settings.kmsKeyIdentifier, deadLetterConfig: bus.settings.deadLetterConfig,
            policy: bus.policy, logConfig: bus.settings.logConfig, creationTime: bus.created,
            lastModifiedTime: bus.modified)
    }
}

/// UpdateEventBus: what a bus was made with, anew.
enum UpdateEventBus {
    static func run(
        _ input: EventBridge.UpdateEventBusRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.UpdateEventBusResponse {
        try RequestConstraints.check(input)
        let bus = try await view.state.write(view.call) { session in
            var bus = try session.stored(session.bus(input.name))
            bus.settings = EventBridge.UpdateEventBusRequest(
                kmsKeyIdentifier: input.kmsKeyIdentifier, description: input.description,
                deadLetterConfig: input.deadLetterConfig, logConfig: input.logConfig)
            try session.update(bus)
            return bus
        }
        return EventBridge.UpdateEventBusResponse(
            arn: bus.arn, name: bus.name, kmsKeyIdentifier: input.kmsKeyIdentifier, description: input.description,
            deadLetterConfig: input.deadLetterConfig, logConfig: input.logConfig)
    }
}

/// DeleteEventBus: a bus without rules; one that is not there counts as deleted.
enum DeleteEventBus {
    static func run(
        _ input: EventBridge.DeleteEventBusRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.DeleteEventBusOutput {
        try RequestConstraints.check(input)
        guard Bus.name(input.name) != Bus.defaultName else { throw .validation("Cannot delete event bus default.") }
        try await view.state.write(view.call) { session in
            guard let bus = try session.findBus(input.name) else { return }
            guard try session.rules(of: bus).isEmpty else {
                throw EventBridgeError.validation("Event bus \(bus.name) can't be deleted since it has rules.")
            }
            try session.delete(bus)
        }
        return EventBridge.DeleteEventBusOutput()
    }
}

/// ListEventBuses: in the order of their names.
enum ListEventBuses {
    static func run(
        _ input: EventBridge.ListEventBusesRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.ListEventBusesResponse {
        try RequestConstraints.check(input)
        let page = try Page(input.limit, input.nextToken)
        let buses = try await view.state.read(view.call) { session in
            try session.buses(prefix: input.namePrefix ?? "")
        }
        let (elements, token) = page.cut(buses, by: \.name)
        return EventBridge.ListEventBusesResponse(
            eventBuses: elements.map {
                EventBridge.EventBus(
                    name: $0.name, arn: $0.arn, description: $0.settings.description, policy: $0.policy,
                    creationTime: $0.created, lastModifiedTime: $0.modified)
            }, nextToken: token)
    }
}
