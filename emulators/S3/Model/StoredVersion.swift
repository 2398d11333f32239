import AWSCore
import AWSS3

/// One version of an object, or a delete marker: all but its headers, which listings do not need, and its bytes.
struct StoredVersion: Sendable, Equatable {
    let id: Int64
    let bucket: Int64
    let key: String
    /// "null" for what was stored while the bucket kept no versions.
    let versionID: String
    let isLatest: Bool
    let isMarker: Bool
    let modified: Timestamp
    /// When a newer version took its place.
    let superseded: Timestamp?
    let size: Int64
    /// Without quotes.
    let etag: String
    let storageClass: String
    let checksum: ChecksumKind?
    /// Of a multipart upload; 0 for what was put whole.
    let parts: Int
    let tags: [S3.Tag]
    let restore: Restore

    static let nullID = "null"

    /// Whether a copy of an archived object is there to be read.
    enum Restore: Sendable, Hashable {
        case none
        case ongoing
        case restored(until: Timestamp)
    }

    var quotedETag: String { "\"\(etag)\"" }

    var isArchived: Bool { StorageClasses.isArchive(storageClass) }

    var isReadable: Bool {
        if case .restored = restore { return true }
        return !isArchived
    }

    /// The header `x-amz-restore`.
    var restoreHeader: String? {
        switch restore {
        case .none: nil
        case .ongoing: "ongoing-request=\"true\""
        case .restored(let end): "ongoing-request=\"false\", expiry-date=\"\(end.text(.httpDate))\""
        }
    }

    var restoreStatus: S3.RestoreStatus? {
        switch restore {
        case .none: nil
        case .ongoing: S3.RestoreStatus(isRestoreInProgress: true)
        case .restored(let end): S3.RestoreStatus(isRestoreInProgress: false, restoreExpiryDate: end)
        }
    }
}

/// How an object's checksum was made.
struct ChecksumKind: Sendable, Hashable {
    let algorithm: ChecksumAlgorithm
    /// Of the parts' checksums, instead of the bytes.
    let isComposite: Bool

    var type: S3.ChecksumType { isComposite ? .composite : .fullObject }
}

/// A version that is to be stored.
struct VersionDraft: Sendable {
    var key: String
    var size: Int64 = 0
    var etag = ""
    var storageClass = StorageClasses.standard
    var checksum: ChecksumKind?
    var parts = 0
    var headers = S3.HeadObjectOutput()
    var tags: [S3.Tag] = []
    var acl: S3.AccessControlPolicy?
    var segments: [Segment] = []
    var isMarker = false

    /// An object that was put whole.
    var isPlain: Bool { !isMarker && parts == 0 && segments.count == 1 }
}

/// A piece of an object's bytes: all of them, or one part of an upload.
struct Segment: Sendable, Hashable {
    let number: Int
    let size: Int64
    /// Of the part, in base64; nil for what was put whole.
    let checksum: String?
    let place: BodyPlace
}

/// Where bytes lie.
enum BodyPlace: Sendable, Hashable {
    case inline([UInt8])
    case file(String)

    var fileName: String? { if case .file(let name) = self { name } else { nil } }
}
