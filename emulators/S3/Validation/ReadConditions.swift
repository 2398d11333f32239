import AWSCore
import AWSS3

/// The conditions of what reads an object, and of the source of a copy.
///
/// Source: RFC 9110, section 13.2.2; API reference, GetObject.
struct ReadConditions: Sendable {
    var ifMatch: String?
    var ifNoneMatch: String?
    var ifModifiedSince: Timestamp?
    var ifUnmodifiedSince: Timestamp?

    enum Outcome: Equatable {
        case holds
        case notModified
        case failed(condition: String)
    }

    func outcome(_ version: StoredVersion, now: Timestamp) -> Outcome {
        let modified = version.modified.wholeSeconds
        if let ifMatch {
            if !Self.list(ifMatch, names: version.etag) { return .failed(condition: "If-Match") }
        } else if let ifUnmodifiedSince, modified > ifUnmodifiedSince {
            return .failed(condition: "If-Unmodified-Since")
        }
        if let ifNoneMatch {
            if Self.list(ifNoneMatch, names: version.etag) { return .notModified }
        } else if let ifModifiedSince, ifModifiedSince <= now, modified <= ifModifiedSince {
            // A date in the future is no date (RFC 9110, section 13.1.3).
            return .notModified
        }
        return .holds
    }

    /// Of GET and HEAD.
    /// - Throws: PreconditionFailed or NotModified.
    func check(_ version: StoredVersion, now: Timestamp) throws(S3Error) {
        switch outcome(version, now: now) {
        case .holds: return
        case .notModified: throw .notModified(version)
        case .failed(let condition): throw .preconditionFailed(condition)
        }
    }

    /// Of a copy's source, where nothing is ever "not modified".
    func checkSource(_ version: StoredVersion, now: Timestamp) throws(S3Error) {
        switch outcome(version, now: now) {
        case .holds: return
        case .notModified:
            throw .preconditionFailed(
                ifNoneMatch != nil ? "x-amz-copy-source-If-None-Match" : "x-amz-copy-source-If-Modified-Since")
        case .failed(let condition): throw .preconditionFailed("x-amz-copy-source-" + condition)
        }
    }

    private static func list(_ text: String, names etag: String) -> Bool {
        if text == "*" { return true }
        return text.split(separator: ",").contains { part in
            String(part.drop { $0 == " " }).unquoted == etag
        }
    }
}
