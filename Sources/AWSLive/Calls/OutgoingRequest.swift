import AWSCore

/// A call as it is sent, but for what changes with each attempt.
struct OutgoingRequest: Sendable {
    var request: HTTPRequest
    var origin: Origin
    var payload: SigV4Payload
    var framing: BodyFraming
    var isAnonymous: Bool

    /// A body that comes as a stream is gone once it was sent.
    var isReplayable: Bool { if case .bytes = request.body { true } else { false } }

    /// A body at hand, signed as a whole.
    init(request: HTTPRequest, origin: Origin) {
        self.request = request
        self.origin = origin
        framing = .none
        isAnonymous = false
        if case .bytes(let bytes) = request.body { payload = .of(bytes) } else { payload = .unsigned }
    }

    /// - Parameters:
    ///   - request: placed, with its body.
    ///   - input: with its idempotency tokens.
    init(
        _ request: HTTPRequest, to origin: Origin, _ operation: OperationSchema, of service: ServiceMetadata,
        input: Document, checksums: ChecksumPolicy
    ) throws(WireError) {
        self.request = request
        self.origin = origin
        framing = .none
        payload = .unsigned
        isAnonymous = operation.isAnonymous
        let algorithm = try checksums.algorithm(for: request, operation, input)
        let length = self.request.headers["Content-Length"].flatMap { Int64($0) }
        self.request.headers["Content-Length"] = nil
        if let algorithm, let header = Self.algorithmHeader(operation) {
            self.request.headers[header] = algorithm.rawValue
        }
        if operation.input.eventStreamMember != nil {
            (payload, framing) = (.signedEvents, .events)
        } else if case .bytes(let bytes) = request.body {
            sendBytes(bytes, algorithm, operation, of: service)
        } else if service.signsPathOnce {
            try sendStream(algorithm, length: request.body.length ?? length)
        }
    }

    /// The checksum goes into a header. Over TLS it stands for the hash of an object that would be hashed twice.
    private mutating func sendBytes(
        _ bytes: [UInt8], _ algorithm: ChecksumAlgorithm?, _ operation: OperationSchema, of service: ServiceMetadata
    ) {
        if let algorithm { request.headers[algorithm.headerName] = algorithm.checksum(of: bytes) }
        let isObject = service.signsPathOnce && operation.input.streamsPayload
        let isHashed = !operation.hasUnsignedPayload && !(isObject && algorithm != nil && origin.isSecure)
        if isHashed { payload = .of(bytes) }
    }

    /// S3 wants to know the length; the checksum follows the body. What TLS does not protect, signatures do.
    private mutating func sendStream(_ algorithm: ChecksumAlgorithm?, length: Int64?) throws(WireError) {
        guard let length else {
            throw .malformed("the length of Body is not known: give it, or ContentLength", offset: 0)
        }
        if case .stream(let chunks, nil) = request.body { request.body = .stream(chunks, length: length) }
        if algorithm == nil, origin.isSecure { return }
        payload =
            algorithm == nil
            ? .signedChunks : origin.isSecure ? .unsignedChunksAndTrailer : .signedChunksAndTrailer
        framing = .chunks(algorithm)
        let encoding = request.headers["Content-Encoding"].map { "\($0)," } ?? ""
        request.headers["Content-Encoding"] = encoding + "aws-chunked"
        request.headers["X-Amz-Decoded-Content-Length"] = String(length)
        if let algorithm { request.headers["X-Amz-Trailer"] = algorithm.headerName }
    }

    /// Where the request says which algorithm it uses: `x-amz-sdk-checksum-algorithm`.
    private static func algorithmHeader(_ operation: OperationSchema) -> String? {
        guard let name = operation.checksum?.requestAlgorithmMember,
            case .header(let header) = operation.input.member(named: name)?.place
        else { return nil }
        return header
    }
}
