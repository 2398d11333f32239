import AWSCore
import AWSEventBridge

/// A rule that events can match, with its targets.
struct CompiledRule: Sendable {
    let arn: String
    let name: String
    let account: String
    let region: String
    let targets: [EventBridge.Target]

    init(_ rule: StoredRule, _ targets: [EventBridge.Target]) {
        arn = rule.arn
        name = rule.name
        account = rule.bus.account
        region = rule.bus.region
        self.targets = targets
    }
}

/// The enabled rules of one bus that have a pattern, in the order of their names.
struct CompiledBus: Sendable {
    /// As which version of the bus's rules and archives it was compiled.
    let version: Int64
    let rules: [CompiledRule]
    let matcher: RuleMatcher
    let archives: [CompiledArchive]
}

/// An archive of a bus, and which events it wants.
struct CompiledArchive: Sendable {
    let archive: StoredArchive
    /// Nil for all.
    let matcher: RuleMatcher?

    init(_ archive: StoredArchive) throws(PatternError) {
        self.archive = archive
        if let pattern = archive.pattern { matcher = RuleMatcher([try EventPattern(pattern)]) } else { matcher = nil }
    }

    func wants(_ event: Document) -> Bool { matcher.map { !$0.matches(event).isEmpty } ?? true }
}

/// Compiled buses, by their row.
final class CompiledBuses: Sendable {
    private let buses = Lock<[Int64: CompiledBus]>([:])

    func bus(_ row: Int64, version: Int64) -> CompiledBus? {
        buses.withLock { buses in buses[row].flatMap { $0.version == version ? $0 : nil } }
    }

    func keep(_ bus: CompiledBus, _ row: Int64) {
        buses.withLock { $0[row] = bus }
    }
}

extension Session {
    /// The rules of a bus as they are in this transaction.
    func compiled(_ bus: Bus) throws -> CompiledBus {
        let version = try version(of: bus)
        if let known = state.compiled.bus(bus.id, version: version) { return known }
        let rules = try rules(of: bus).filter { $0.isEnabled && $0.pattern != nil }
        let compiled = CompiledBus(
            version: version, rules: try rules.map { CompiledRule($0, try targets(of: $0.id)) },
            matcher: RuleMatcher(try rules.map { try EventPattern($0.pattern ?? "") }),
            archives: try archives(of: bus).map { try CompiledArchive($0) })
        state.compiled.keep(compiled, bus.id)
        return compiled
    }

    /// Takes an event in: archives it, and puts it into the outbox for the targets of all rules that it matches.
    /// - Parameter filter: ARNs of rules; nil for all.
    func accept(_ event: Event, on bus: Bus, hops: Int = 0, only filter: Set<String>? = nil) throws {
        guard bus.id != 0 else { return }
        let (document, compiled) = (event.document, try compiled(bus))
        // What an archive replays does not come into archives again.
        if event.replayName == nil {
            for archive in compiled.archives where archive.wants(document) {
                try expireEvents(of: archive.archive)
                try keep(event, in: archive.archive.id)
            }
        }
        for index in compiled.matcher.matches(document) {
            let rule = compiled.rules[index]
            if filter?.contains(rule.arn) ?? true { try enqueue(event, for: rule, hops: hops) }
        }
    }
}
