public import AWSCore

/// Sends one HTTP request and brings its response.
public protocol HTTPTransport: Sendable {
    /// - Parameters:
    ///   - request: with its `Host` header; the path is sent exactly as it stands.
    ///   - body: how the response's body is wanted.
    /// - Throws: ``TransportError``. A status that means an error is no error of the transport.
    func send(
        _ request: HTTPRequest, to origin: Origin, body: ResponseBodyWish, timeouts: Timeouts
    ) async throws(TransportError) -> HTTPResponse
}

/// How a caller wants a response's body.
public enum ResponseBodyWish: Hashable, Sendable {
    /// Whole, ``TransportError/Kind/tooLarge`` beyond so many bytes.
    case collected(bytesMax: Int)
    /// As a stream that a slow reader holds back. Dropping the stream ends the transfer.
    case streamed
}

/// Where a server is: `https://dynamodb.eu-west-1.amazonaws.com`, without a path.
public struct Origin: Hashable, Sendable {
    public let isSecure: Bool
    /// A name, an IPv4 address, or an IPv6 address in brackets.
    public let host: String
    /// nil: 443 or 80.
    public let port: Int?

    public init(isSecure: Bool = true, host: String, port: Int? = nil) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
    }

    /// What the `Host` header says.
    public var authority: String { port.map { "\(host):\($0)" } ?? host }

    public var url: String { "\(isSecure ? "https" : "http")://\(authority)" }
}

/// How long a transfer may take, each in seconds.
public struct Timeouts: Hashable, Sendable {
    /// To resolve the name, connect and shake hands.
    public var connectSeconds: Double
    /// From the last byte sent to the first byte of the response.
    public var firstByteSeconds: Double
    /// From the beginning to the last byte; nil: as long as it takes.
    public var wholeSeconds: Double?

    public init(connectSeconds: Double = 10, firstByteSeconds: Double = 60, wholeSeconds: Double? = nil) {
        self.connectSeconds = connectSeconds
        self.firstByteSeconds = firstByteSeconds
        self.wholeSeconds = wholeSeconds
    }
}
