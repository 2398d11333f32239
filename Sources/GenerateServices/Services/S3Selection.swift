extension ServiceSelection {
    static let s3 = ServiceSelection(
        model: "s3", name: "S3", iamPrefix: "s3",
        operations: names(
            "CreateBucket DeleteBucket HeadBucket ListBuckets GetBucketLocation",
            "PutObject GetObject HeadObject DeleteObject DeleteObjects CopyObject GetObjectAttributes RestoreObject",
            "ListObjects ListObjectsV2 ListObjectVersions",
            "CreateMultipartUpload UploadPart UploadPartCopy CompleteMultipartUpload AbortMultipartUpload",
            "ListMultipartUploads ListParts",
            "GetObjectTagging PutObjectTagging DeleteObjectTagging",
            "GetBucketTagging PutBucketTagging DeleteBucketTagging",
            "GetBucketVersioning PutBucketVersioning",
            "GetBucketEncryption PutBucketEncryption DeleteBucketEncryption",
            "GetBucketLifecycleConfiguration PutBucketLifecycleConfiguration DeleteBucketLifecycle",
            "GetBucketNotificationConfiguration PutBucketNotificationConfiguration",
            "GetBucketPolicy PutBucketPolicy DeleteBucketPolicy GetBucketPolicyStatus",
            "GetBucketCors PutBucketCors DeleteBucketCors",
            "GetPublicAccessBlock PutPublicAccessBlock DeletePublicAccessBlock",
            "GetBucketOwnershipControls PutBucketOwnershipControls DeleteBucketOwnershipControls",
            "GetBucketAcl PutBucketAcl GetObjectAcl PutObjectAcl",
            "GetBucketLogging PutBucketLogging"),
        actions: s3Actions,
        resources: [ResourceRule("Bucket").then("/", "Key")],
        signsPathOnce: true,
        xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/",
        xmlNames: s3RootElements,
        typeNames: ["Type": "GranteeType", "Protocol": "TransferProtocol"])

    /// Service authorization reference, "Actions, resources, and condition keys for Amazon S3".
    private static let s3Actions = [
        "ListBuckets": "ListAllMyBuckets", "HeadBucket": "ListBucket", "ListObjects": "ListBucket",
        "ListObjectsV2": "ListBucket", "ListObjectVersions": "ListBucketVersions",
        "ListMultipartUploads": "ListBucketMultipartUploads", "ListParts": "ListMultipartUploadParts",
        "HeadObject": "GetObject", "CopyObject": "PutObject", "CreateMultipartUpload": "PutObject",
        "UploadPart": "PutObject", "UploadPartCopy": "PutObject", "CompleteMultipartUpload": "PutObject",
        "DeleteObjects": "DeleteObject", "DeleteBucketTagging": "PutBucketTagging",
        "GetBucketEncryption": "GetEncryptionConfiguration", "PutBucketEncryption": "PutEncryptionConfiguration",
        "DeleteBucketEncryption": "PutEncryptionConfiguration",
        "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
        "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
        "DeleteBucketLifecycle": "PutLifecycleConfiguration",
        "GetBucketNotificationConfiguration": "GetBucketNotification",
        "PutBucketNotificationConfiguration": "PutBucketNotification", "GetBucketCors": "GetBucketCORS",
        "PutBucketCors": "PutBucketCORS", "DeleteBucketCors": "PutBucketCORS",
        "GetPublicAccessBlock": "GetBucketPublicAccessBlock", "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
        "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
        "DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
    ]

    /// Root elements of responses, as the S3 API reference shows them.
    private static let s3RootElements = [
        "ListBucketsOutput": "ListAllMyBucketsResult", "ListObjectsOutput": "ListBucketResult",
        "ListObjectsV2Output": "ListBucketResult", "ListObjectVersionsOutput": "ListVersionsResult",
        "ListMultipartUploadsOutput": "ListMultipartUploadsResult", "ListPartsOutput": "ListPartsResult",
        "CreateMultipartUploadOutput": "InitiateMultipartUploadResult",
        "CompleteMultipartUploadOutput": "CompleteMultipartUploadResult", "DeleteObjectsOutput": "DeleteResult",
        "GetBucketAclOutput": "AccessControlPolicy", "GetObjectAclOutput": "AccessControlPolicy",
        "GetBucketCorsOutput": "CORSConfiguration", "GetBucketLocationOutput": "LocationConstraint",
        "GetBucketLifecycleConfigurationOutput": "LifecycleConfiguration",
        "GetBucketLoggingOutput": "BucketLoggingStatus",
        "GetBucketTaggingOutput": "Tagging", "GetObjectTaggingOutput": "Tagging",
        "GetBucketVersioningOutput": "VersioningConfiguration",
        "GetObjectAttributesOutput": "GetObjectAttributesResponse",
    ]
}
