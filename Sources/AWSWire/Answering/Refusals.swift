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

    func unknownOperation() -> WireFailure {
        switch wire {
        case .awsJSON1_0, .awsJSON1_1: failure(400, "UnknownOperationException", nil)
        case .restJSON, .rpcV2CBOR: failure(404, "UnknownOperationException", nil)
        case .restXML:
            failure(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
        case .query: failure(400, "InvalidAction", "The action or its version is not valid for this web service.")
        }
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

    /// A service that exists, or may exist, on AWS and not here.
    func notServed(_ name: String?, served: [String]) -> WireFailure {
        let served = served.isEmpty ? "no service at all" : served.joined(separator: ", ")
        let message =
            name.map { "The service '\($0)' is not emulated here." }
            ?? "The request names no service: it has no signature, no X-Amz-Target and no AWS host name."
        return failure(501, "NotImplemented", "\(message) Served: \(served).")
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
