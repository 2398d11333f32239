import AWSCore
import AWSEventBridge

/// StartReplay: puts what an archive has kept on its bus again, on the world's clock.
enum StartReplay {
    static func run(
        _ input: EventBridge.StartReplayRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.StartReplayResponse {
        try RequestConstraints.check(input)
        let replay = try await view.state.write(view.call) { session in try session.startReplay(input) }
        view.state.schedule(replay, at: view.call.now)
        return EventBridge.StartReplayResponse(
            replayArn: replay.arn, state: replay.state, replayStartTime: replay.began)
    }
}

extension Session {
    fileprivate func startReplay(_ input: EventBridge.StartReplayRequest) throws -> StoredReplay {
        let destination = try bus(input.destination.arn)
        let name = (try? ARN(input.eventSourceArn))?.resourceID ?? input.eventSourceArn
        guard let archive = try findArchive(name) else {
            throw EventBridgeError.validation(
                "Parameter EventSourceArn is not valid. Reason: Archive \(name) does not exist.")
        }
        guard destination.arn == archive.source else {
            throw EventBridgeError.validation(
                "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.")
        }
        guard input.eventStartTime < input.eventEndTime else {
            throw EventBridgeError.validation(
                "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.")
        }
        guard try findReplay(input.replayName) == nil else {
            throw EventBridgeError.alreadyExists("Replay \(input.replayName) already exists.")
        }
        guard try replays().count(where: { $0.ended == nil }) < EventBridgeLimits.activeReplaysMax else {
            throw EventBridgeError.limitExceeded
        }
        let replay = StoredReplay(
            id: 0, account: account, region: region, name: input.replayName, archive: archive.id,
            source: archive.arn, description: input.description, destination: input.destination,
            start: input.eventStartTime, end: input.eventEndTime, state: .starting, began: now)
        let row = try insert(replay)
        return try self.replay(row: row) ?? replay
    }
}

/// CancelReplay: what is on the bus already stays there.
enum CancelReplay {
    static func run(
        _ input: EventBridge.CancelReplayRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.CancelReplayResponse {
        try RequestConstraints.check(input)
        let replay = try await view.state.write(view.call) { session in
            var replay = try session.replay(input.replayName)
            guard replay.state == .starting || replay.state == .running else {
                throw EventBridgeError(
                    .illegalStatusException, "Replay \(replay.name) is not in a valid state for this operation.")
            }
            replay.state = .cancelling
            try session.update(replay)
            return replay
        }
        return EventBridge.CancelReplayResponse(replayArn: replay.arn, state: replay.state)
    }
}

/// DescribeReplay.
enum DescribeReplay {
    static func run(
        _ input: EventBridge.DescribeReplayRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.DescribeReplayResponse {
        try RequestConstraints.check(input)
        let replay = try await view.state.read(view.call) { session in try session.replay(input.replayName) }
        return EventBridge.DescribeReplayResponse(
            replayName: replay.name, replayArn: replay.arn, description: replay.description, state: replay.state,
            eventSourceArn: replay.source, destination: replay.destination, eventStartTime: replay.start,
            eventEndTime: replay.end, eventLastReplayedTime: replay.lastReplayed, replayStartTime: replay.began,
            replayEndTime: replay.ended)
    }
}

/// ListReplays: by the beginning of their names, by archive or by state.
enum ListReplays {
    static func run(
        _ input: EventBridge.ListReplaysRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.ListReplaysResponse {
        try RequestConstraints.check(input)
        let page = try Page(input.limit, input.nextToken)
        let replays = try await view.state.read(view.call) { session in try session.replays() }
        let wanted = replays.filter { replay in
            replay.name.hasPrefix(input.namePrefix ?? "") && (input.state ?? replay.state) == replay.state
                && (input.eventSourceArn ?? replay.source) == replay.source
        }
        let (elements, token) = page.cut(wanted, by: \.name)
        return EventBridge.ListReplaysResponse(
            replays: elements.map {
                EventBridge.Replay(
                    replayName: $0.name, eventSourceArn: $0.source, state: $0.state, eventStartTime: $0.start,
                    eventEndTime: $0.end, eventLastReplayedTime: $0.lastReplayed, replayStartTime: $0.began,
                    replayEndTime: $0.ended)
            }, nextToken: token)
    }
}
