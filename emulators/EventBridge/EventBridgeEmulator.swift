public import AWSCore
public import AWSEventBridge
public import World

/// EventBridge for one call: who calls is in the scope, what is there in the state.
public struct EventBridgeEmulator: EventBridgeClient {
    let state: EventBridgeState
    let scope: CallScope

    public init(_ state: EventBridgeState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var call: Call { Call(scope) }
}

// Buses.
extension EventBridgeEmulator {
    public func createEventBus(
        _ input: EventBridge.CreateEventBusRequest
    ) async throws(EventBridgeError) -> EventBridge.CreateEventBusResponse {
        try await CreateEventBus.run(input, self)
    }

    public func describeEventBus(
        _ input: EventBridge.DescribeEventBusRequest
    ) async throws(EventBridgeError) -> EventBridge.DescribeEventBusResponse {
        try await DescribeEventBus.run(input, self)
    }

    public func updateEventBus(
        _ input: EventBridge.UpdateEventBusRequest
    ) async throws(EventBridgeError) -> EventBridge.UpdateEventBusResponse {
        try await UpdateEventBus.run(input, self)
    }

    public func deleteEventBus(
        _ input: EventBridge.DeleteEventBusRequest
    ) async throws(EventBridgeError) -> EventBridge.DeleteEventBusOutput {
        try await DeleteEventBus.run(input, self)
    }

    public func listEventBuses(
        _ input: EventBridge.ListEventBusesRequest
    ) async throws(EventBridgeError) -> EventBridge.ListEventBusesResponse {
        try await ListEventBuses.run(input, self)
    }

    public func putPermission(
        _ input: EventBridge.PutPermissionRequest
    ) async throws(EventBridgeError) -> EventBridge.PutPermissionOutput {
        try await PutPermission.run(input, self)
    }

    public func removePermission(
        _ input: EventBridge.RemovePermissionRequest
    ) async throws(EventBridgeError) -> EventBridge.RemovePermissionOutput {
        try await RemovePermission.run(input, self)
    }
}

// Rules and targets.
extension EventBridgeEmulator {
    public func putRule(
        _ input: EventBridge.PutRuleRequest
    ) async throws(EventBridgeError) -> EventBridge.PutRuleResponse {
        try await PutRule.run(input, self)
    }

    public func describeRule(
        _ input: EventBridge.DescribeRuleRequest
    ) async throws(EventBridgeError) -> EventBridge.DescribeRuleResponse {
        try await DescribeRule.run(input, self)
    }

    public func deleteRule(
        _ input: EventBridge.DeleteRuleRequest
    ) async throws(EventBridgeError) -> EventBridge.DeleteRuleOutput {
        try await DeleteRule.run(input, self)
    }

    public func enableRule(
        _ input: EventBridge.EnableRuleRequest
    ) async throws(EventBridgeError) -> EventBridge.EnableRuleOutput {
        try await EnableRule.run(input, self)
    }

    public func disableRule(
        _ input: EventBridge.DisableRuleRequest
    ) async throws(EventBridgeError) -> EventBridge.DisableRuleOutput {
        try await DisableRule.run(input, self)
    }

    public func listRules(
        _ input: EventBridge.ListRulesRequest
    ) async throws(EventBridgeError) -> EventBridge.ListRulesResponse {
        try await ListRules.run(input, self)
    }

    public func listRuleNamesByTarget(
        _ input: EventBridge.ListRuleNamesByTargetRequest
    ) async throws(EventBridgeError) -> EventBridge.ListRuleNamesByTargetResponse {
        try await ListRuleNamesByTarget.run(input, self)
    }

    public func putTargets(
        _ input: EventBridge.PutTargetsRequest
    ) async throws(EventBridgeError) -> EventBridge.PutTargetsResponse {
        try await PutTargets.run(input, self)
    }

    public func removeTargets(
        _ input: EventBridge.RemoveTargetsRequest
    ) async throws(EventBridgeError) -> EventBridge.RemoveTargetsResponse {
        try await RemoveTargets.run(input, self)
    }

    public func listTargetsByRule(
        _ input: EventBridge.ListTargetsByRuleRequest
    ) async throws(EventBridgeError) -> EventBridge.ListTargetsByRuleResponse {
        try await ListTargetsByRule.run(input, self)
    }
}

// Events.
extension EventBridgeEmulator {
    public func putEvents(
        _ input: EventBridge.PutEventsRequest
    ) async throws(EventBridgeError) -> EventBridge.PutEventsResponse {
        try await PutEvents.run(input, self)
    }

    public func testEventPattern(
        _ input: EventBridge.TestEventPatternRequest
    ) async throws(EventBridgeError) -> EventBridge.TestEventPatternResponse {
        try await TestEventPattern.run(input, self)
    }
}

// Archives and replays.
extension EventBridgeEmulator {
    public func createArchive(
        _ input: EventBridge.CreateArchiveRequest
    ) async throws(EventBridgeError) -> EventBridge.CreateArchiveResponse {
        try await CreateArchive.run(input, self)
    }

    public func describeArchive(
        _ input: EventBridge.DescribeArchiveRequest
    ) async throws(EventBridgeError) -> EventBridge.DescribeArchiveResponse {
        try await DescribeArchive.run(input, self)
    }

    public func updateArchive(
        _ input: EventBridge.UpdateArchiveRequest
    ) async throws(EventBridgeError) -> EventBridge.UpdateArchiveResponse {
        try await UpdateArchive.run(input, self)
    }

    public func deleteArchive(
        _ input: EventBridge.DeleteArchiveRequest
    ) async throws(EventBridgeError) -> EventBridge.DeleteArchiveResponse {
        try await DeleteArchive.run(input, self)
    }

    public func listArchives(
        _ input: EventBridge.ListArchivesRequest
    ) async throws(EventBridgeError) -> EventBridge.ListArchivesResponse {
        try await ListArchives.run(input, self)
    }

    public func startReplay(
        _ input: EventBridge.StartReplayRequest
    ) async throws(EventBridgeError) -> EventBridge.StartReplayResponse {
        try await StartReplay.run(input, self)
    }

    public func cancelReplay(
        _ input: EventBridge.CancelReplayRequest
    ) async throws(EventBridgeError) -> EventBridge.CancelReplayResponse {
        try await CancelReplay.run(input, self)
    }

    public func describeReplay(
        _ input: EventBridge.DescribeReplayRequest
    ) async throws(EventBridgeError) -> EventBridge.DescribeReplayResponse {
        try await DescribeReplay.run(input, self)
    }

    public func listReplays(
        _ input: EventBridge.ListReplaysRequest
    ) async throws(EventBridgeError) -> EventBridge.ListReplaysResponse {
        try await ListReplays.run(input, self)
    }
}

// Tags.
extension EventBridgeEmulator {
    public func tagResource(
        _ input: EventBridge.TagResourceRequest
    ) async throws(EventBridgeError) -> EventBridge.TagResourceResponse {
        try await TagResource.run(input, self)
    }

    public func untagResource(
        _ input: EventBridge.UntagResourceRequest
    ) async throws(EventBridgeError) -> EventBridge.UntagResourceResponse {
        try await UntagResource.run(input, self)
    }

    public func listTagsForResource(
        _ input: EventBridge.ListTagsForResourceRequest
    ) async throws(EventBridgeError) -> EventBridge.ListTagsForResourceResponse {
        try await ListTagsForResource.run(input, self)
    }
}
