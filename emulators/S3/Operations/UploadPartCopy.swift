import AWSCore
import AWSS3
import World

/// UploadPartCopy: a part that is some of the bytes of an object.
enum UploadPartCopy {
    static func run(
        _ input: S3.UploadPartCopyRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.UploadPartCopyOutput {
        let request = try Request(input)
        let (upload, headers, source) = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let upload = try session.upload(input.uploadId, of: input.key, in: bucket)
            let headers = try session.headers(of: upload)
            try UploadPart.checkKey(request.customerKey, headers)
            return (upload, headers, try request.find(session))
        }
        let (_, body) = try await view.openBody { session in
            let found = try request.find(session)
            return FoundObject(
                headers: found.headers, segments: found.segments, range: try request.range(found.version.size))
        }
        let intake = BodyIntake(
            state: view.state, call: view.call, algorithm: upload.algorithm, bytesMax: S3Limits.partBytesMax)
        let received = try await intake.receive(body)
        let part = try await UploadPart.store(received, input.partNumber, upload, headers, view)
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return output(part, upload, headers, source)
    }

    private struct Request: Sendable {
        let input: S3.UploadPartCopyRequest
        let source: CopySource
        let sourceKey: String?
        let customerKey: String?

        init(_ input: S3.UploadPartCopyRequest) throws(S3Error) {
            self.input = input
            try UploadPart.checkNumber(input.partNumber)
            source = try CopySource(input.copySource)
            sourceKey = try CustomerKey.digest(
                algorithm: input.copySourceSSECustomerAlgorithm, key: input.copySourceSSECustomerKey,
                keyMD5: input.copySourceSSECustomerKeyMD5)
            customerKey = try CustomerKey.digest(
                algorithm: input.sseCustomerAlgorithm, key: input.sseCustomerKey, keyMD5: input.sseCustomerKeyMD5)
        }

        func find(_ session: Session) throws -> FoundSource {
            let conditions = ReadConditions(
                ifMatch: input.copySourceIfMatch, ifNoneMatch: input.copySourceIfNoneMatch,
                ifModifiedSince: input.copySourceIfModifiedSince,
                ifUnmodifiedSince: input.copySourceIfUnmodifiedSince)
            return try session.source(
                source, owner: input.expectedSourceBucketOwner, conditions: conditions, customerKey: sourceKey)
        }

        /// Stricter than `Range`: both ends are named, and both are there.
        func range(_ size: Int64) throws(S3Error) -> Range<Int64> {
            guard let text = input.copySourceRange else { return 0..<size }
            guard case .from(let first, let last?)? = ByteRange(text) else {
                throw .invalidArgument(
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are "
                        + "the zero-based offsets of the first and last bytes to copy", "x-amz-copy-source-range", text)
            }
            guard last < size else {
                throw .invalidArgument(
                    "Range specified is not valid for source object of size: \(size)", "x-amz-copy-source-range", text)
            }
            return first..<last + 1
        }
    }

    private static func output(
        _ part: StoredPart, _ upload: StoredUpload, _ headers: S3.HeadObjectOutput, _ source: FoundSource
    ) -> S3.UploadPartCopyOutput {
        var result = S3.CopyPartResult(eTag: "\"\(part.etag)\"", lastModified: part.modified.wholeSeconds)
        if upload.checksum != nil { result[upload.algorithm] = part.checksum }
        var output = S3.UploadPartCopyOutput(copySourceVersionId: source.versionID, copyPartResult: result)
        output.serverSideEncryption = headers.serverSideEncryption
        output.sseCustomerAlgorithm = headers.sseCustomerAlgorithm
        output.sseCustomerKeyMD5 = headers.sseCustomerKeyMD5
        output.ssekmsKeyId = headers.ssekmsKeyId
        output.bucketKeyEnabled = headers.bucketKeyEnabled
        return output
    }
}
