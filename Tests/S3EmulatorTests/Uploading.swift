import AWSCore
import AWSS3
import S3Emulator

extension Cloud {
    func begin(
        _ key: String, _ adjust: (inout S3.CreateMultipartUploadRequest) -> Void = { _ in }
    ) async throws -> String {
        var input = S3.CreateMultipartUploadRequest(bucket: "bucket", key: key)
        adjust(&input)
        return try await client.createMultipartUpload(input).uploadId ?? ""
    }

    @discardableResult
    func uploadPart(
        _ number: Int, _ text: String, of key: String, _ upload: String,
        _ adjust: (inout S3.UploadPartRequest) -> Void = { _ in }
    ) async throws -> S3.CompletedPart {
        var input = S3.UploadPartRequest(
            body: .bytes(Array(text.utf8)), bucket: "bucket", key: key, partNumber: number, uploadId: upload)
        adjust(&input)
        let output = try await client.uploadPart(input)
        return S3.CompletedPart(
            eTag: output.eTag, checksumCRC32: output.checksumCRC32, checksumCRC32C: output.checksumCRC32C,
            checksumCRC64NVME: output.checksumCRC64NVME, checksumSHA1: output.checksumSHA1,
            checksumSHA256: output.checksumSHA256, partNumber: number)
    }

    @discardableResult
    func complete(
        _ key: String, _ upload: String, _ parts: [S3.CompletedPart],
        _ adjust: (inout S3.CompleteMultipartUploadRequest) -> Void = { _ in }
    ) async throws -> S3.CompleteMultipartUploadOutput {
        var input = S3.CompleteMultipartUploadRequest(
            bucket: "bucket", key: key, multipartUpload: .init(parts: parts), uploadId: upload)
        adjust(&input)
        return try await client.completeMultipartUpload(input)
    }

    @discardableResult
    func upload(_ key: String, _ texts: [String]) async throws -> S3.CompleteMultipartUploadOutput {
        let upload = try await begin(key)
        var parts: [S3.CompletedPart] = []
        for (index, text) in texts.enumerated() {
            parts.append(try await uploadPart(index + 1, text, of: key, upload))
        }
        return try await complete(key, upload, parts)
    }
}
