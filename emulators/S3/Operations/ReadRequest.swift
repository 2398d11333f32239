import AWSCore
import AWSS3
import World

/// What GetObject and HeadObject have in common: all but the body.
protocol ReadRequest: Sendable {
    var bucket: String { get }
    var key: String { get }
    var versionId: String? { get }
    var ifMatch: String? { get }
    var ifNoneMatch: String? { get }
    var ifModifiedSince: Timestamp? { get }
    var ifUnmodifiedSince: Timestamp? { get }
    var range: String? { get }
    var partNumber: Int? { get }
    var checksumMode: S3.ChecksumMode? { get }
    var responseCacheControl: String? { get }
    var responseContentDisposition: String? { get }
    var responseContentEncoding: String? { get }
    var responseContentLanguage: String? { get }
    var responseContentType: String? { get }
    var responseExpires: Timestamp? { get }
    var sseCustomerAlgorithm: String? { get }
    var sseCustomerKey: String? { get }
    var sseCustomerKeyMD5: String? { get }
    var expectedBucketOwner: String? { get }
}

extension S3.GetObjectRequest: ReadRequest {}
extension S3.HeadObjectRequest: ReadRequest {}

/// What was found for a read: headers as they are answered, and which bytes.
struct FoundObject: Sendable {
    var headers: S3.HeadObjectOutput
    let segments: [Segment]
    let range: Range<Int64>
}

/// Finds what a read asks for, in S3's order: request, object, conditions, key, state, range.
struct ObjectReading<Request: ReadRequest> {
    let request: Request
    let customerKey: String?
    let method: String

    init(_ request: Request, method: String) throws(S3Error) {
        self.request = request
        self.method = method
        try KeyRules.check(request.key)
        try KeyRules.check(versionID: request.versionId)
        if request.partNumber != nil, request.range != nil {
            throw .invalidRequest("Cannot specify both Range header and partNumber query parameter")
        }
        if let number = request.partNumber, !S3Limits.partNumbers.contains(number) {
            throw .invalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive", "partNumber", String(number))
        }
        customerKey = try CustomerKey.digest(
            algorithm: request.sseCustomerAlgorithm, key: request.sseCustomerKey, keyMD5: request.sseCustomerKeyMD5)
    }

    /// - Parameter withBytes: false where the bytes are not wanted, so that archived objects are found too.
    func find(_ session: Session, withBytes: Bool) throws -> FoundObject {
        let bucket = try session.bucket(request.bucket, owner: request.expectedBucketOwner)
        let version = try session.readable(request.key, request.versionId, in: bucket, method: method)
        var headers = try session.headers(of: version)
        try conditions.check(version, now: session.now)
        try CustomerKey.check(customerKey, against: headers)
        if withBytes, !version.isReadable { throw S3Error.invalidObjectState(method, version) }
        let isPartial = request.range != nil || request.partNumber != nil
        let asksForPart = isPartial && version.parts > 0 && request.checksumMode == .enabled
        let segments =
            withBytes || request.partNumber != nil || asksForPart ? try session.segments(of: version) : []
        let range = try range(version, segments)
        describe(version, in: bucket, &headers)
        headers.expiration = try session.expirationHeader(of: version, in: bucket)
        headers.contentLength = range.count
        if isPartial, let shown = contentRange(range, version) { headers.contentRange = shown }
        if request.partNumber != nil, version.parts > 0 { headers.partsCount = version.parts }
        if request.checksumMode != .enabled || headers.contentRange != nil { headers.removeChecksums() }
        if asksForPart { headers.describe(Self.part(range, of: segments), version) }
        replaceHeaders(&headers)
        return FoundObject(headers: headers, segments: segments, range: range)
    }

    private var conditions: ReadConditions {
        ReadConditions(
            ifMatch: request.ifMatch, ifNoneMatch: request.ifNoneMatch, ifModifiedSince: request.ifModifiedSince,
            ifUnmodifiedSince: request.ifUnmodifiedSince)
    }

