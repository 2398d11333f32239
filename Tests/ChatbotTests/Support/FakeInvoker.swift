import AWSCore

/// Answers a service's operations by a closure, so that a generated proxy becomes a fake of its client.
struct FakeInvoker<Service: ServiceModel>: OperationInvoker {
    /// Gets the operation's name and its input, and gives an output of the operation's type.
    let answer: @Sendable (String, any Structure) async throws(ServiceError<Service>) -> any Structure

    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        let output = try await answer(operation.schema.name, input)
        guard let typed = output as? Output else {
            preconditionFailure("\(operation.schema.name) was answered with \(type(of: output))")
        }
        return typed
    }
}

/// A service that records what it is asked and answers each operation with a document.
struct RecordingInvoker<Service: ServiceModel>: OperationInvoker {
    let log: CallLog
    let answer: @Sendable (String, Document) throws(ServiceError<Service>) -> Document

    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        log.add(operation.schema.iamAction, operation.schema.name, input.document)
        let document = try answer(operation.schema.name, input.document)
        do {
            return try Output(document)
        } catch {
            preconditionFailure("\(operation.schema.name): \(error)")
        }
    }
}

final class CallLog: Sendable {
    struct Call: Sendable {
        var action: String
        var operation: String
        var input: Document
    }

    private let calls = Lock<[Call]>([])

    func add(_ action: String, _ operation: String, _ input: Document) {
        calls.withLock { $0.append(Call(action: action, operation: operation, input: input)) }
    }

    var all: [Call] { calls.withLock { $0 } }
    func inputs(of operation: String) -> [Document] { all.filter { $0.operation == operation }.map(\.input) }
}
