import AWSCore
import AWSEventBridge

/// PutTargets: adds targets to a rule, or replaces those of the same id.
enum PutTargets {
    static func run(
        _ input: EventBridge.PutTargetsRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.PutTargetsResponse {
        try RequestConstraints.check(input)
        for target in input.targets { try TargetRules.check(target) }
        try await view.state.write(view.call) { session in
            let rule = try session.rule(input.rule, on: input.eventBusName)
            for target in input.targets { try session.put(target, of: rule) }
            guard try session.targets(of: rule.id).count <= EventBridgeLimits.targetsMax else {
                throw EventBridgeError.limitExceeded
            }
        }
        return EventBridge.PutTargetsResponse(failedEntryCount: 0, failedEntries: [])
    }
}

/// RemoveTargets: ids that the rule does not have are passed over.
enum RemoveTargets {
    static func run(
        _ input: EventBridge.RemoveTargetsRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.RemoveTargetsResponse {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            let rule = try session.rule(input.rule, on: input.eventBusName)
            for id in input.ids { try session.deleteTarget(id, of: rule) }
        }
        return EventBridge.RemoveTargetsResponse(failedEntryCount: 0, failedEntries: [])
    }
}

/// ListTargetsByRule: in the order of their ids.
enum ListTargetsByRule {
    static func run(
        _ input: EventBridge.ListTargetsByRuleRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.ListTargetsByRuleResponse {
        try RequestConstraints.check(input)
        let page = try Page(input.limit, input.nextToken)
        let targets = try await view.state.read(view.call) { session in
            try session.targets(of: session.rule(input.rule, on: input.eventBusName).id)
        }
        let (elements, token) = page.cut(targets, by: \.id)
        return EventBridge.ListTargetsByRuleResponse(targets: elements, nextToken: token)
    }
}
