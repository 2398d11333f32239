public import AWSCore
public import AWSS3

// What a bucket is configured with.
extension S3Emulator {
    public func deleteBucketCors(
        _ input: S3.DeleteBucketCorsRequest
    ) async throws(S3Error) -> S3.DeleteBucketCorsOutput {
        try await remove(.cors, input.bucket, input.expectedBucketOwner)
        return S3.DeleteBucketCorsOutput()
    }

    public func deleteBucketEncryption(
        _ input: S3.DeleteBucketEncryptionRequest
    ) async throws(S3Error) -> S3.DeleteBucketEncryptionOutput {
        try await remove(.encryption, input.bucket, input.expectedBucketOwner)
        return S3.DeleteBucketEncryptionOutput()
    }

    public func deleteBucketLifecycle(
        _ input: S3.DeleteBucketLifecycleRequest
    ) async throws(S3Error) -> S3.DeleteBucketLifecycleOutput {
        try await remove(.lifecycle, input.bucket, input.expectedBucketOwner)
        return S3.DeleteBucketLifecycleOutput()
    }

    public func deleteBucketOwnershipControls(
        _ input: S3.DeleteBucketOwnershipControlsRequest
    ) async throws(S3Error) -> S3.DeleteBucketOwnershipControlsOutput {
        try await remove(.ownership, input.bucket, input.expectedBucketOwner)
        return S3.DeleteBucketOwnershipControlsOutput()
    }

    public func deleteBucketPolicy(
        _ input: S3.DeleteBucketPolicyRequest
    ) async throws(S3Error) -> S3.DeleteBucketPolicyOutput {
        try await BucketPolicies.delete(input, self)
    }

    public func deleteBucketTagging(
        _ input: S3.DeleteBucketTaggingRequest
    ) async throws(S3Error) -> S3.DeleteBucketTaggingOutput {
        try await remove(.tagging, input.bucket, input.expectedBucketOwner)
        return S3.DeleteBucketTaggingOutput()
    }

    public func deletePublicAccessBlock(
        _ input: S3.DeletePublicAccessBlockRequest
    ) async throws(S3Error) -> S3.DeletePublicAccessBlockOutput {
        try await remove(.publicAccessBlock, input.bucket, input.expectedBucketOwner)
        return S3.DeletePublicAccessBlockOutput()
    }

    public func getBucketAcl(_ input: S3.GetBucketAclRequest) async throws(S3Error) -> S3.GetBucketAclOutput {
        try await BucketACL.get(input, self)
    }

    public func getBucketCors(_ input: S3.GetBucketCorsRequest) async throws(S3Error) -> S3.GetBucketCorsOutput {
        try await BucketCORS.get(input, self)
    }

    public func getBucketEncryption(
        _ input: S3.GetBucketEncryptionRequest
    ) async throws(S3Error) -> S3.GetBucketEncryptionOutput {
        try await BucketEncryption.get(input, self)
    }

    public func getBucketLifecycleConfiguration(
        _ input: S3.GetBucketLifecycleConfigurationRequest
    ) async throws(S3Error) -> S3.GetBucketLifecycleConfigurationOutput {
        try await BucketLifecycle.get(input, self)
    }

    public func getBucketLogging(
        _ input: S3.GetBucketLoggingRequest
    ) async throws(S3Error) -> S3.GetBucketLoggingOutput {
        try await BucketLogging.get(input, self)
    }

    public func getBucketNotificationConfiguration(
        _ input: S3.GetBucketNotificationConfigurationRequest
    ) async throws(S3Error) -> S3.NotificationConfiguration {
        try await BucketNotifications.get(input, self)
    }

    public func getBucketOwnershipControls(
        _ input: S3.GetBucketOwnershipControlsRequest
    ) async throws(S3Error) -> S3.GetBucketOwnershipControlsOutput {
        try await OwnershipControls.get(input, self)
    }

    public func getBucketPolicy(_ input: S3.GetBucketPolicyRequest) async throws(S3Error) -> S3.GetBucketPolicyOutput {
        try await BucketPolicies.get(input, self)
    }

    public func getBucketPolicyStatus(
        _ input: S3.GetBucketPolicyStatusRequest
    ) async throws(S3Error) -> S3.GetBucketPolicyStatusOutput {
        try await BucketPolicies.status(input, self)
    }

    public func getBucketTagging(
        _ input: S3.GetBucketTaggingRequest
    ) async throws(S3Error) -> S3.GetBucketTaggingOutput {
        try await BucketTagging.get(input, self)
    }

    public func getPublicAccessBlock(
        _ input: S3.GetPublicAccessBlockRequest
    ) async throws(S3Error) -> S3.GetPublicAccessBlockOutput {
        try await PublicAccessBlock.get(input, self)
    }

    public func putBucketAcl(_ input: S3.PutBucketAclRequest) async throws(S3Error) -> S3.PutBucketAclOutput {
        try await BucketACL.put(input, self)
    }

    public func putBucketCors(_ input: S3.PutBucketCorsRequest) async throws(S3Error) -> S3.PutBucketCorsOutput {
        try await BucketCORS.put(input, self)
    }

    public func putBucketEncryption(
        _ input: S3.PutBucketEncryptionRequest
    ) async throws(S3Error) -> S3.PutBucketEncryptionOutput {
        try await BucketEncryption.put(input, self)
    }

    public func putBucketLifecycleConfiguration(
        _ input: S3.PutBucketLifecycleConfigurationRequest
    ) async throws(S3Error) -> S3.PutBucketLifecycleConfigurationOutput {
        try await BucketLifecycle.put(input, self)
    }

    public func putBucketLogging(
        _ input: S3.PutBucketLoggingRequest
    ) async throws(S3Error) -> S3.PutBucketLoggingOutput {
        try await BucketLogging.put(input, self)
    }

    public func putBucketNotificationConfiguration(
        _ input: S3.PutBucketNotificationConfigurationRequest
    ) async throws(S3Error) -> S3.PutBucketNotificationConfigurationOutput {
        try await BucketNotifications.put(input, self)
    }

    public func putBucketOwnershipControls(
        _ input: S3.PutBucketOwnershipControlsRequest
    ) async throws(S3Error) -> S3.PutBucketOwnershipControlsOutput {
        try await OwnershipControls.put(input, self)
    }

    public func putBucketPolicy(_ input: S3.PutBucketPolicyRequest) async throws(S3Error) -> S3.PutBucketPolicyOutput {
        try await BucketPolicies.put(input, self)
    }

    public func putBucketTagging(
        _ input: S3.PutBucketTaggingRequest
    ) async throws(S3Error) -> S3.PutBucketTaggingOutput {
        try await BucketTagging.put(input, self)
    }

    public func putPublicAccessBlock(
        _ input: S3.PutPublicAccessBlockRequest
    ) async throws(S3Error) -> S3.PutPublicAccessBlockOutput {
        try await PublicAccessBlock.put(input, self)
    }
}
