import AWSCore
import AWSS3

/// The errors of S3 in AWS's codes and words.
///
/// Sources: API reference, "Error responses"; answers recorded from AWS by the tests of moto, LocalStack and MinIO.
extension ServiceError where Service == S3 {
    static func refusal(
        _ code: String, _ message: String, status: Int = 400, _ members: KeyValuePairs<String, Document?> = [:]
    ) -> Self {
        let present = members.compactMap { member in member.value.map { Document.Entry(member.key, $0) } }
        return Self(
            ErrorCode(code), message, status: status, details: present.isEmpty ? nil : S3ErrorDetails(present))
    }

    static func invalidArgument(_ message: String, _ name: String, _ value: String?) -> Self {
        refusal(
            "InvalidArgument", message,
            ["ArgumentName": .string(name), "ArgumentValue": value.map(Document.string)])
    }

    static func invalidRequest(_ message: String) -> Self { refusal("InvalidRequest", message) }

    static var malformedXML: Self {
        refusal(
            "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema")
    }

    /// Recorded from AWS by LocalStack's tests (test_get_bucket_policy_invalid_account_id).
    static func invalidBucketOwner(_ owner: String) -> Self {
        refusal(
            "InvalidBucketOwnerAWSAccountID",
            "The value of the expected bucket owner parameter must be an AWS Account ID... [\(owner)]")
    }

    static var accessDenied: Self { refusal("AccessDenied", "Access Denied", status: 403) }

    /// The storage failed: nothing the caller did.
    static func internalFailure(_ error: any Error) -> Self {
        Self(
            ErrorCode("InternalError"), "We encountered an internal error. Please try again. (\(error))", status: 500,
            isRetryable: true)
    }

    /// A parameter that this emulator does not have.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        refusal("NotImplemented", "KASS does not emulate \(parameter) of s3:\(operation)", status: 501)
    }

    /// A header that S3 itself does not take there.
    static func notImplemented(header: String, additional: String? = nil) -> Self {
        refusal(
            "NotImplemented", "A header you provided implies functionality that is not implemented", status: 501,
            ["Header": .string(header), "additionalMessage": additional.map(Document.string)])
    }

    /// A HEAD has no body, so the error is what its status says (what every SDK makes of it).
    var withoutBody: Self {
        let reasons = [
            304: "Not Modified", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
            409: "Conflict", 412: "Precondition Failed", 416: "Range Not Satisfiable",
        ]
        guard let reason = reasons[status] else { return self }
        var error = self
        error.code = ErrorCode(reason.filter { $0 != " " })
        error.message = reason
        return error
    }
}

// Buckets.
extension ServiceError where Service == S3 {
    static func noSuchBucket(_ name: String) -> Self {
        refusal("NoSuchBucket", "The specified bucket does not exist", status: 404, ["BucketName": .string(name)])
    }

    static func invalidBucketName(_ name: String) -> Self {
        refusal("InvalidBucketName", "The specified bucket is not valid.", ["BucketName": .string(name)])
    }

    static func bucketAlreadyExists(_ name: String) -> Self {
        refusal(
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
                + "Please select a different name and try again.", status: 409, ["BucketName": .string(name)])
    }

    static func bucketAlreadyOwnedByYou(_ name: String) -> Self {
        refusal(
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.", status: 409,
            ["BucketName": .string(name)])
    }

    static func bucketNotEmpty(_ name: String, isVersioned: Bool) -> Self {
        let more = isVersioned ? ". You must delete all versions in the bucket." : ""
        return refusal(
            "BucketNotEmpty", "The bucket you tried to delete is not empty" + more, status: 409,
            ["BucketName": .string(name)])
    }

    /// What a bucket does not have: one code and sentence for each kind of configuration.
    static func noSuchConfiguration(_ code: String, _ message: String, bucket: String) -> Self {
        refusal(code, message, status: 404, ["BucketName": .string(bucket)])
    }
}

