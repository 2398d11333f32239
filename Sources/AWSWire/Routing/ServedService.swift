import AWSCore

/// A service with its operations ready to be looked up.
final class ServedService: Sendable {
    let metadata: ServiceMetadata
    private let served: OnDemand<[String: ServedOperation]>
    let protocols: [any WireProtocol]
    let jsonProtocol: (any WireProtocol)?
    let restProtocol: (any WireProtocol)?
    let queryProtocol: (any WireProtocol)?
    let cborProtocol: (any WireProtocol)?

    init(_ service: WireService) {
        metadata = service.metadata
        served = OnDemand { Dictionary(uniqueKeysWithValues: service.operations.map { ($0.schema.name, $0) }) }
        protocols = metadata.protocols.map(\.implementation)
        jsonProtocol = protocols.first { $0.name == .awsJSON1_0 || $0.name == .awsJSON1_1 }
        restProtocol = protocols.first { $0.name == .restJSON || $0.name == .restXML }
        queryProtocol = protocols.first { $0.name == .query }
        cborProtocol = protocols.first { $0.name == .rpcV2CBOR }
    }

    /// By name.
    var operations: [String: ServedOperation] { served.value }
}

/// Where a request goes.
struct Route: Sendable {
    let service: ServedService
    let wire: any WireProtocol
    let operation: ServedOperation
}

/// What is known of a request before its body is read.
enum Routing: Sendable {
    case found(Route)
    /// The operation's name is in the body.
    case form([ServedService])
    case unknownOperation(ServedService, any WireProtocol)
    /// By its signing name or host, for the message; nil when the request names none.
    case unknownService(String?)
}
