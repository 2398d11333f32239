import AWSCore
import Synchronization

/// The fault plan of a world while it runs: its rules, and how often each has matched and hit.
public final class Faults: Sendable {
    fileprivate struct Active {
        let id: FaultID
        let rule: FaultRule
        let service: WildcardPattern
        let operation: WildcardPattern
        let resource: WildcardPattern
        let stream: SeededStream
        var matched: Int
        var hit: Int
    }

    private struct State {
        var active: [Active] = []
        var lastID = 0
    }

    /// A rule and what it has done so far.
    public struct Listing: Hashable, Sendable {
        public let id: FaultID
        public let rule: FaultRule
        /// Calls that the rule spoke of, and those of them that it hit.
        public let matched: Int
        public let hit: Int
    }

    private let state = Lock(State())
    /// Read on every call, so that a world without faults pays for nothing else.
    private let hasRules = Atomic(false)
    private let seeds: Seeds

    init(_ seeds: Seeds) {
        self.seeds = seeds
    }

    /// Adds a rule after those that are there.
    @discardableResult
    public func add(_ rule: FaultRule) -> FaultID {
        precondition((0...1).contains(rule.probability), "a probability lies between 0 and 1")
        return state.withLock { state in
            state.lastID += 1
            let id = FaultID(number: state.lastID)
            state.active.append(activate(id, rule))
            hasRules.store(true, ordering: .relaxed)
            return id
        }
    }

    public func add(_ plan: FaultPlan) {
        for rule in plan.rules { add(rule) }
    }

    public func remove(_ id: FaultID) {
        state.withLock { state in
            state.active.removeAll { $0.id == id }
            hasRules.store(!state.active.isEmpty, ordering: .relaxed)
        }
    }

    public func removeAll() {
        state.withLock { $0.active = [] }
        hasRules.store(false, ordering: .relaxed)
    }

    /// The rules in the order in which they are tried.
    public var list: [Listing] {
        state.withLock { state in
            state.active.map { Listing(id: $0.id, rule: $0.rule, matched: $0.matched, hit: $0.hit) }
        }
    }

    /// Whether an event that a service delivers is lost on the way.
    public func dropsEvent(service: String, operation: String, resource: String? = nil) -> Bool {
        decide(service: service, operation: operation, resource: resource, forEvents: true) != .none
    }

    /// What happens to the next call.
    func decide(
        service: String, operation: String, resource: String?, forEvents: Bool = false
    ) -> FaultEffect {
        guard hasRules.load(ordering: .relaxed) else { return .none }
        return state.withLock { state in
            var effect = FaultEffect.none
            for index in state.active.indices {
                let rule = state.active[index].rule
                guard (rule.kind == .drop) == forEvents,
                    state.active[index].hits(service: service, operation: operation, resource: resource)
                else { continue }
                effect.add(rule.kind, drawingFrom: state.active[index].stream)
                if effect.isFinal { break }
            }
            return effect
        }
    }

    private func activate(_ id: FaultID, _ rule: FaultRule, matched: Int = 0, hit: Int = 0) -> Active {
        Active(
            id: id, rule: rule, service: WildcardPattern(rule.service), operation: WildcardPattern(rule.operation),
            resource: WildcardPattern(rule.resource), stream: seeds.stream(named: "faults.\(id.number)"),
            matched: matched, hit: hit)
    }

    /// Goes on where another world's faults stand.
    func restore(_ listings: [Listing]) {
        state.withLock { state in
            state.active = listings.map { activate($0.id, $0.rule, matched: $0.matched, hit: $0.hit) }
            state.lastID = listings.map(\.id.number).max() ?? 0
            hasRules.store(!listings.isEmpty, ordering: .relaxed)
        }
    }
}

/// Names one rule of a world.
public struct FaultID: Hashable, Sendable {
    /// Counts the rules of the world, from 1.
    public let number: Int
}

extension Faults.Active {
    /// Counts a call that matches, and says whether the rule hits it.
    fileprivate mutating func hits(service: String, operation: String, resource: String?) -> Bool {
        guard self.service.matches(service), self.operation.matches(operation),
            self.resource.matches(resource ?? "")
        else { return false }
        matched += 1
        guard matched > rule.skip, rule.count.map({ hit < $0 }) ?? true else { return false }
        guard rule.probability >= 1 || stream.nextDouble() < rule.probability else { return false }
        hit += 1
        return true
    }
}
