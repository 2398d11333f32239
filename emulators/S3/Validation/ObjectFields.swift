import AWSCore
import AWSS3
import World

/// What the three ways to make an object (put, copy, begin an upload) may say about it.
protocol ObjectFields {
    var key: String { get }
    var acl: S3.ObjectCannedACL? { get }
    var cacheControl: String? { get }
    var contentDisposition: String? { get }
    var contentEncoding: String? { get }
    var contentLanguage: String? { get }
    var contentType: String? { get }
    var expires: String? { get }
    var grantFullControl: String? { get }
    var grantRead: String? { get }
    var grantReadACP: String? { get }
    var grantWriteACP: String? { get }
    var metadata: [String: String]? { get }
    var serverSideEncryption: S3.ServerSideEncryption? { get }
    var storageClass: S3.StorageClass? { get }
    var websiteRedirectLocation: String? { get }
    var sseCustomerAlgorithm: String? { get }
    var sseCustomerKey: String? { get }
    var sseCustomerKeyMD5: String? { get }
    var ssekmsKeyId: String? { get }
    var ssekmsEncryptionContext: String? { get }
    var bucketKeyEnabled: Bool? { get }
    var tagging: String? { get }
    var objectLockMode: S3.ObjectLockMode? { get }
    var objectLockRetainUntilDate: Timestamp? { get }
    var objectLockLegalHoldStatus: S3.ObjectLockLegalHoldStatus? { get }
}

extension S3.PutObjectRequest: ObjectFields {}
extension S3.CopyObjectRequest: ObjectFields {}
extension S3.CreateMultipartUploadRequest: ObjectFields {}

/// An object that is to be made, as far as the request alone tells.
struct ObjectIntent: Sendable {
    var draft: VersionDraft
    let encryption: EncryptionRules
    let acl: S3.ObjectCannedACL?

    static let contentType = "binary/octet-stream"

    init(_ fields: some ObjectFields, _ operation: String) throws(S3Error) {
        try KeyRules.check(fields.key)
        try Self.checkGrants(fields, operation)
        draft = VersionDraft(key: fields.key)
        draft.storageClass = try Self.storageClass(fields.storageClass)
        draft.headers = try Self.headers(fields)
        draft.tags = try TagRules.parse(header: fields.tagging)
        encryption = try EncryptionRules(fields)
        acl = fields.acl
        if fields.objectLockMode != nil || fields.objectLockRetainUntilDate != nil
            || fields.objectLockLegalHoldStatus != nil
        {
            // No bucket has one: CreateBucket refuses to make any.
            throw .invalidRequest("Bucket is missing Object Lock Configuration")
        }
    }

    private static func checkGrants(_ fields: some ObjectFields, _ operation: String) throws(S3Error) {
        let grants = [fields.grantFullControl, fields.grantRead, fields.grantReadACP, fields.grantWriteACP]
        if grants.contains(where: { $0 != nil }) { throw .notEmulated(operation, parameter: "x-amz-grant headers") }
    }

    static func storageClass(_ requested: S3.StorageClass?) throws(S3Error) -> String {
        guard let requested else { return StorageClasses.standard }
        guard StorageClasses.isKnown(requested.rawValue) else {
            throw .refusal(
                "InvalidStorageClass", "The storage class you specified is not valid",
                ["StorageClassRequested": .string(requested.rawValue)])
        }
        return requested.rawValue
    }

    private static func headers(_ fields: some ObjectFields) throws(S3Error) -> S3.HeadObjectOutput {
        var headers = S3.HeadObjectOutput()
        headers.cacheControl = fields.cacheControl
        headers.contentDisposition = fields.contentDisposition
        headers.contentEncoding = withoutChunking(fields.contentEncoding)
        headers.contentLanguage = fields.contentLanguage
        headers.contentType = fields.contentType ?? contentType
        headers.expires = fields.expires
        headers.websiteRedirectLocation = fields.websiteRedirectLocation
        headers.metadata = try metadata(fields.metadata)
        return headers
    }

    /// How the body came over the wire is no property of the object.
    private static func withoutChunking(_ encoding: String?) -> String? {
        guard let encoding else { return nil }
        let words = encoding.split(separator: ",").map { $0.drop { $0 == " " } }.filter { $0 != "aws-chunked" }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    /// Names in lower case, as headers are case-blind.
    private static func metadata(_ metadata: [String: String]?) throws(S3Error) -> [String: String]? {
        guard let metadata, !metadata.isEmpty else { return nil }
        let size = metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard size <= S3Limits.userMetadataBytesMax else {
            throw .refusal(
                "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size",
                ["Size": .string(String(size)), "MaxSizeAllowed": .string(String(S3Limits.userMetadataBytesMax))])
        }
        let sorted = metadata.sorted { $0.key < $1.key }.map { ($0.key.lowercased(), $0.value) }
        return Dictionary(sorted) { first, _ in first }
    }
}

extension Session {
    /// The object as the bucket will have it: encrypted by its default, with its kind of access control.
    func complete(_ intent: ObjectIntent, in bucket: BucketRow) throws -> VersionDraft {
        var draft = intent.draft
        let configuration = try setting(.encryption, of: bucket, as: S3.ServerSideEncryptionConfiguration.self)
        try intent.encryption.apply(to: &draft.headers, configuration ?? EncryptionRules.standard, bucket)
        draft.acl = try objectACL(intent.acl?.rawValue, in: bucket)
        return draft
    }
}
