import AWSCore
import AWSS3
import World

/// CopyObject: the bytes of one object as another, with its headers and tags or with new ones.
enum CopyObject {
    static func run(_ input: S3.CopyObjectRequest, _ view: S3Emulator) async throws(S3Error) -> S3.CopyObjectOutput {
        let request = try Request(input)
        let source = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            _ = try session.complete(request.intent, in: bucket)
            try request.conditions.check(session.currentObject(input.key, in: bucket), key: input.key)
            let source = try request.find(session)
            try request.checkChange(source, isSameBucket: input.bucket == request.source.bucket)
            return source
        }
        guard source.version.size <= S3Limits.copyBytesMax else {
            throw .invalidRequest(
                "The specified copy source is larger than the maximum allowable size for a copy source: "
                    + "\(S3Limits.copyBytesMax)")
        }
        let body = try await copy(source, request, view)
        let stored: Stored
        do throws(S3Error) {
            stored = try await view.write { session in try store(body, source, request, session) }
        } catch {
            await view.state.discard(body)
            throw error
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return output(stored, source, body, request)
    }

    fileprivate struct Request: Sendable {
        let input: S3.CopyObjectRequest
        let intent: ObjectIntent
        let source: CopySource
        let sourceKey: String?
        let conditions: WriteConditions
        let algorithm: ChecksumAlgorithm?

        init(_ input: S3.CopyObjectRequest) throws(S3Error) {
            self.input = input
            intent = try ObjectIntent(input, "CopyObject")
            source = try CopySource(input.copySource)
            sourceKey = try CustomerKey.digest(
                algorithm: input.copySourceSSECustomerAlgorithm, key: input.copySourceSSECustomerKey,
                keyMD5: input.copySourceSSECustomerKeyMD5)
            conditions = try WriteConditions(ifMatch: input.ifMatch, ifNoneMatch: input.ifNoneMatch)
            algorithm = try ChecksumRules.algorithm(input.checksumAlgorithm, "CopyObject")
            try Self.check(input.metadataDirective?.rawValue, "x-amz-metadata-directive", "metadata")
            try Self.check(input.taggingDirective?.rawValue, "x-amz-tagging-directive", "tagging")
        }

        private static func check(_ directive: String?, _ header: String, _ noun: String) throws(S3Error) {
            guard let directive, directive != "COPY", directive != "REPLACE" else { return }
            throw .invalidArgument("Unknown \(noun) directive.", header, directive)
        }

        var replacesMetadata: Bool { input.metadataDirective == .replace }

        func find(_ session: Session) throws -> FoundSource {
            let conditions = ReadConditions(
                ifMatch: input.copySourceIfMatch, ifNoneMatch: input.copySourceIfNoneMatch,
                ifModifiedSince: input.copySourceIfModifiedSince,
                ifUnmodifiedSince: input.copySourceIfUnmodifiedSince)
            return try session.source(
                source, owner: input.expectedSourceBucketOwner, conditions: conditions, customerKey: sourceKey)
        }

        /// An object may be copied onto itself to change it, not for nothing.
        func checkChange(_ found: FoundSource, isSameBucket: Bool) throws(S3Error) {
            guard isSameBucket, source.key == input.key, source.versionID == nil else { return }
            let changes =
                replacesMetadata || input.storageClass != nil || input.serverSideEncryption != nil
                || input.sseCustomerAlgorithm != nil || input.websiteRedirectLocation != nil
                || input.checksumAlgorithm != nil || found.headers.sseCustomerKeyMD5 != nil
            guard changes else {
                throw .invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself without changing "
                        + "the object's metadata, storage class, website redirect location or encryption attributes.")
            }
        }
    }

    private struct Stored: Sendable {
        let version: StoredVersion
        let headers: S3.HeadObjectOutput
        let versionID: String?
        let expiration: String?
    }

    private static func algorithm(_ source: FoundSource, _ request: Request) -> ChecksumAlgorithm {
        request.algorithm ?? source.version.checksum?.algorithm ?? .crc64NVME
    }

    private static func copy(
        _ source: FoundSource, _ request: Request, _ view: S3Emulator
    ) async throws(S3Error) -> ReceivedBody {
        let (_, body) = try await view.openBody { session in
            let found = try request.find(session)
            return FoundObject(headers: found.headers, segments: found.segments, range: 0..<found.version.size)
        }
        let intake = BodyIntake(
            state: view.state, call: view.call, algorithm: algorithm(source, request),
            bytesMax: S3Limits.copyBytesMax)
        return try await intake.receive(body)
    }

    private static func store(
        _ body: ReceivedBody, _ source: FoundSource, _ request: Request, _ session: Session
    ) throws -> Stored {
        let input = request.input
        let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
        try request.conditions.checkAgain(session.currentObject(input.key, in: bucket), key: input.key)
        var draft = try session.complete(request.intent, in: bucket)
        if !request.replacesMetadata { draft.headers.copyDescription(from: source.headers) }
        if input.taggingDirective != .replace { draft.tags = source.version.tags }
        draft.take(body, algorithm: algorithm(source, request))
        let version = try session.add(draft, to: bucket)
        try session.emit(.copied, version, in: bucket)
        try session.noteChange(in: bucket)
        return Stored(
            version: version, headers: draft.headers, versionID: bucket.shown(version.versionID),
            expiration: try session.expirationHeader(of: version, in: bucket))
    }

    private static func output(
        _ stored: Stored, _ source: FoundSource, _ body: ReceivedBody, _ request: Request
    ) -> S3.CopyObjectOutput {
        var result = S3.CopyObjectResult(
            eTag: stored.version.quotedETag, lastModified: stored.version.modified.wholeSeconds)
        result[algorithm(source, request)] = body.checksum
        result.checksumType = .fullObject
        var output = S3.CopyObjectOutput(copyObjectResult: result)
        output.expiration = stored.expiration
        output.copySourceVersionId = source.versionID
        output.versionId = stored.versionID
        output.serverSideEncryption = stored.headers.serverSideEncryption
        output.sseCustomerAlgorithm = stored.headers.sseCustomerAlgorithm
        output.sseCustomerKeyMD5 = stored.headers.sseCustomerKeyMD5
        output.ssekmsKeyId = stored.headers.ssekmsKeyId
        output.ssekmsEncryptionContext = request.intent.encryption.context
        output.bucketKeyEnabled = stored.headers.bucketKeyEnabled
        return output
    }
}

extension S3.HeadObjectOutput {
    /// Takes over what a user has said about an object; website redirects are never copied.
    fileprivate mutating func copyDescription(from source: S3.HeadObjectOutput) {
        cacheControl = source.cacheControl
        contentDisposition = source.contentDisposition
        contentEncoding = source.contentEncoding
        contentLanguage = source.contentLanguage
        contentType = source.contentType
        expires = source.expires
        metadata = source.metadata
    }
}
