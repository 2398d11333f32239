import AWSCore
import AWSS3

/// `If-Match` and `If-None-Match` of what makes an object.
///
/// Source: S3 User Guide, "How to prevent object overwrites with conditional writes".
struct WriteConditions: Sendable {
    let ifMatch: String?
    let ifNoneMatch: String?

    init(ifMatch: String?, ifNoneMatch: String?) throws(S3Error) {
        self.ifMatch = ifMatch
        self.ifNoneMatch = ifNoneMatch
        if ifMatch != nil, ifNoneMatch != nil {
            throw .notImplemented(
                header: "If-Match,If-None-Match",
                additional: "Multiple conditional request headers present in the request")
        }
        if let ifNoneMatch, ifNoneMatch != "*" {
            throw .notImplemented(
                header: "If-None-Match",
                additional: "We don't accept the provided value of If-None-Match header for this API")
        }
        if ifMatch == "*" {
            throw .notImplemented(
                header: "If-Match", additional: "We don't accept the provided value of If-Match header for this API")
        }
    }

    /// - Parameter current: the object under the key now.
    /// - Throws: PreconditionFailed; NoSuchKey where something is to match and nothing is there.
    func check(_ current: @autoclosure () throws -> StoredVersion?, key: String) throws {
        guard isAny else { return }
        try check(against: current(), key)
    }

    /// Most requests have none.
    private var isAny: Bool { ifMatch != nil || ifNoneMatch != nil }

    private func check(against current: StoredVersion?, _ key: String) throws(S3Error) {
        if ifNoneMatch != nil, current != nil { throw .preconditionFailed("If-None-Match") }
        guard let ifMatch else { return }
        guard let current else { throw .noSuchKey(key) }
        guard ifMatch.unquoted == current.etag else { throw .preconditionFailed("If-Match") }
    }

    /// The second look, when the body is there: what was deleted meanwhile is a conflict.
    func checkAgain(_ current: @autoclosure () throws -> StoredVersion?, key: String) throws {
        guard isAny else { return }
        let current = try current()
        if ifMatch != nil, current == nil { throw S3Error.conditionalRequestConflict("If-Match", key) }
        try check(against: current, key)
    }
}
