import AWSCore
import AWSS3
import World

/// GetObjectAttributes: what the caller lists of ETag, Checksum, ObjectParts, StorageClass and ObjectSize.
enum GetObjectAttributes {
    private static let known: [S3.ObjectAttributes] = [.eTag, .checksum, .objectParts, .storageClass, .objectSize]

    static func run(
        _ input: S3.GetObjectAttributesRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetObjectAttributesOutput {
        try check(input)
        let customerKey = try CustomerKey.digest(
            algorithm: input.sseCustomerAlgorithm, key: input.sseCustomerKey, keyMD5: input.sseCustomerKeyMD5)
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        return try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let version = try session.readable(input.key, input.versionId, in: bucket, method: "GET")
            let headers = try session.headers(of: version)
            try CustomerKey.check(customerKey, against: headers)
            var output = S3.GetObjectAttributesOutput(
                lastModified: version.modified.wholeSeconds, versionId: bucket.shown(version.versionID))
            for attribute in input.objectAttributes {
                switch attribute {
                case .eTag: output.eTag = version.etag
                case .checksum: output.checksum = checksum(version, headers)
                case .objectParts: output.objectParts = try parts(of: version, input, session)
                case .storageClass: output.storageClass = S3.StorageClass(rawValue: version.storageClass)
                case .objectSize: output.objectSize = Int(version.size)
                default: break
                }
            }
            return output
        }
    }

    private static func check(_ input: S3.GetObjectAttributesRequest) throws(S3Error) {
        try KeyRules.check(input.key)
        try KeyRules.check(versionID: input.versionId)
        guard !input.objectAttributes.isEmpty, input.objectAttributes.allSatisfy(known.contains) else {
            throw .invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", nil)
        }
    }

    private static func checksum(_ version: StoredVersion, _ headers: S3.HeadObjectOutput) -> S3.Checksum? {
        guard let kind = version.checksum else { return nil }
        var checksum = S3.Checksum()
        checksum[kind.algorithm] = headers[kind.algorithm]
        checksum.checksumType = kind.type
        return checksum
    }

    /// Parts are listed one by one only where each has its checksum; else only their number is told.
    private static func parts(
        of version: StoredVersion, _ input: S3.GetObjectAttributesRequest, _ session: Session
    ) throws -> S3.GetObjectAttributesParts? {
        guard version.parts > 0 else { return nil }
        var parts = S3.GetObjectAttributesParts(totalPartsCount: version.parts)
        guard let kind = version.checksum, kind.isComposite else { return parts }
        let limit = try PageRules.limit(input.maxParts, "max-parts")
        let marker = input.partNumberMarker ?? 0
        let later = try session.segments(of: version).filter { $0.number > marker }
        let page = later.prefix(limit)
        parts.maxParts = limit
        parts.partNumberMarker = marker
        parts.nextPartNumberMarker = page.last?.number ?? 0
        parts.isTruncated = later.count > page.count
        parts.parts = page.map { segment in
            var part = S3.ObjectPart(partNumber: segment.number, size: Int(segment.size))
            part[kind.algorithm] = segment.checksum
            return part
        }
        return parts
    }
}
