public import AWSCore

/// Carries calls from a generated client to an emulator, through the call chain of its world.
public struct EmulatedInvoker<Service: ServiceModel>: OperationInvoker {
    private let chain: CallChain
    private let make: @Sendable (CallScope) -> Service.Client

    /// - Parameter make: gives the emulator's view for one call.
    public init(_ world: World, caller: Caller, make: @escaping @Sendable (CallScope) -> Service.Client) {
        chain = CallChain(world: world, caller: caller, service: Service.metadata.iamPrefix)
        self.make = make
    }

    /// The same emulator, called by someone else.
    public func calling(as caller: Caller) -> EmulatedInvoker {
        EmulatedInvoker(chain.world, caller: caller, make: make)
    }

    public func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        let scope = chain.identify(operation.schema.name, resource: operation.resource(input))
        let start = chain.world.clock.uptime
        do throws(ServiceError<Service>) {
            try chain.authorize(scope, as: Service.self, action: operation.schema.iamAction) { input.document }
            let effect = try await chain.fault(scope, as: Service.self)
            let output = try await operation.perform(make(scope), input)
            let answer = try chain.deliver(output, effect, as: Service.self)
            chain.finish(scope, since: start, messages: messages(input, output))
            return answer
        } catch {
            let failure = AuditLog.Failure(code: error.code.rawValue, message: error.message)
            chain.finish(scope, since: start, failure: failure, messages: messages(input, Output?.none))
            throw error.with(requestID: scope.requestID)
        }
    }

    private func messages<Input: Structure, Output: Structure>(_ input: Input, _ output: Output?) -> AuditLog.Messages?
    {
        chain.world.audit.keepsMessages ? AuditLog.Messages(input: input, output: output) : nil
    }
}

extension ServiceError {
    fileprivate func with(requestID: String) -> Self {
        var error = self
        if error.requestID == nil { error.requestID = requestID }
        return error
    }
}
