import AWSCore
import AWSEventBridge

/// An event bus as it is stored.
struct Bus: Sendable {
    let id: Int64
    let account: String
    let region: String
    let name: String
    let created: Timestamp
    var modified: Timestamp
    /// What it was made or updated with: description, key, dead-letter queue, logging.
    var settings: EventBridge.UpdateEventBusRequest
    var policy: String?

    static let defaultName = "default"

    var arn: String { Self.arn("event-bus/\(name)", account: account, region: region) }

    static func arn(_ resource: String, account: String, region: String) -> String {
        ARN(service: "events", region: region, account: account, resource: resource).description
    }

    /// What stands after the last slash of an ARN, or a name as it is.
    static func name(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return defaultName }
        guard let arn = try? ARN(text), arn.resource.hasPrefix("event-bus/") else { return text }
        return String(arn.resource.dropFirst("event-bus/".count))
    }
}

/// A rule as it is stored.
struct StoredRule: Sendable {
    let id: Int64
    let bus: Bus
    let name: String
    var pattern: String?
    var schedule: String?
    var state: EventBridge.RuleState
    var description: String?
    var role: String?
    /// When it fires next; nil where it has no schedule, or is disabled.
    var next: Timestamp?

    var isEnabled: Bool { state != .disabled }

    var arn: String {
        let path = bus.name == Bus.defaultName ? name : "\(bus.name)/\(name)"
        return Bus.arn("rule/\(path)", account: bus.account, region: bus.region)
    }
}

/// An archive as it is stored.
struct StoredArchive: Sendable {
    let id: Int64
    let account: String
    let region: String
    let name: String
    /// The ARN of the bus.
    let source: String
    var description: String?
    var pattern: String?
    var retentionDays: Int
    let created: Timestamp

    var arn: String { Bus.arn("archive/\(name)", account: account, region: region) }
}

/// A replay as it is stored.
struct StoredReplay: Sendable {
    let id: Int64
    let account: String
    let region: String
    let name: String
    let archive: Int64
    /// The ARN of the archive.
    let source: String
    let description: String?
    let destination: EventBridge.ReplayDestination
    let start: Timestamp
    let end: Timestamp
    var state: EventBridge.ReplayState
    /// The last archived event that was put on the bus.
    var position: Int64 = 0
    var lastReplayed: Timestamp?
    let began: Timestamp
    var ended: Timestamp?

    var arn: String { Bus.arn("replay/\(name)", account: account, region: region) }
}

/// One event on its way to one target.
struct Delivery: Sendable {
    let id: Int64
    let account: String
    let region: String
    let ruleARN: String
    let target: EventBridge.Target
    let event: Event
    /// What the target gets; nil when its transformer made no JSON of the event.
    let payload: String?
    let created: Timestamp
    var attempts: Int
    /// Buses that the event has passed.
    let hops: Int
    /// Why it was given up, once it is on its way to the dead-letter queue.
    var failure: DeliveryFailure?
}
