import AWSCore

/// The time that a presigned URL is good for, which ends whoever has signed it.
///
/// Only its end is looked at, by the world's clock: virtual time may lie long before the signer's.
enum PresignedTime {
    /// - Throws: what AWS says once the time is over.
    static func check(_ request: HTTPRequest, at now: Timestamp) throws(SigV4Failure) {
        if request.query.isEmpty || request.headers["Authorization"] != nil { return }
        if value("X-Amz-Expires", of: request) != nil { return try checkVersion4(request, now) }
        if ClaimedCredential.isVersion2(request) { try checkVersion2(request, now) }
    }

    private static func checkVersion4(_ request: HTTPRequest, _ now: Timestamp) throws(SigV4Failure) {
        let authorization = try SigV4Authorization(of: request)
        guard case .query(let expiresIn) = authorization.place else { return }
        let end = authorization.date.timestamp.seconds + Int64(expiresIn)
        try check(end: end, expiresIn: expiresIn, now)
    }

    /// `Expires` is the end itself, in seconds since 1970.
    private static func checkVersion2(_ request: HTTPRequest, _ now: Timestamp) throws(SigV4Failure) {
        guard let end = value("Expires", of: request).flatMap({ Int64($0) }) else { return }
        try check(end: end, expiresIn: nil, now)
    }

    private static func check(end: Int64, expiresIn: Int?, _ now: Timestamp) throws(SigV4Failure) {
        guard now.seconds > end else { return }
        let end = SigningDate(Timestamp(seconds: end))
        throw SigV4Failure(.presignedExpired(at: end, expiresIn: expiresIn, now: SigningDate(now)))
    }

    private static func value(_ name: String, of request: HTTPRequest) -> String? {
        request.query.first { $0.name == name }?.value
    }
}
