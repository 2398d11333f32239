import AWSCore
import AWSS3
import World

/// CreateMultipartUpload: all that will be said about the object, but for its bytes.
enum CreateMultipartUpload {
    static func run(
        _ input: S3.CreateMultipartUploadRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.CreateMultipartUploadOutput {
        let intent = try ObjectIntent(input, "CreateMultipartUpload")
        let kind = try checksumKind(input)
        let output = try await view.write { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            var draft = try session.complete(intent, in: bucket)
            draft.checksum = kind
            let id = try session.insertUpload(draft, in: bucket)
            try session.noteChange(in: bucket)
            let abortion = try session.lifecycle(of: bucket)?.abortion(key: input.key, initiated: session.now)
            return self.output(input, id, draft, abortion)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return output
    }

    private static func output(
        _ input: S3.CreateMultipartUploadRequest, _ id: String, _ draft: VersionDraft, _ abortion: LifecycleRules.Step?
    ) -> S3.CreateMultipartUploadOutput {
        var output = S3.CreateMultipartUploadOutput()
        output.abortDate = abortion?.due
        output.abortRuleId = abortion?.ruleID
        output.bucket = input.bucket
        output.key = input.key
        output.uploadId = id
        output.serverSideEncryption = draft.headers.serverSideEncryption
        output.sseCustomerAlgorithm = draft.headers.sseCustomerAlgorithm
        output.sseCustomerKeyMD5 = draft.headers.sseCustomerKeyMD5
        output.ssekmsKeyId = draft.headers.ssekmsKeyId
        output.ssekmsEncryptionContext = input.ssekmsEncryptionContext
        output.bucketKeyEnabled = draft.headers.bucketKeyEnabled
        output.checksumAlgorithm = input.checksumAlgorithm
        output.checksumType = draft.checksum?.type
        return output
    }

    /// Which types an algorithm has, and which it has where none is asked for.
    ///
    /// Source: S3 User Guide, "Full object and composite checksum types".
    private static func checksumKind(_ input: S3.CreateMultipartUploadRequest) throws(S3Error) -> ChecksumKind? {
        let algorithm = try ChecksumRules.algorithm(input.checksumAlgorithm, "CreateMultipartUpload")
        guard let algorithm else {
            if input.checksumType != nil {
                throw .invalidRequest(
                    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.")
            }
            return nil
        }
        let fallback: S3.ChecksumType = algorithm == .crc64NVME ? .fullObject : .composite
        let type = input.checksumType ?? fallback
        let isPossible: Bool =
            switch type {
            case .composite: algorithm != .crc64NVME
            case .fullObject: algorithm.isCombinable
            default:
                throw .invalidRequest("Value for x-amz-checksum-type header is invalid.")
            }
        guard isPossible else {
            throw .invalidRequest(
                "The \(type.rawValue) checksum type cannot be used with the \(algorithm.rawValue.lowercased()) checksum "
                    + "algorithm.")
        }
        return ChecksumKind(algorithm: algorithm, isComposite: type == .composite)
    }
}

enum AbortMultipartUpload {
    static func run(
        _ input: S3.AbortMultipartUploadRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.AbortMultipartUploadOutput {
        if input.ifMatchInitiatedTime != nil { throw .notImplemented(header: "x-amz-if-match-initiated-time") }
        try await view.write { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            try session.deleteUpload(session.upload(input.uploadId, of: input.key, in: bucket))
        }
        return S3.AbortMultipartUploadOutput()
    }
}
