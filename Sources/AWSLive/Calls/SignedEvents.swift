package import AWSCore

/// Signs the events of a request's body: each covers its own bytes, its time, and the signature before.
///
/// Source: Amazon Transcribe Developer Guide, "Setting up an HTTP/2 stream"; the SDKs sign all event streams so.
package struct EventSigner: Sendable {
    private var signature: String
    private let key: SigningKey

    /// - Parameter signature: the one before the first event: that of the request's head.
    package init(after signature: String, key: SigningKey) {
        self.signature = signature
        self.key = key
    }

    /// - Parameter event: an encoded event, or none for the end of the stream.
    package mutating func message(
        around event: [UInt8], at now: Timestamp
    ) throws(EventStreamError) -> [UInt8] {
        let date = SigningDate(now)
        let dateHeader = EventStreamMessage.Header(":date", .timestamp(date.timestamp))
        let text = [
            "AWS4-HMAC-SHA256-PAYLOAD", date.text, key.scope.text, signature,
            HashAlgorithm.sha256.hexDigest(of: try Self.encoded(dateHeader)),
            HashAlgorithm.sha256.hexDigest(of: event),
        ].joined(separator: "\n")
        signature = key.signature(of: text)
        let proof = EventStreamMessage.Header(":chunk-signature", .bytes(Hex.bytes(signature) ?? []))
        return try EventStreamMessage(headers: [dateHeader, proof], payload: event).encoded()
    }

    /// A header's own bytes: those between a message's 12 bytes of lengths and its 4 bytes of checksum.
    private static func encoded(_ header: EventStreamMessage.Header) throws(EventStreamError) -> ArraySlice<UInt8> {
        try EventStreamMessage(headers: [header]).encoded().dropFirst(12).dropLast(4)
    }
}

/// A body of events, each signed as it is pulled, and a signed nothing at its end.
struct SignedEvents: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let events: any AsyncSequence<[UInt8], any Error> & Sendable
    let signer: EventSigner
    /// A stream may live longer than a signature.
    let clock: @Sendable () -> Timestamp

    struct AsyncIterator: AsyncIteratorProtocol {
        var events: any AsyncIteratorProtocol<[UInt8], any Error>
        var signer: EventSigner
        let clock: @Sendable () -> Timestamp
        var hasEnded = false

        mutating func next() async throws -> [UInt8]? {
            guard !hasEnded else { return nil }
            let event = try await events.next(isolation: nil)
            hasEnded = event == nil
            return try signer.message(around: event ?? [], at: clock())
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(events: events.makeAsyncIterator(), signer: signer, clock: clock)
    }
}
