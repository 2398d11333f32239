import AWSCore
import AWSEventBridge

/// PutRule: makes a rule, or replaces what one says; its targets stay.
enum PutRule {
    static func run(
        _ input: EventBridge.PutRuleRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.PutRuleResponse {
        try RequestConstraints.check(input)
        let schedule = try schedule(input)
        do throws(PatternError) {
            if let pattern = input.eventPattern { _ = try EventPattern(pattern) }
        } catch {
            throw .invalidPattern(error)
        }
        try TagRules.check(input.tags ?? [])
        let arn = try await view.state.write(view.call) { session in try session.putRule(input, schedule) }
        return EventBridge.PutRuleResponse(ruleArn: arn)
    }

    private static func schedule(_ input: EventBridge.PutRuleRequest) throws(EventBridgeError) -> Schedule? {
        guard let text = input.scheduleExpression, !text.isEmpty else {
            guard input.eventPattern != nil else {
                throw .validation("Parameter(s) EventPattern or ScheduleExpression must be specified.")
            }
            return nil
        }
        guard Bus.name(input.eventBusName) == Bus.defaultName else {
            throw .validation("ScheduleExpression is supported only on the default event bus.")
        }
        guard let schedule = Schedule(text) else { throw .validation("Parameter ScheduleExpression is not valid.") }
        return schedule
    }
}

extension Session {
    fileprivate func putRule(_ input: EventBridge.PutRuleRequest, _ schedule: Schedule?) throws -> String {
        let bus = try stored(bus(input.eventBusName))
        let known = try findRule(input.name, on: bus)
        if known == nil, try rules(of: bus).count >= EventBridgeLimits.rulesMax {
            throw EventBridgeError.limitExceeded
        }
        var rule = StoredRule(
            id: 0, bus: bus, name: input.name, pattern: input.eventPattern, schedule: input.scheduleExpression,
            state: input.state ?? .enabled, description: input.description, role: input.roleArn)
        if rule.isEnabled { rule.next = schedule?.next(after: now) }
        try put(rule)
        if known == nil { try put(input.tags ?? [], on: rule.arn) }
        return rule.arn
    }
}

/// DescribeRule.
enum DescribeRule {
    static func run(
        _ input: EventBridge.DescribeRuleRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.DescribeRuleResponse {
        try RequestConstraints.check(input)
        let rule = try await view.state.read(view.call) { session in
            try session.rule(input.name, on: input.eventBusName)
        }
        return EventBridge.DescribeRuleResponse(
            name: rule.name, arn: rule.arn, eventPattern: rule.pattern, scheduleExpression: rule.schedule,
            state: rule.state, description: rule.description, roleArn: rule.role, eventBusName: rule.bus.name,
            createdBy: rule.bus.account)
    }
}

/// DeleteRule: a rule without targets; one that is not there counts as deleted.
enum DeleteRule {
    static func run(
        _ input: EventBridge.DeleteRuleRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.DeleteRuleOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            guard let rule = try session.findRule(input.name, on: session.bus(input.eventBusName)) else { return }
            guard try session.targets(of: rule.id).isEmpty else {
                throw EventBridgeError.validation("Rule can't be deleted since it has targets.")
            }
            try session.delete(rule)
        }
        return EventBridge.DeleteRuleOutput()
    }
}

/// EnableRule: from now on, a schedule included.
enum EnableRule {
    static func run(
        _ input: EventBridge.EnableRuleRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.EnableRuleOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            var rule = try session.rule(input.name, on: input.eventBusName)
            if rule.isEnabled { return }
            rule.state = .enabled
            rule.next = rule.schedule.flatMap { Schedule($0) }?.next(after: session.now)
            try session.put(rule)
        }
        return EventBridge.EnableRuleOutput()
    }
}

/// DisableRule.
enum DisableRule {
    static func run(
        _ input: EventBridge.DisableRuleRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.DisableRuleOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            var rule = try session.rule(input.name, on: input.eventBusName)
            rule.state = .disabled
            rule.next = nil
            try session.put(rule)
        }
        return EventBridge.DisableRuleOutput()
    }
}

/// ListRules: of one bus, in the order of their names.
enum ListRules {
    static func run(
        _ input: EventBridge.ListRulesRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.ListRulesResponse {
        try RequestConstraints.check(input)
        let page = try Page(input.limit, input.nextToken)
        let rules = try await view.state.read(view.call) { session in
            try session.rules(of: session.bus(input.eventBusName), prefix: input.namePrefix ?? "")
        }
        let (elements, token) = page.cut(rules, by: \.name)
        return EventBridge.ListRulesResponse(
            rules: elements.map {
                EventBridge.Rule(
                    name: $0.name, arn: $0.arn, eventPattern: $0.pattern, state: $0.state,
                    description: $0.description, scheduleExpression: $0.schedule, roleArn: $0.role,
                    eventBusName: $0.bus.name)
            }, nextToken: token)
    }
}

/// ListRuleNamesByTarget: rules that send to one target.
enum ListRuleNamesByTarget {
    static func run(
        _ input: EventBridge.ListRuleNamesByTargetRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.ListRuleNamesByTargetResponse {
        try RequestConstraints.check(input)
        let page = try Page(input.limit, input.nextToken)
        let rules = try await view.state.read(view.call) { session in
            try session.rules(withTarget: input.targetArn, on: session.bus(input.eventBusName))
        }
        let (elements, token) = page.cut(rules.map(\.name), by: \.self)
        return EventBridge.ListRuleNamesByTargetResponse(ruleNames: elements, nextToken: token)
    }
}
