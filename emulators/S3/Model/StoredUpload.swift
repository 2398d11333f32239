import AWSCore
import AWSS3

/// A multipart upload under way.
struct StoredUpload: Sendable {
    let id: Int64
    let bucket: Int64
    let key: String
    let uploadID: String
    let initiated: Timestamp
    /// The account that began it.
    let initiator: String
    let storageClass: String
    /// nil where the caller named none: parts then bring none, and the object gets S3's own.
    let checksum: ChecksumKind?

    /// By which parts are checked.
    var algorithm: ChecksumAlgorithm { checksum?.algorithm ?? .crc64NVME }
}

/// One part of an upload.
struct StoredPart: Sendable {
    let number: Int
    let size: Int64
    let modified: Timestamp
    let md5: [UInt8]
    /// Without quotes.
    let etag: String
    let checksum: String
    let place: BodyPlace
}
