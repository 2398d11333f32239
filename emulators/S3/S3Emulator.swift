public import AWSCore
public import AWSS3
public import World

/// S3 for one call: who calls is in the scope, what is there in the state.
public struct S3Emulator: S3Client {
    let state: S3State
    let scope: CallScope

    public init(_ state: S3State, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var call: Call { Call(scope) }
}

// Buckets.
extension S3Emulator {
    public func createBucket(_ input: S3.CreateBucketRequest) async throws(S3Error) -> S3.CreateBucketOutput {
        try await CreateBucket.run(input, self)
    }

    public func deleteBucket(_ input: S3.DeleteBucketRequest) async throws(S3Error) -> S3.DeleteBucketOutput {
        try await DeleteBucket.run(input, self)
    }

    public func headBucket(_ input: S3.HeadBucketRequest) async throws(S3Error) -> S3.HeadBucketOutput {
        try await HeadBucket.run(input, self)
    }

    public func listBuckets(_ input: S3.ListBucketsRequest) async throws(S3Error) -> S3.ListBucketsOutput {
        try await ListBuckets.run(input, self)
    }

    public func getBucketLocation(
        _ input: S3.GetBucketLocationRequest
    ) async throws(S3Error) -> S3.GetBucketLocationOutput {
        try await GetBucketLocation.run(input, self)
    }

    public func getBucketVersioning(
        _ input: S3.GetBucketVersioningRequest
    ) async throws(S3Error) -> S3.GetBucketVersioningOutput {
        try await GetBucketVersioning.run(input, self)
    }

    public func putBucketVersioning(
        _ input: S3.PutBucketVersioningRequest
    ) async throws(S3Error) -> S3.PutBucketVersioningOutput {
        try await PutBucketVersioning.run(input, self)
    }
}

// Objects.
extension S3Emulator {
    public func putObject(_ input: S3.PutObjectRequest) async throws(S3Error) -> S3.PutObjectOutput {
        try await PutObject.run(input, self)
    }

    public func getObject(_ input: S3.GetObjectRequest) async throws(S3Error) -> S3.GetObjectOutput {
        try await GetObject.run(input, self)
    }

    public func headObject(_ input: S3.HeadObjectRequest) async throws(S3Error) -> S3.HeadObjectOutput {
        try await HeadObject.run(input, self)
    }

    public func copyObject(_ input: S3.CopyObjectRequest) async throws(S3Error) -> S3.CopyObjectOutput {
        try await CopyObject.run(input, self)
    }

    public func deleteObject(_ input: S3.DeleteObjectRequest) async throws(S3Error) -> S3.DeleteObjectOutput {
        try await DeleteObject.run(input, self)
    }

    public func deleteObjects(_ input: S3.DeleteObjectsRequest) async throws(S3Error) -> S3.DeleteObjectsOutput {
        try await DeleteObjects.run(input, self)
    }

    public func getObjectAttributes(
        _ input: S3.GetObjectAttributesRequest
    ) async throws(S3Error) -> S3.GetObjectAttributesOutput {
        try await GetObjectAttributes.run(input, self)
    }

    public func restoreObject(_ input: S3.RestoreObjectRequest) async throws(S3Error) -> S3.RestoreObjectOutput {
        try await RestoreObject.run(input, self)
    }

    public func getObjectTagging(
        _ input: S3.GetObjectTaggingRequest
    ) async throws(S3Error) -> S3.GetObjectTaggingOutput {
        try await ObjectTagging.get(input, self)
    }

    public func putObjectTagging(
        _ input: S3.PutObjectTaggingRequest
    ) async throws(S3Error) -> S3.PutObjectTaggingOutput {
        try await ObjectTagging.put(input, self)
    }

    public func deleteObjectTagging(
        _ input: S3.DeleteObjectTaggingRequest
    ) async throws(S3Error) -> S3.DeleteObjectTaggingOutput {
        try await ObjectTagging.delete(input, self)
    }

    public func getObjectAcl(_ input: S3.GetObjectAclRequest) async throws(S3Error) -> S3.GetObjectAclOutput {
        try await ObjectACL.get(input, self)
    }

    public func putObjectAcl(_ input: S3.PutObjectAclRequest) async throws(S3Error) -> S3.PutObjectAclOutput {
        try await ObjectACL.put(input, self)
    }
}

// Listings.
extension S3Emulator {
    public func listObjects(_ input: S3.ListObjectsRequest) async throws(S3Error) -> S3.ListObjectsOutput {
        try await ListObjects.run(input, self)
    }

    public func listObjectsV2(_ input: S3.ListObjectsV2Request) async throws(S3Error) -> S3.ListObjectsV2Output {
        try await ListObjectsV2.run(input, self)
    }

    public func listObjectVersions(
        _ input: S3.ListObjectVersionsRequest
    ) async throws(S3Error) -> S3.ListObjectVersionsOutput {
        try await ListObjectVersions.run(input, self)
    }
}

// Multipart uploads.
extension S3Emulator {
    public func createMultipartUpload(
        _ input: S3.CreateMultipartUploadRequest
    ) async throws(S3Error) -> S3.CreateMultipartUploadOutput {
        try await CreateMultipartUpload.run(input, self)
    }

    public func uploadPart(_ input: S3.UploadPartRequest) async throws(S3Error) -> S3.UploadPartOutput {
        try await UploadPart.run(input, self)
    }

    public func uploadPartCopy(_ input: S3.UploadPartCopyRequest) async throws(S3Error) -> S3.UploadPartCopyOutput {
        try await UploadPartCopy.run(input, self)
    }

    public func completeMultipartUpload(
        _ input: S3.CompleteMultipartUploadRequest
    ) async throws(S3Error) -> S3.CompleteMultipartUploadOutput {
        try await CompleteMultipartUpload.run(input, self)
    }

    public func abortMultipartUpload(
        _ input: S3.AbortMultipartUploadRequest
    ) async throws(S3Error) -> S3.AbortMultipartUploadOutput {
        try await AbortMultipartUpload.run(input, self)
    }

    public func listParts(_ input: S3.ListPartsRequest) async throws(S3Error) -> S3.ListPartsOutput {
        try await ListParts.run(input, self)
    }

    public func listMultipartUploads(
        _ input: S3.ListMultipartUploadsRequest
    ) async throws(S3Error) -> S3.ListMultipartUploadsOutput {
        try await ListMultipartUploads.run(input, self)
    }
}
