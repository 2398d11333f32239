import AWSCore

/// Fails one call of all that a chatbot makes, whichever service it goes to.
final class Faults: Sendable {
    private let state = Lock((calls: 0, failing: Int?.none, services: Set<String>()))

    /// - Parameter call: counted from 1; nil lets all succeed.
    func fail(call: Int?) {
        state.withLock { $0 = (0, call, []) }
    }

    var calls: Int { state.withLock { $0.calls } }

    func isDue() -> Bool {
        state.withLock { state in
            state.calls += 1
            return state.calls == state.failing
        }
    }
}

struct FaultyInvoker<Service: ServiceModel>: OperationInvoker {
    let base: any OperationInvoker<Service>
    let faults: Faults

    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        if faults.isDue() {
            throw ServiceError(ErrorCode("AccessDeniedException"), "injected", status: 400, isRetryable: false)
        }
        return try await base.invoke(operation, input)
    }
}
