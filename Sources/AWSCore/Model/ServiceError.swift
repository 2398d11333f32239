/// An error of one AWS service, the same value whether an emulator threw it or the network brought it.
///
/// Programs match on `code`; codes that the model does not know survive.
public struct ServiceError<Service: ServiceModel>: Error, Sendable {
    public var code: ErrorCode<Service>
    /// AWS's own words.
    public var message: String?
    /// The HTTP status it travels with.
    public var status: Int
    public var isRetryable: Bool
    public var isThrottling: Bool
    public var requestID: String?
    /// The error's generated structure, where the model gives it members beside the message.
    public var details: (any Structure)?
    /// Status, headers without secrets and the first bytes of the body, when the error came over the wire.
    public var received: ReceivedResponse?

    public init(
        _ code: ErrorCode<Service>, _ message: String? = nil, status: Int? = nil, isRetryable: Bool? = nil,
        isThrottling: Bool? = nil, requestID: String? = nil, details: (any Structure)? = nil,
        received: ReceivedResponse? = nil
    ) {
        let traits = code.traits
        self.code = code
        self.message = message
        self.status = status ?? traits?.status ?? 400
        self.isRetryable = isRetryable ?? traits?.isRetryable ?? ((status ?? traits?.status ?? 400) >= 500)
        self.isThrottling = isThrottling ?? traits?.isThrottling ?? false
        self.requestID = requestID
        self.details = details
        self.received = received
    }

    /// Whose doing it is: false for a fault of the service.
    public var isClientFault: Bool { status < 500 }
}

/// A code that errors of one service carry.
public struct ErrorCode<Service: ServiceModel>: Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    /// How the model says the error travels; nil for codes that it does not name.
    public var traits: ErrorTraits? {
        Service.errors.lazy.compactMap { $0.schema.error }.first { $0.code == rawValue }
    }
}

/// What came over the wire with an error.
public struct ReceivedResponse: Sendable {
    public var status: Int
    public var headers: HTTPHeaders
    /// At most ``bodyBytesMax`` bytes.
    public var body: [UInt8]

    public static let bodyBytesMax = 4096

    public init(status: Int, headers: HTTPHeaders, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = Array(body.prefix(Self.bodyBytesMax))
    }
}

extension ServiceError: CustomStringConvertible {
    public var description: String {
        let identifier = requestID.map { " (request \($0))" } ?? ""
        return "\(code): \(message ?? "no message")\(identifier)"
    }
}
