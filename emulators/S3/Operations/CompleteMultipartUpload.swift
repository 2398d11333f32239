import AWSCore
import AWSS3
import World

/// CompleteMultipartUpload: the listed parts, in their order, as one object.
enum CompleteMultipartUpload {
    static func run(
        _ input: S3.CompleteMultipartUploadRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.CompleteMultipartUploadOutput {
        let conditions = try WriteConditions(ifMatch: input.ifMatch, ifNoneMatch: input.ifNoneMatch)
        if let member = input.unsupportedChecksum { throw .notEmulated("CompleteMultipartUpload", parameter: member) }
        guard let listed = input.multipartUpload?.parts, !listed.isEmpty else { throw .malformedXML }
        guard listed.allSatisfy({ $0.partNumber != nil && $0.eTag != nil }) else { throw .malformedXML }
        let (partBytesMin, endpoint) = (view.state.settings.partBytesMin, view.scope.caller.endpoint)
        let output = try await view.write { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let upload = try session.upload(input.uploadId, of: input.key, in: bucket)
            let assembly = Assembly(upload: upload, listed: listed, partBytesMin: partBytesMin)
            let parts = try assembly.parts(session)
            let kind = assembly.kind
            let checksum = try assembly.checksum(parts, input)
            try conditions.check(session.currentObject(input.key, in: bucket), key: input.key)
            var draft = try session.draft(of: upload)
            draft.assemble(parts, kind, checksum)
            try session.deleteUpload(upload, keeping: Set(parts.map(\.number)))
            let version = try session.add(draft, to: bucket)
            try session.emit(.uploaded, version, in: bucket)
            try session.noteChange(in: bucket)
            return try self.output(version, draft, in: bucket, session, reachedAt: endpoint)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return output
    }

    private static func output(
        _ version: StoredVersion, _ draft: VersionDraft, in bucket: BucketRow, _ session: Session,
        reachedAt endpoint: String?
    ) throws -> S3.CompleteMultipartUploadOutput {
        var output = S3.CompleteMultipartUploadOutput()
        let path = PercentEncoding.encode(version.key, keepingSlashes: true)
        output.location = "\(address(of: bucket, endpoint))/\(path)"
        output.bucket = bucket.name
        output.key = version.key
        output.expiration = try session.expirationHeader(of: version, in: bucket)
        output.eTag = version.quotedETag
        if let kind = draft.checksum {
            output[kind.algorithm] = draft.headers[kind.algorithm]
            output.checksumType = kind.type
        }
        output.versionId = bucket.shown(version.versionID)
        output.serverSideEncryption = draft.headers.serverSideEncryption
        output.ssekmsKeyId = draft.headers.ssekmsKeyId
        output.bucketKeyEnabled = draft.headers.bucketKeyEnabled
        return output
    }
}

extension CompleteMultipartUpload {
    /// As the caller has reached the bucket, whose name is in the path or in the host already.
    private static func address(of bucket: BucketRow, _ endpoint: String?) -> String {
        guard let endpoint else { return "https://\(bucket.name).s3.\(bucket.region).amazonaws.com" }
        let host = endpoint.split(separator: "/").last.map(String.init) ?? ""
        return Endpoint.s3Bucket(inHost: host) == nil ? "\(endpoint)/\(bucket.name)" : endpoint
    }
}

/// Parts on their way to be an object: which, whether they may, and what they come to.
private struct Assembly {
    let upload: StoredUpload
    let listed: [S3.CompletedPart]
    let partBytesMin: Int64

    /// An upload that was begun without a checksum gets S3's own, of the whole object.
    var kind: ChecksumKind { upload.checksum ?? ChecksumKind(algorithm: .crc64NVME, isComposite: false) }

    /// - Throws: InvalidPartOrder, InvalidPart, EntityTooSmall, EntityTooLarge.
    func parts(_ session: Session) throws -> [StoredPart] {
        let numbers = listed.map { $0.partNumber ?? 0 }
        guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw S3Error.invalidPartOrder(upload.uploadID)
        }
        let stored = Dictionary(try session.parts(of: upload).map { ($0.number, $0) }) { first, _ in first }
        var parts: [StoredPart] = []
        for entry in listed {
            guard let part = stored[entry.partNumber ?? 0], part.etag == entry.eTag?.unquoted else {
                throw S3Error.invalidPart(upload.uploadID, entry.partNumber ?? 0, entry.eTag)
            }
            try checkChecksum(entry, part)
            parts.append(part)
        }
        for part in parts.dropLast() where part.size < partBytesMin {
            throw S3Error.entityTooSmall(part, min: partBytesMin)
        }
        let size = parts.reduce(0) { $0 + $1.size }
        guard size <= S3Limits.objectBytesMax else {
            throw S3Error.entityTooLarge(size, max: S3Limits.objectBytesMax)
        }
        return parts
    }

    private func checkChecksum(_ entry: S3.CompletedPart, _ part: StoredPart) throws(S3Error) {
        if let given = entry.givenChecksums.first {
            let isKnown =
                given.algorithm == upload.algorithm
                ? given.value == part.checksum : upload.checksum == nil && given.value == part.given
            guard isKnown else {
                throw .invalidPart(upload.uploadID, part.number, entry.eTag)
            }
        } else if let kind = upload.checksum, kind.isComposite {
            throw .invalidRequest(
                "The upload was created using a \(kind.algorithm.rawValue.lowercased()) checksum. The complete request "
                    + "must include the checksum for each part. It was missing for part \(part.number) in the request.")
        }
    }

    /// In base64; of the parts' checksums with their number, or of the whole.
    /// - Throws: BadDigest, InvalidRequest where the request says otherwise.
    func checksum(_ parts: [StoredPart], _ input: S3.CompleteMultipartUploadRequest) throws(S3Error) -> String {
        try checkRequest(parts, input)
        let checksum =
            kind.isComposite
            ? kind.algorithm.composite(parts.map(\.checksum))
            : kind.algorithm.combined(parts.map { (checksum: $0.checksum, size: $0.size) }) ?? ""
        if let given = input.givenChecksums.first {
            guard given.algorithm == kind.algorithm, matches(given.value, checksum) else {
                throw .refusal(
                    "BadDigest",
                    "The \(given.algorithm.rawValue.lowercased()) you specified did not match the calculated checksum.")
            }
        }
        return checksum
    }

    /// The number of parts may be left off.
    private func matches(_ given: String, _ checksum: String) -> Bool {
        given == checksum || (kind.isComposite && checksum.hasPrefix(given + "-"))
    }

    private func checkRequest(
        _ parts: [StoredPart], _ input: S3.CompleteMultipartUploadRequest
    ) throws(S3Error) {
        if let type = input.checksumType, type != kind.type {
            throw .invalidRequest(
                "The upload was created using the \(kind.type.rawValue) checksum mode. The complete request must use "
                    + "the same checksum mode.")
        }
        let size = parts.reduce(0) { $0 + $1.size }
        if let expected = input.mpuObjectSize, Int64(expected) != size {
            throw .invalidRequest(
                "The provided 'x-amz-mp-object-size' header value \(expected) does not match what was computed: \(size)"
            )
        }
    }
}

extension VersionDraft {
    /// - Parameter checksum: of the whole, in base64.
    fileprivate mutating func assemble(_ parts: [StoredPart], _ kind: ChecksumKind, _ checksum: String) {
        size = parts.reduce(0) { $0 + $1.size }
        etag = "\(HashAlgorithm.md5.hexDigest(of: parts.flatMap(\.md5)))-\(parts.count)"
        self.parts = parts.count
        self.checksum = kind
        headers[kind.algorithm] = checksum
        headers.checksumType = kind.type
        segments = parts.map {
            Segment(number: $0.number, size: $0.size, checksum: $0.checksum, place: $0.place)
        }
    }
}
