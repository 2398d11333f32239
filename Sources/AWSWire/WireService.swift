public import AWSCore

/// One service as the wire server offers it: its model, and what answers a caller's operations.
public struct WireService: Sendable {
    public let metadata: ServiceMetadata
    private let served: OnDemand<[ServedOperation]>

    /// - Parameter invoker: makes the carrier of one caller's call: an emulator behind the call chain, or a live client.
    public init<S: ServiceModel>(
        _: S.Type, invoker: @escaping @Sendable (WireCaller) -> any OperationInvoker<S>
    ) {
        metadata = S.metadata
        served = OnDemand { S.operations.map { ServedOperation($0, invoker: invoker) } }
    }

    var operations: [ServedOperation] { served.value }
}
