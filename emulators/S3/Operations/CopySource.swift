import AWSCore
import AWSS3
import World

/// The header `x-amz-copy-source`: `bucket/key`, percent-encoded, with `?versionId=` behind it.
struct CopySource: Sendable, Hashable {
    let bucket: String
    let key: String
    let versionID: String?

    init(_ text: String) throws(S3Error) {
        var path = text[...]
        var versionID: String?
        if let mark = text.firstRange(of: "?versionId=") {
            versionID = String(text[mark.upperBound...])
            path = text[..<mark.lowerBound]
        }
        if path.hasPrefix("/") { path = path.dropFirst() }
        let decoded = PercentEncoding.decode(path)
        guard let decoded, let slash = decoded.firstIndex(of: "/"), slash != decoded.startIndex else {
            throw Self.invalid(text)
        }
        bucket = String(decoded[..<slash])
        key = String(decoded[decoded.index(after: slash)...])
        guard !key.isEmpty else { throw Self.invalid(text) }
        if bucket.hasPrefix("arn:") { throw .notEmulated("CopyObject", parameter: "access points as CopySource") }
        try KeyRules.check(versionID: versionID)
        self.versionID = versionID
    }

    private static func invalid(_ text: String) -> S3Error {
        .invalidArgument(
            "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", "x-amz-copy-source", text)
    }
}

/// What is to be copied, as the two copying operations find it.
struct FoundSource: Sendable {
    let version: StoredVersion
    let headers: S3.HeadObjectOutput
    let segments: [Segment]
    let versionID: String?
}

extension Session {
    func source(
        _ source: CopySource, owner: String?, conditions: ReadConditions, customerKey: String?
    ) throws -> FoundSource {
        let bucket = try bucket(source.bucket, owner: owner)
        let version = try copied(source, in: bucket)
        let headers = try headers(of: version)
        try conditions.checkSource(version, now: now)
        try CustomerKey.check(customerKey, against: headers)
        guard version.isReadable else {
            throw S3Error.refusal(
                "InvalidObjectState",
                "Operation is not valid for the source object's storage class", status: 403)
        }
        return FoundSource(
            version: version, headers: headers, segments: try segments(of: version),
            versionID: bucket.shown(version.versionID))
    }

    private func copied(_ source: CopySource, in bucket: BucketRow) throws -> StoredVersion {
        guard let id = source.versionID, try version(id, of: source.key, in: bucket)?.isMarker == true else {
            return try readable(source.key, source.versionID, in: bucket, method: "PUT")
        }
        throw S3Error.invalidRequest(
            "The source of a copy request may not specifically refer to a delete marker by version id.")
    }
}