    private func describe(_ version: StoredVersion, in bucket: BucketRow, _ headers: inout S3.HeadObjectOutput) {
        headers.acceptRanges = "bytes"
        headers.lastModified = version.modified.wholeSeconds
        headers.eTag = version.quotedETag
        headers.versionId = bucket.shown(version.versionID)
        headers.storageClass = StorageClasses.shown(version.storageClass).map(S3.StorageClass.init)
        headers.restore = version.restoreHeader
        headers.tagCount = version.tags.isEmpty ? nil : version.tags.count
    }

    /// - Throws: InvalidRange, InvalidPartNumber.
    private func range(_ version: StoredVersion, _ segments: [Segment]) throws(S3Error) -> Range<Int64> {
        if let number = request.partNumber { return try part(number, version, segments) }
        guard let text = request.range, let wanted = ByteRange(text) else { return 0..<version.size }
        guard let range = wanted.resolved(size: version.size) else { throw .invalidRange(text, size: version.size) }
        return range
    }

    /// The part whose bytes these are.
    private static func part(_ range: Range<Int64>, of segments: [Segment]) -> Segment? {
        var start: Int64 = 0
        for segment in segments where start <= range.lowerBound {
            if start..<start + segment.size == range { return segment }
            start += segment.size
        }
        return nil
    }

    private func part(_ number: Int, _ version: StoredVersion, _ segments: [Segment]) throws(S3Error) -> Range<Int64> {
        var start: Int64 = 0
        for segment in segments {
            if segment.number == number { return start..<start + segment.size }
            start += segment.size
        }
        throw .refusal(
            "InvalidPartNumber", "The requested partnumber is not satisfiable", status: 416,
            [
                "PartNumberRequested": .string(String(number)),
                "ActualPartCount": .string(String(max(1, version.parts))),
            ])
    }

    /// nil where the range header was none that S3 takes, and where there is nothing.
    private func contentRange(_ range: Range<Int64>, _ version: StoredVersion) -> String? {
        if let text = request.range, ByteRange(text) == nil { return nil }
        return range.isEmpty ? nil : "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(version.size)"
    }

    private func replaceHeaders(_ headers: inout S3.HeadObjectOutput) {
        headers.cacheControl = request.responseCacheControl ?? headers.cacheControl
        headers.contentDisposition = request.responseContentDisposition ?? headers.contentDisposition
        headers.contentEncoding = request.responseContentEncoding ?? headers.contentEncoding
        headers.contentLanguage = request.responseContentLanguage ?? headers.contentLanguage
        headers.contentType = request.responseContentType ?? headers.contentType
        headers.expires = request.responseExpires?.text(.httpDate) ?? headers.expires
    }
}

extension S3.HeadObjectOutput {
    mutating func removeChecksums() {
        for algorithm in ChecksumAlgorithm.allCases { self[algorithm] = nil }
        checksumType = nil
    }

    /// Of a part that a read is for, by its number or its very bytes, the part's own checksum is given.
    ///
    /// Source: S3 User Guide, "Checking object integrity", Using part-level checksums for multipart uploads.
    fileprivate mutating func describe(_ part: Segment?, _ version: StoredVersion) {
        guard let checksum = part?.checksum, let kind = version.checksum, kind.isComposite else { return }
        self[kind.algorithm] = checksum
        checksumType = kind.type
    }
}

extension Session {
    /// The version that a read means.
    /// - Throws: NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker that is named.
    func readable(_ key: String, _ versionID: String?, in bucket: BucketRow, method: String) throws -> StoredVersion {
        if let versionID {
            guard let version = try version(versionID, of: key, in: bucket) else {
                try KeyRules.check(versionID: versionID, in: bucket)
                throw S3Error.noSuchVersion(key, versionID)
            }
            if version.isMarker {
                throw S3Error.methodNotAllowed(method, marker: version, isShown: bucket.versioning != nil)
            }
            return version
        }
        guard let version = try latestVersion(of: key, in: bucket) else { throw S3Error.noSuchKey(key) }
        if version.isMarker { throw S3Error.noSuchKey(key, marker: bucket.shown(version.versionID)) }
        return version
    }
}