// Objects.
extension ServiceError where Service == S3 {
    static func noSuchKey(_ key: String) -> Self {
        refusal("NoSuchKey", "The specified key does not exist.", status: 404, ["Key": .string(key)])
    }

    /// The latest version is a delete marker: not there, and the headers say why.
    static func noSuchKey(_ key: String, marker version: String?) -> Self {
        refusal(
            "NoSuchKey", "The specified key does not exist.", status: 404,
            [
                "Key": .string(key), "DeleteMarkerHeader": true,
                "VersionIdHeader": version.map(Document.string),
            ])
    }

    static func noSuchVersion(_ key: String, _ version: String) -> Self {
        refusal(
            "NoSuchVersion", "The specified version does not exist.", status: 404,
            ["Key": .string(key), "VersionId": .string(version)])
    }

    static func methodNotAllowed(_ method: String, marker: StoredVersion, isShown: Bool) -> Self {
        refusal(
            "MethodNotAllowed", "The specified method is not allowed against this resource.", status: 405,
            [
                "Method": .string(method), "ResourceType": "DeleteMarker", "AllowHeader": "DELETE",
                "DeleteMarkerHeader": true, "VersionIdHeader": isShown ? .string(marker.versionID) : nil,
                "LastModifiedHeader": .timestamp(marker.modified.wholeSeconds),
            ])
    }

    static func preconditionFailed(_ condition: String) -> Self {
        refusal(
            "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", status: 412,
            ["Condition": .string(condition)])
    }

    static func conditionalRequestConflict(_ condition: String, _ key: String) -> Self {
        refusal(
            "ConditionalRequestConflict",
            "The conditional request cannot succeed due to a conflicting operation against this resource.", status: 409,
            ["Condition": .string(condition), "Key": .string(key)])
    }

    static func notModified(_ version: StoredVersion) -> Self {
        refusal(
            "NotModified", "Not Modified", status: 304,
            [
                "ETagHeader": .string("\"\(version.etag)\""),
                "LastModifiedHeader": .timestamp(version.modified.wholeSeconds),
            ])
    }

    static func invalidRange(_ requested: String, size: Int64) -> Self {
        refusal(
            "InvalidRange", "The requested range is not satisfiable", status: 416,
            [
                "RangeRequested": .string(requested), "ActualObjectSize": .string(String(size)),
                "ContentRangeHeader": .string("bytes */\(size)"),
            ])
    }

    static func entityTooLarge(_ size: Int64, max: Int64) -> Self {
        refusal(
            "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size",
            ["ProposedSize": .string(String(size)), "MaxSizeAllowed": .string(String(max))])
    }

    static func invalidObjectState(_ operation: String, _ version: StoredVersion) -> Self {
        Self(
            .invalidObjectState, "The operation is not valid for the object's storage class", status: 403,
            details: S3.InvalidObjectState(storageClass: S3.StorageClass(rawValue: version.storageClass)))
    }
}

// Uploads.
extension ServiceError where Service == S3 {
    static func noSuchUpload(_ id: String) -> Self {
        refusal(
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or "
                + "completed.", status: 404, ["UploadId": .string(id)])
    }

    static func invalidPart(_ upload: String, _ number: Int, _ etag: String?) -> Self {
        refusal(
            "InvalidPart",
            "One or more of the specified parts could not be found.  The part may not have been uploaded, or the "
                + "specified entity tag may not match the part's entity tag.",
            [
                "UploadId": .string(upload), "PartNumber": .string(String(number)),
                "ETag": etag.map { .string($0.unquoted) },
            ])
    }

    static func invalidPartOrder(_ upload: String) -> Self {
        refusal(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.",
            ["UploadId": .string(upload)])
    }

    static func entityTooSmall(_ part: StoredPart, min: Int64) -> Self {
        refusal(
            "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size",
            [
                "ETag": .string(part.etag), "PartNumber": .string(String(part.number)),
                "ProposedSize": .string(String(part.size)), "MinSizeAllowed": .string(String(min)),
            ])
    }
}
