public import AWSCore

/// Codes of errors that no service has sent, named as botocore's exceptions for the same are.
extension ErrorCode {
    public static var endpointConnectionError: Self { Self("EndpointConnectionError") }
    public static var connectTimeoutError: Self { Self("ConnectTimeoutError") }
    public static var readTimeoutError: Self { Self("ReadTimeoutError") }
    public static var connectionClosedError: Self { Self("ConnectionClosedError") }
    public static var sslError: Self { Self("SSLError") }
    public static var proxyConnectionError: Self { Self("ProxyConnectionError") }
    public static var noCredentialsError: Self { Self("NoCredentialsError") }
    /// What was configured cannot be: a region that does not exist, an endpoint that is missing.
    public static var configurationError: Self { Self("ConfigurationError") }
    /// The input cannot be written, or the response cannot be read, as the protocol says.
    public static var paramValidationError: Self { Self("ParamValidationError") }
    public static var responseParserError: Self { Self("ResponseParserError") }
    public static var cancelled: Self { Self("Cancelled") }
    public static var httpClientError: Self { Self("HTTPClientError") }
}

extension ServiceError {
    /// No response, or not all of one: `status` is 0.
    init(_ error: TransportError) {
        let code: ErrorCode<Service> =
            switch error.kind {
            case .nameNotResolved, .connectionRefused: .endpointConnectionError
            case .proxyFailed: .proxyConnectionError
            case .tlsFailed: .sslError
            case .connectTimeout: .connectTimeoutError
            case .firstByteTimeout, .wholeTimeout: .readTimeoutError
            case .connectionClosed: .connectionClosedError
            case .malformedResponse, .tooLarge: .responseParserError
            case .invalidRequest: .paramValidationError
            case .cancelled: .cancelled
            case .uploadFailed, .other: .httpClientError
            }
        self.init(code, error.message, status: 0, isRetryable: error.isTransient)
    }
}
