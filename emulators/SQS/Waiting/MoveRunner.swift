import AWSCore
import AWSSQS
import World

/// Message move tasks under way: a batch now and one each second, until the source has nothing that can be received.
///
/// Where a task stands is stored with each batch, so that a world opened again goes on with it.
extension SQSState {
    func runningMoves() async throws -> [MessageMove] {
        let call = Call(account: world.accountID, region: world.region, now: world.clock.now)
        return try await read(call) { session in try session.runningMoves() }
    }

    func schedule(_ move: MessageMove, at time: Timestamp) {
        world.clock.schedule(at: time, label: "sqs.message-move") { [weak self] in
            await self?.advance(move)
        }
    }

    private func advance(_ move: MessageMove) async {
        let call = Call(account: move.account, region: move.region, now: world.clock.now)
        let goesOn = try? await write(call) { session in try session.moveBatch(of: move.row) }
        if goesOn == true { schedule(move, at: call.now + .seconds(1)) }
    }
}

extension Session {
    /// - Returns: whether the task goes on.
    fileprivate func moveBatch(of row: Int64) throws -> Bool {
        guard var move = try move(row: row), move.status == .running else { return false }
        let limit = move.rate ?? SQSLimits.movesPerSecondMax
        let count = try moveMessages(limit, of: &move)
        if count < limit, move.status == .running { move.status = .completed }
        try update(move)
        return move.status == .running
    }

    /// Moved messages are new ones, with ids and times of their own (Developer Guide, "dead-letter queue redrive").
    private func moveMessages(_ limit: Int, of move: inout MessageMove) throws -> Int {
        guard let source = try findQueue(arn: move.source) else {
            fail(&move)
            return 0
        }
        try expireMessages(of: source)
        let rows = try movable(limit, in: source)
        for row in rows {
            guard var message = try message(row: row) else { continue }
            guard let arn = move.destination ?? message.details.deadLetterSource,
                let target = try findQueue(arn: arn)
            else {
                fail(&move)
                return rows.count
            }
            message.id = state.identifiers.uuid()
            message.sent = now
            message.available = now
            message.receives = 0
            message.firstReceived = nil
            message.details.deadLetterSource = nil
            if target.isFIFO { message.sequenceNumber = try nextSequenceNumber(of: target) }
            try deleteMessage(row: row)
            try insert(message, into: target)
            move.moved += 1
        }
        return rows.count
    }

    private func fail(_ move: inout MessageMove) {
        move.status = .failed
        move.failure = ErrorCode<SQS>.queueDoesNotExist.rawValue
    }

    private func movable(_ limit: Int, in queue: Queue) throws -> [Int64] {
        let row = try rows(
            "SELECT id FROM sqs_messages WHERE queue = ? AND available <= ? ORDER BY id LIMIT ?",
            [.integer(queue.id), .time(now), .integer(Int64(limit))])
        var found: [Int64] = []
        while try row.step() { found.append(row.int64(0)) }
        return found
    }
}
