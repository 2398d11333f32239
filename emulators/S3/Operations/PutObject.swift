import AWSCore
import AWSS3
import World

/// PutObject: check, take the body, then store it in one transaction.
enum PutObject {
    static func run(_ input: S3.PutObjectRequest, _ view: S3Emulator) async throws(S3Error) -> S3.PutObjectOutput {
        let request = try Request(input)
        try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            _ = try session.complete(request.intent, in: bucket)
            try request.conditions.check(session.currentObject(input.key, in: bucket), key: input.key)
        }
        let body = try await receive(input, request, view)
        let stored: Stored
        do throws(S3Error) {
            try checkLength(input, body)
            try request.checksums.check(body)
            stored = try await view.write { session in try store(body, request, input, session) }
        } catch {
            await view.state.discard(body)
            throw error
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return output(stored, body, request)
    }

    private struct Request: Sendable {
        let intent: ObjectIntent
        let checksums: ChecksumRules
        let conditions: WriteConditions

        init(_ input: S3.PutObjectRequest) throws(S3Error) {
            if input.writeOffsetBytes != nil { throw .notEmulated("PutObject", parameter: "WriteOffsetBytes") }
            intent = try ObjectIntent(input, "PutObject")
            checksums = try ChecksumRules(
                input, algorithm: input.checksumAlgorithm, contentMD5: input.contentMD5, "PutObject")
            conditions = try WriteConditions(ifMatch: input.ifMatch, ifNoneMatch: input.ifNoneMatch)
        }
    }

    private struct Stored: Sendable {
        let version: StoredVersion
        let headers: S3.HeadObjectOutput
        let versionID: String?
        let expiration: String?
    }

    private static func receive(
        _ input: S3.PutObjectRequest, _ request: Request, _ view: S3Emulator
    ) async throws(S3Error) -> ReceivedBody {
        let intake = BodyIntake(
            state: view.state, call: view.call, algorithm: request.checksums.algorithm,
            bytesMax: S3Limits.putBytesMax)
        return try await intake.receive(input.body)
    }

    /// A body that was framed or chunked on its way is longer on the wire than it is, never shorter.
    private static func checkLength(_ input: S3.PutObjectRequest, _ body: ReceivedBody) throws(S3Error) {
        guard let length = input.contentLength, Int64(length) < body.size else { return }
        throw .refusal(
            "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header")
    }

    private static func store(
        _ body: ReceivedBody, _ request: Request, _ input: S3.PutObjectRequest, _ session: Session
    ) throws -> Stored {
        let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
        try request.conditions.checkAgain(session.currentObject(input.key, in: bucket), key: input.key)
        var draft = try session.complete(request.intent, in: bucket)
        draft.take(body, algorithm: request.checksums.algorithm)
        let version = try session.add(draft, to: bucket)
        try session.emit(.created, version, in: bucket)
        try session.noteChange(in: bucket)
        return Stored(
            version: version, headers: draft.headers, versionID: bucket.shown(version.versionID),
            expiration: try session.expirationHeader(of: version, in: bucket))
    }

    private static func output(_ stored: Stored, _ body: ReceivedBody, _ request: Request) -> S3.PutObjectOutput {
        var output = S3.PutObjectOutput()
        output.eTag = stored.version.quotedETag
        output.versionId = stored.versionID
        output.expiration = stored.expiration
        output[request.checksums.algorithm] = body.checksum
        output.checksumType = .fullObject
        output.serverSideEncryption = stored.headers.serverSideEncryption
        output.ssekmsKeyId = stored.headers.ssekmsKeyId
        output.ssekmsEncryptionContext = request.intent.encryption.context
        output.bucketKeyEnabled = stored.headers.bucketKeyEnabled
        output.sseCustomerAlgorithm = stored.headers.sseCustomerAlgorithm
        output.sseCustomerKeyMD5 = stored.headers.sseCustomerKeyMD5
        return output
    }
}

extension VersionDraft {
    /// The body as the only segment of the object.
    mutating func take(_ body: ReceivedBody, algorithm: ChecksumAlgorithm) {
        size = body.size
        etag = EncryptionRules.etag(md5: body.md5, headers)
        checksum = ChecksumKind(algorithm: algorithm, isComposite: false)
        headers[algorithm] = body.checksum
        headers.checksumType = .fullObject
        segments = [Segment(number: 1, size: body.size, checksum: nil, place: body.place)]
    }
}
