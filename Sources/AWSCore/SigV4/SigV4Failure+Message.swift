extension SigV4Failure {
    /// The words of the services that share AWS's common front end.
    func commonMessage(_ dialect: Dialect) -> String {
        switch reason {
        case .missing: "Request is missing Authentication Token"
        case .unsupportedAlgorithm(let name): "Unsupported AWS 'algorithm': '\(name)'"
        case .incomplete(let lacks, let authorization):
            lacks.map { "Authorization header requires \($0)." }.joined(separator: " ")
                + " Authorization=\(authorization)"
        case .incompleteQuery:
            "AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential', "
                + "'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-Signature' and 'X-Amz-SignedHeaders'."
        case .malformed(let what): "The authorization is malformed: \(what)."
        case .invalidDate(let text):
            "Date must be in ISO-8601 'basic format'. Got '\(text)'. See http://en.wikipedia.org/wiki/ISO_8601"
        case .invalidExpires: "X-Amz-Expires must be a number of seconds, at most 604800."
        case .invalidCredential(let text):
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '\(text)'"
        case .wrongTerminator(let text):
            "Credential should be scoped with a valid terminator: 'aws4_request', not '\(text)'."
        case .wrongRegion: "Credential should be scoped to a valid region. "
        case .wrongService(_, let expected): "Credential should be scoped to correct service: '\(expected)'. "
        case .wrongDate(let scope, let request):
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + "'\(scope)' != '\(request.prefix(8))', from '\(request)'."
        case .hostNotSigned: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        case .headersNotSigned(let names): "Headers must be signed: \(names.joined(separator: ", "))"
        case .expired(let signed, let now): expiredMessage(signed, now)
        case .notYetValid(let signed, let now):
            "Signature not yet current: \(signed.text) is still later than "
                + "\(shifted(now, seconds: 60 * Self.skewMinutes)) (\(now.text) + \(Self.skewMinutes) min.)"
        case .presignedExpired(let end, let expiresIn, let now):
            "Signature expired: \(shifted(end, seconds: -(expiresIn ?? 0))) is now earlier than "
                + "\(shifted(now, seconds: -(expiresIn ?? 0))) (\(now.text) - \((expiresIn ?? 0) / 60) min.)"
        case .unknownAccessKey, .invalidToken: "The security token included in the request is invalid."
        case .expiredToken: "The security token included in the request is expired"
        case .mismatch, .missingContentHash, .invalidContentHash, .contentHashMismatch: mismatchMessage(dialect)
        }
    }

    private func expiredMessage(_ signed: SigningDate, _ now: SigningDate) -> String {
        "Signature expired: \(signed.text) is now earlier than "
            + "\(shifted(now, seconds: -60 * Self.skewMinutes)) (\(now.text) - \(Self.skewMinutes) min.)"
    }

    private func shifted(_ date: SigningDate, seconds: Int) -> String {
        SigningDate(date.timestamp + .seconds(seconds)).text
    }

    /// Services of the query protocol show what they computed.
    private func mismatchMessage(_ dialect: Dialect) -> String {
        let message =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
            + "Access Key and signing method. Consult the service documentation for details."
        guard dialect == .query, let canonicalRequest, let stringToSign else { return message }
        return message + "\n\nThe Canonical String for this request should have been\n'\(canonicalRequest)'"
            + "\n\nThe String-to-Sign should have been\n'\(stringToSign)'\n"
    }

    var s3Message: String {
        switch reason {
        case .missing: "Access Denied"
        case .unsupportedAlgorithm: "Unsupported Authorization Type"
        case .incomplete:
            "The authorization header is malformed; the authorization header requires three components: "
                + "Credential, SignedHeaders, and Signature."
        case .incompleteQuery:
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
                + "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
        case .malformed(let what): "The authorization header is malformed; \(what)."
        case .invalidDate: "AWS authentication requires a valid Date or x-amz-date header"
        case .invalidExpires(.notANumber): "X-Amz-Expires should be a number"
        case .invalidExpires(.negative): "X-Amz-Expires must be non-negative"
        case .invalidExpires(.moreThanAWeek):
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than "
                + "604800 seconds"
        case .invalidCredential, .wrongTerminator:
            "The authorization header is malformed; the Credential is mal-formed; expecting "
                + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
        case .wrongRegion(let region, let expected):
            "The authorization header is malformed; the region '\(region)' is wrong; expecting '\(expected)'"
        case .wrongService(let service, let expected):
            "The authorization header is malformed; incorrect service \"\(service)\". This endpoint belongs to "
                + "\"\(expected)\"."
        case .wrongDate(let scope, let request):
            "The authorization header is malformed; Invalid credential date \"\(scope)\". This date is not the same as "
                + "X-Amz-Date: \"\(request.prefix(8))\"."
        case .hostNotSigned, .headersNotSigned: "There were headers present in the request which were not signed"
        case .expired, .notYetValid: "The difference between the request time and the current time is too large."
        case .presignedExpired: "Request has expired"
        case .unknownAccessKey: "The AWS Access Key Id you provided does not exist in our records."
        case .invalidToken: "The provided token is malformed or otherwise invalid."
        case .expiredToken: "The provided token has expired."
        case .mismatch:
            "The request signature we calculated does not match the signature you provided. Check your key and signing "
                + "method."
        case .missingContentHash: "Missing required header for this request: x-amz-content-sha256"
        case .invalidContentHash:
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
                + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a "
                + "valid sha256 value."
        case .contentHashMismatch:
            "The provided 'x-amz-content-sha256' header does not match what was computed."
        }
    }

    /// The elements that S3 puts beside code and message.
    var s3Members: Document.Object {
        func members(_ entries: KeyValuePairs<String, String?>) -> Document.Object {
            Document.Object(entries.compactMap { name, value in value.map { Document.Entry(name, .string($0)) } })
        }
        func text(_ date: SigningDate) -> String { date.timestamp.text(.dateTime) }
        switch reason {
        case .mismatch:
            return members([
                "AWSAccessKeyId": accessKeyID, "StringToSign": stringToSign, "SignatureProvided": signature,
                "CanonicalRequest": canonicalRequest,
            ])
        case .expired(let signed, let now), .notYetValid(let signed, let now):
            return members([
                "RequestTime": signed.text, "ServerTime": text(now),
                "MaxAllowedSkewMilliseconds": String(Self.skewMinutes * 60_000),
            ])
        case .presignedExpired(let end, let expiresIn, let now):
            return members([
                "X-Amz-Expires": expiresIn.map { String($0) }, "Expires": text(end), "ServerTime": text(now),
            ])
        case .headersNotSigned(let names): return members(["HeadersNotSigned": names.joined(separator: ", ")])
        case .hostNotSigned: return members(["HeadersNotSigned": "host"])
        case .wrongRegion(_, let expected): return members(["Region": expected])
        case .unknownAccessKey(let key): return members(["AWSAccessKeyId": key])
        case .contentHashMismatch(let claimed, let computed):
            return members(["ClientComputedContentSHA256": claimed, "S3ComputedContentSHA256": computed])
        default: return Document.Object()
        }
    }
}
