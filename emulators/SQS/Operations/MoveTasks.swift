import AWSCore
import AWSSQS
import World

/// StartMessageMoveTask: sends the messages of a dead-letter queue back, on the world's clock.
enum StartMove {
    static func run(
        _ input: SQS.StartMessageMoveTaskRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.StartMessageMoveTaskResult {
        if let rate = input.maxNumberOfMessagesPerSecond, !(1...SQSLimits.movesPerSecondMax).contains(rate) {
            throw .invalidParameter(
                "MaxNumberOfMessagesPerSecond", "\(rate)", "Must be between 1 and 500, if provided.")
        }
        let move = try await view.state.write(view.call) { session in try session.startMove(input) }
        view.state.schedule(move, at: view.call.now)
        return SQS.StartMessageMoveTaskResult(taskHandle: move.handle)
    }
}

extension Session {
    fileprivate func startMove(_ input: SQS.StartMessageMoveTaskRequest) throws -> MessageMove {
        let source = try queue(arn: input.sourceArn, parameter: "SourceArn")
        if let destination = input.destinationArn {
            let target = try queue(arn: destination, parameter: "DestinationArn")
            guard target.isFIFO == source.isFIFO else {
                throw SQSError.invalidParameter("Source and destination queue must be of the same type.")
            }
        }
        guard try !sources(of: source, after: "", limit: 1).isEmpty else {
            throw SQSError.invalidParameter("Source queue must be configured as a Dead Letter Queue.")
        }
        guard try !moves(from: source.arn, limit: 1).contains(where: { $0.status == .running }) else {
            throw SQSError.invalidParameter(
                "There is already a task running. Only one active task is allowed for a source queue arn at a given "
                    + "time.")
        }
        return try insertMove(
            state.identifiers.uuid(), from: source, to: input.destinationArn,
            rate: input.maxNumberOfMessagesPerSecond, total: counts(of: source).visible)
    }

    fileprivate func queue(arn: String, parameter: String) throws -> Queue {
        guard let queue = try findQueue(arn: arn), queue.account == account else {
            throw SQSError(
                .resourceNotFoundException,
                "The resource that you specified for the \(parameter) parameter doesn't exist.")
        }
        return queue
    }
}

/// CancelMessageMoveTask: stops one that runs; what is moved stays moved.
enum CancelMove {
    static func run(
        _ input: SQS.CancelMessageMoveTaskRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.CancelMessageMoveTaskResult {
        let (id, source) = try MessageMove.parse(handle: input.taskHandle)
        let moved = try await view.state.write(view.call) { session in
            _ = try session.queue(arn: source, parameter: "SourceArn")
            guard var move = try session.move(id: id), move.source == source else {
                throw SQSError(.resourceNotFoundException, "Task does not exist.")
            }
            guard move.status == .running else {
                throw SQSError(.unsupportedOperation, "Only active tasks can be cancelled.")
            }
            move.status = .cancelled
            try session.update(move)
            return move.moved
        }
        return SQS.CancelMessageMoveTaskResult(approximateNumberOfMessagesMoved: moved)
    }
}

/// ListMessageMoveTasks: the latest tasks of a source queue.
enum ListMoves {
    static func run(
        _ input: SQS.ListMessageMoveTasksRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.ListMessageMoveTasksResult {
        let limit = input.maxResults ?? 1
        guard (1...SQSLimits.listedMovesMax).contains(limit) else {
            throw .invalidParameter("MaxResults", "\(limit)", "Must be between 1 and 10, if provided.")
        }
        let moves = try await view.state.read(view.call) { session in
            _ = try session.queue(arn: input.sourceArn, parameter: "SourceArn")
            return try session.moves(from: input.sourceArn, limit: limit)
        }
        return SQS.ListMessageMoveTasksResult(results: moves.map(\.entry))
    }
}
