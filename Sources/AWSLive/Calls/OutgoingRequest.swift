import AWSCore

/// A call as it is sent, but for what changes with each attempt.
struct OutgoingRequest: Sendable {
    var request: HTTPRequest
    let origin: Origin
    let payload: SigV4Payload
    let isAnonymous: Bool

    /// A body that comes as a stream is gone once it was sent.
    var isReplayable: Bool { if case .bytes = request.body { true } else { false } }

    /// - Parameter input: with its idempotency tokens.
    init(
        _ operation: OperationSchema, of service: ServiceMetadata, input: Document, stream: ByteStream?,
        wire: any WireProtocol, configuration: LiveConfiguration
    ) throws(WireError) {
        var request = try wire.request(for: operation, of: service, input: input)
        if let stream { request.body = stream }
        let prefix = try operation.resolvedHostPrefix(for: input)
        guard let origin = EndpointResolver.origin(of: service, configuration, prefix: prefix) else {
            throw .malformed("'\(configuration.region)' is no region of AWS", offset: 0)
        }
        self.origin = origin
        request.headers["Host"] = origin.authority
        request.headers["User-Agent"] = Self.userAgent(service)
        if operation.checksum?.isRequired == true { Self.addChecksum(to: &request, operation, input) }
        if case .bytes(let bytes) = request.body, !operation.hasUnsignedPayload {
            payload = .of(bytes)
        } else {
            payload = .unsigned
        }
        isAnonymous = operation.isAnonymous
        self.request = request
    }

    private static func userAgent(_ service: ServiceMetadata) -> String {
        "kass ua/2.1 lang/swift api/\(service.serviceID.filter { $0 != " " }.lowercased())#\(service.apiVersion)"
    }

    /// The algorithm that the input names, or CRC-32; a checksum that the caller has made stays.
    private static func addChecksum(to request: inout HTTPRequest, _ operation: OperationSchema, _ input: Document) {
        let isThere = request.headers.fields.contains { $0.name.lowercased().hasPrefix("x-amz-checksum-") }
        guard !isThere, case .bytes(let bytes) = request.body else { return }
        let named = operation.checksum?.requestAlgorithmMember.flatMap { input[$0]?.string }
        let algorithm = named.flatMap(ChecksumAlgorithm.init(rawValue:)) ?? .crc32
        request.headers[algorithm.headerName] = algorithm.checksum(of: bytes)
    }
}
