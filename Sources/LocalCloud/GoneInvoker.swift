import AWSCore

/// Answers for a cloud that is gone: work that was still under way when its world ended hears that nobody is there.
struct GoneInvoker<Service: ServiceModel>: OperationInvoker {
    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        throw ServiceError(ErrorCode("ServiceUnavailable"), "The world has ended.", status: 503)
    }
}
