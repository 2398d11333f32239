import AWSCore
import AWSS3

/// What of the generated types carries checksums: one member for each algorithm.
protocol ChecksumFields {
    var checksumCRC32: String? { get set }
    var checksumCRC32C: String? { get set }
    var checksumCRC64NVME: String? { get set }
    var checksumSHA1: String? { get set }
    var checksumSHA256: String? { get set }
    var checksumSHA512: String? { get }
    var checksumMD5: String? { get }
    var checksumXXHASH64: String? { get }
    var checksumXXHASH3: String? { get }
    var checksumXXHASH128: String? { get }
}

extension ChecksumFields {
    /// In base64.
    subscript(algorithm: ChecksumAlgorithm) -> String? {
        get {
            switch algorithm {
            case .crc32: checksumCRC32
            case .crc32c: checksumCRC32C
            case .crc64NVME: checksumCRC64NVME
            case .sha1: checksumSHA1
            case .sha256: checksumSHA256
            }
        }
        set {
            switch algorithm {
            case .crc32: checksumCRC32 = newValue
            case .crc32c: checksumCRC32C = newValue
            case .crc64NVME: checksumCRC64NVME = newValue
            case .sha1: checksumSHA1 = newValue
            case .sha256: checksumSHA256 = newValue
            }
        }
    }

    var givenChecksums: [(algorithm: ChecksumAlgorithm, value: String)] {
        ChecksumAlgorithm.allCases.compactMap { algorithm in
            self[algorithm].map { (algorithm: algorithm, value: $0) }
        }
    }

    /// An algorithm that this emulator does not compute, if one is used.
    var unsupportedChecksum: String? {
        if checksumSHA512 != nil { return "ChecksumSHA512" }
        if checksumMD5 != nil { return "ChecksumMD5" }
        if checksumXXHASH64 != nil { return "ChecksumXXHASH64" }
        if checksumXXHASH3 != nil { return "ChecksumXXHASH3" }
        return checksumXXHASH128 != nil ? "ChecksumXXHASH128" : nil
    }
}

extension S3.PutObjectRequest: ChecksumFields {}
extension S3.PutObjectOutput: ChecksumFields {}
extension S3.UploadPartRequest: ChecksumFields {}
extension S3.UploadPartOutput: ChecksumFields {}
extension S3.CompleteMultipartUploadRequest: ChecksumFields {}
extension S3.CompleteMultipartUploadOutput: ChecksumFields {}
extension S3.CompletedPart: ChecksumFields {}
extension S3.CopyObjectResult: ChecksumFields {}
extension S3.CopyPartResult: ChecksumFields {}
extension S3.GetObjectOutput: ChecksumFields {}
extension S3.HeadObjectOutput: ChecksumFields {}
extension S3.Checksum: ChecksumFields {}
extension S3.ObjectPart: ChecksumFields {}
extension S3.Part: ChecksumFields {}
