/// Why no response came, or not all of it.
public struct TransportError: Error, Hashable, Sendable {
    public let kind: Kind
    /// For people: libcurl's words, where it has some.
    public let message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    public enum Kind: String, Hashable, Sendable {
        /// The request cannot be sent as it is: a line break in a header, an impossible URL.
        case invalidRequest
        case nameNotResolved
        case connectionRefused
        case proxyFailed
        case tlsFailed
        case connectTimeout
        case firstByteTimeout
        case wholeTimeout
        /// The connection ended before the response did.
        case connectionClosed
        /// What came is no HTTP.
        case malformedResponse
        /// The response is longer than the caller allows.
        case tooLarge
        /// The request's body could not be produced.
        case uploadFailed
        case cancelled
        case other
    }

    /// Sending the request again may help.
    public var isTransient: Bool {
        switch kind {
        case .nameNotResolved, .connectionRefused, .connectTimeout, .firstByteTimeout, .connectionClosed,
            .malformedResponse, .proxyFailed, .other:
            true
        case .invalidRequest, .tlsFailed, .wholeTimeout, .tooLarge, .uploadFailed, .cancelled: false
        }
    }

    public var isTimeout: Bool {
        switch kind {
        case .connectTimeout, .firstByteTimeout, .wholeTimeout: true
        default: false
        }
    }
}

extension TransportError: CustomStringConvertible {
    public var description: String { "\(kind.rawValue): \(message)" }
}
