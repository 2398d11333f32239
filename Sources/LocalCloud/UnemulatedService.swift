import AWSCore
import AWSWire

/// Answers for a service that AWS has and this cloud has not: every operation says so, and names itself.
struct UnemulatedInvoker<Service: ServiceModel>: OperationInvoker {
    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        throw ServiceError(
            ErrorCode("NotImplemented"),
            "KASS does not emulate \(Service.metadata.iamPrefix):\(operation.schema.name)", status: 501)
    }
}

extension WireService {
    /// A service whose protocol is spoken and whose operations are not there.
    static func unemulated<Service: ServiceModel>(_ service: Service.Type) -> WireService {
        WireService(service) { _ in UnemulatedInvoker<Service>() }
    }
}
