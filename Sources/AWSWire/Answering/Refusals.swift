import AWSCore

/// Ends the answering of a request early.
struct Refusal: Error {
    let failure: WireFailure

    init(_ failure: WireFailure) {
        self.failure = failure
    }
}

/// Errors that the front door itself answers with, before any service has seen the request: each in the words and with
/// the status that AWS's own front ends use for the protocol.
struct Refusals: Sendable {
    let wire: WireProtocolName
    let requestID: String

    /// Of a service that is not emulated, or an operation that is not.
    /// - Parameters:
    ///   - service: by IAM's prefix, or as the request names it.
    ///   - operation: its name, or method and path where only those are known.
    func notEmulated(_ service: String, _ operation: String) -> WireFailure {
        failure(501, "NotImplemented", "KASS does not emulate \(service):\(operation)", isClientFault: false)
    }

    /// A method that no operation of S3's has.
    func methodNotAllowed() -> WireFailure {
        failure(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
    }

    func missingAuthentication() -> WireFailure {
        switch wire {
        case .awsJSON1_0, .awsJSON1_1:
            failure(400, "MissingAuthenticationTokenException", "Request is missing Authentication Token")
        case .restJSON, .rpcV2CBOR:
            failure(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        case .query: failure(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
        case .restXML: failure(403, "AccessDenied", "Access Denied")
        }
    }

    /// An `Authorization` header in which the server cannot read who signed.
    func incompleteSignature() -> WireFailure {
        let message = "Authorization header requires 'Credential' parameter."
        return switch wire {
        case .awsJSON1_0, .awsJSON1_1: failure(400, "IncompleteSignatureException", message)
        case .restJSON, .rpcV2CBOR: failure(403, "IncompleteSignatureException", message)
        case .query: failure(400, "IncompleteSignature", message)
        case .restXML:
            failure(400, "AuthorizationHeaderMalformed", "The authorization header that you provided is not valid.")
        }
    }

    /// Signature version 2, which S3 takes for no bucket made since June 2020.
    func signatureVersionTooOld() -> WireFailure {
        failure(
            400, "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
    }

    /// Bytes that are not what the protocol and the model say.
    func malformed(_ error: WireError) -> WireFailure {
        switch wire {
        case .awsJSON1_0, .awsJSON1_1, .restJSON, .rpcV2CBOR:
            failure(400, "SerializationException", error.serializationMessage)
        case .restXML:
            failure(
                400, "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema")
        case .query: failure(400, "MalformedInput", error.serializationMessage)
        }
    }

    /// A request that can be read and does not make the operation's input: a member too few, a union with too many.
    func misfit(_ error: WireError, _ input: Document, of operation: OperationSchema) -> WireFailure {
        let message: String? =
            switch error {
            case .missingMember: ConstraintCheck.message(ConstraintCheck.violations(in: input, of: operation.input))
            // DynamoDB's own words: its attribute values are the unions that clients get wrong.
            case .notOneMember(count: 0, _):
                "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
            case .notOneMember:
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
            default: nil
            }
        guard let message, wire != .restXML else { return malformed(error) }
        return failure(400, wire == .query ? "ValidationError" : "ValidationException", message)
    }

    func bodyTooLarge(_ bytesMax: Int) -> WireFailure {
        switch wire {
        case .restXML:
            failure(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        default:
            failure(413, "RequestEntityTooLargeException", "The request body is longer than \(bytesMax) bytes.")
        }
    }

    /// A request from which not even the service can be told.
    func namesNoService() -> WireFailure {
        failure(
            501, "NotImplemented",
            "The request names no service: it has no signature, no X-Amz-Target and no AWS host name.",
            isClientFault: false)
    }

    func completed(_ failure: WireFailure) -> WireFailure {
        var failure = failure
        failure.requestID = requestID
        return failure
    }

    func internalFailure(_ error: WireError) -> WireFailure {
        failure(500, "InternalFailure", "The answer could not be written: \(error).", isClientFault: false)
    }

    func failure(_ status: Int, _ code: String, _ message: String?, isClientFault: Bool = true) -> WireFailure {
        WireFailure(status: status, code: code, message: message, isClientFault: isClientFault, requestID: requestID)
    }
}

extension WireError {
    var serializationMessage: String? {
        switch self {
        case .malformed: nil
        case .unexpectedType(let expected, let path):
            "Unexpected field type at '\(path)': expected \(expected)."
        case .missingMember(let path): "The member '\(path)' is required."
        case .notOneMember(let count, let path):
            "The union at '\(path)' must have exactly one member, and has \(count)."
        case .tooLarge(let what): what
        }
    }
}
