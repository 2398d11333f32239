import AWSCore

/// What is put around a body on its way, once the request's head is signed.
enum BodyFraming: Sendable {
    case none
    /// `aws-chunked`, with a checksum behind the body, where there is an algorithm.
    case chunks(ChecksumAlgorithm?)
    /// Each chunk of the body is an event, and is signed as one.
    case events

    func body(
        of signed: SignedRequest, payload: SigV4Payload, clock: @escaping @Sendable () -> Timestamp
    ) -> ByteStream {
        let body = signed.request.body
        switch self {
        case .none: return body
        case .chunks(let algorithm):
            let signer = payload == .unsignedChunksAndTrailer ? nil : signed.chunkSigner
            return body.awsChunked(payload, signer: signer, checksum: algorithm)
        case .events:
            guard case .stream(let events, _) = body else { return body }
            let signer = EventSigner(after: signed.signature, key: signed.key)
            return .stream(SignedEvents(events: events, signer: signer, clock: clock), length: nil)
        }
    }
}
