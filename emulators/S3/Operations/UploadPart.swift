import AWSCore
import AWSS3
import World

/// UploadPart: as PutObject, under a number.
enum UploadPart {
    static func run(_ input: S3.UploadPartRequest, _ view: S3Emulator) async throws(S3Error) -> S3.UploadPartOutput {
        try checkNumber(input.partNumber)
        let checksums = try ChecksumRules(
            input, algorithm: input.checksumAlgorithm, contentMD5: input.contentMD5, "UploadPart")
        let customerKey = try CustomerKey.digest(
            algorithm: input.sseCustomerAlgorithm, key: input.sseCustomerKey, keyMD5: input.sseCustomerKeyMD5)
        let (upload, headers) = try await view.read { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let upload = try session.upload(input.uploadId, of: input.key, in: bucket)
            let headers = try session.headers(of: upload)
            try checkKey(customerKey, headers)
            try checkChecksum(checksums, upload)
            return (upload, headers)
        }
        let intake = BodyIntake(
            state: view.state, call: view.call, algorithm: upload.algorithm, bytesMax: S3Limits.partBytesMax)
        let body = try await intake.receive(input.body)
        let part = try await store(body, input.partNumber, upload, headers, view) { () throws(S3Error) in
            try checksums.check(body)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return output(part, upload, headers)
    }

    static func checkNumber(_ number: Int) throws(S3Error) {
        guard S3Limits.partNumbers.contains(number) else {
            throw .invalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive", "partNumber", String(number))
        }
    }

    /// Every part is encrypted as the upload was begun.
    static func checkKey(_ digest: String?, _ headers: S3.HeadObjectOutput) throws(S3Error) {
        guard headers.sseCustomerKeyMD5 != nil || digest != nil else { return }
        guard headers.sseCustomerKeyMD5 == digest else {
            throw .invalidRequest(
                "The multipart upload initiate requested encryption. Subsequent part requests must include the "
                    + "appropriate encryption parameters.")
        }
    }

    /// The part brings the checksum that the upload was begun with, or none if it was begun without.
    private static func checkChecksum(_ checksums: ChecksumRules, _ upload: StoredUpload) throws(S3Error) {
        let expected = upload.checksum?.algorithm
        let actual = checksums.isNamed ? checksums.algorithm : nil
        // S3's own checksum needs nobody to bring it.
        guard expected != actual, !(expected == .crc64NVME && actual == nil) else { return }
        func word(_ algorithm: ChecksumAlgorithm?) -> String { algorithm?.rawValue.lowercased() ?? "null" }
        throw .invalidRequest(
            "Checksum Type mismatch occurred, expected checksum Type: \(word(expected)), actual checksum Type: "
                + word(actual))
    }

    /// - Parameter check: what must hold of the body before it is stored.
    static func store(
        _ body: ReceivedBody, _ number: Int, _ upload: StoredUpload, _ headers: S3.HeadObjectOutput,
        _ view: S3Emulator, check: () throws(S3Error) -> Void = {}
    ) async throws(S3Error) -> StoredPart {
        let part = StoredPart(
            number: number, size: body.size, modified: view.call.now, md5: body.md5,
            etag: EncryptionRules.etag(md5: body.md5, headers), checksum: body.checksum, place: body.place)
        do throws(S3Error) {
            try check()
            try await view.write { session in
                // It may have been completed or aborted while the part came.
                guard try session.findUpload(upload.uploadID) != nil else {
                    throw S3Error.noSuchUpload(upload.uploadID)
                }
                try session.put(part, of: upload)
            }
        } catch {
            await view.state.discard(body)
            throw error
        }
        return part
    }

    private static func output(
        _ part: StoredPart, _ upload: StoredUpload, _ headers: S3.HeadObjectOutput
    ) -> S3.UploadPartOutput {
        var output = S3.UploadPartOutput()
        output.serverSideEncryption = headers.serverSideEncryption
        output.eTag = "\"\(part.etag)\""
        output[upload.algorithm] = part.checksum
        output.sseCustomerAlgorithm = headers.sseCustomerAlgorithm
        output.sseCustomerKeyMD5 = headers.sseCustomerKeyMD5
        output.ssekmsKeyId = headers.ssekmsKeyId
        output.bucketKeyEnabled = headers.bucketKeyEnabled
        return output
    }
}
