import AWSCore
import AWSLambda
import World

/// A deployment package: measured, not run.
struct CodePackage: Sendable {
    let sha256: String
    let size: Int

    /// - Parameters:
    ///   - code: exactly one of the ways to name a package.
    ///   - caller: who must be able to read an object in S3.
    static func measure(
        _ code: Lambda.FunctionCode, isImage: Bool, _ state: LambdaState, _ caller: Caller
    ) async throws(LambdaError) -> CodePackage {
        if isImage {
            guard let image = code.imageUri else {
                throw .invalidParameter("Please provide ImageUri when updating a function with packageType Image.")
            }
            return CodePackage(sha256: HashAlgorithm.sha256.hexDigest(of: image.utf8), size: 0)
        }
        if code.imageUri != nil {
            throw .invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.")
        }
        if let zip = code.zipFile { return try measure(zip.bytes) }
        guard let bucket = code.s3Bucket, let key = code.s3Key else {
            throw .invalidParameter("Please provide a source for function code.")
        }
        let location = LambdaClients.CodeLocation(bucket: bucket, key: key, version: code.s3ObjectVersion)
        guard let read = state.clients.code else {
            let text = "\(bucket)/\(key)@\(code.s3ObjectVersion ?? "")"
            return CodePackage(sha256: Blob(HashAlgorithm.sha256.digest(of: text)).base64, size: 0)
        }
        guard let bytes = await read(caller, location) else {
            throw .invalidParameter(
                "Error occurred while GetObject. S3 Error Code: NoSuchKey. "
                    + "S3 Error Message: The specified key does not exist.")
        }
        return try measure(bytes)
    }

    private static func measure(_ zip: [UInt8]) throws(LambdaError) -> CodePackage {
        guard !zip.isEmpty else { throw .invalidParameter("Uploaded file must be a non-empty zip") }
        guard zip.count <= LambdaLimits.zipBytesMax else {
            throw LambdaError(
                ErrorCode("RequestEntityTooLargeException"),
                "Request must be smaller than 70167211 bytes for the CreateFunction operation", status: 413)
        }
        // The signatures of a local file header, and of the end of an archive without files.
        guard zip.starts(with: [0x50, 0x4B, 3, 4]) || zip.starts(with: [0x50, 0x4B, 5, 6]) else {
            throw .invalidParameter(
                "Could not unzip uploaded file. Please check your file, then try to upload again.")
        }
        return CodePackage(sha256: Blob(HashAlgorithm.sha256.digest(of: zip)).base64, size: zip.count)
    }
}
