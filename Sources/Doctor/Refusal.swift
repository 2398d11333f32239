import AWSCore

/// What a service has answered instead of what was asked.
struct Refusal {
    let code: String
    let message: String
    let status: Int

    init(_ error: any Error) {
        guard let error = error as? any AnyServiceError else {
            (code, message, status) = ("", "\(error)", 0)
            return
        }
        code = error.codeText
        message = error.message ?? ""
        status = error.status
    }

    /// `AccessDeniedException: User ... is not authorized`.
    var words: String { [code, message].filter { !$0.isEmpty }.joined(separator: ": ") }

    var isDenied: Bool {
        status == 403
            || ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"].contains(code)
    }

    /// Nobody has built it: an emulated AWS says so.
    var isNotEmulated: Bool {
        status == 501 || ["NotImplemented", "UnknownOperationException", "UnknownServiceException"].contains(code)
    }

    /// No credentials, or none that AWS knows.
    var isOfCredentials: Bool {
        [
            "NoCredentialsError", "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId",
            "UnrecognizedClientException", "SignatureDoesNotMatch", "InvalidAccessKeyId", "InvalidSignatureException",
        ].contains(code)
    }
}

/// An error of any service.
protocol AnyServiceError: Error {
    var codeText: String { get }
    var message: String? { get }
    var status: Int { get }
}

extension ServiceError: AnyServiceError {
    var codeText: String { code.rawValue }
}
