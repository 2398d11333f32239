import AWSCore
import AWSS3

extension Provisioner {
    func make(_ bucket: Topology.Bucket) async throws -> Step.Outcome {
        let outcome = try await create(bucket.name)
        let s3 = clients.s3
        if bucket.isVersioned {
            _ = try await s3.putBucketVersioning(
                S3.PutBucketVersioningRequest(
                    bucket: bucket.name, versioningConfiguration: S3.VersioningConfiguration(status: .enabled)))
        }
        let encryption = S3.ServerSideEncryptionByDefault(
            sseAlgorithm: S3.ServerSideEncryption(rawValue: bucket.encryption))
        _ = try await s3.putBucketEncryption(
            S3.PutBucketEncryptionRequest(
                bucket: bucket.name,
                serverSideEncryptionConfiguration: S3.ServerSideEncryptionConfiguration(rules: [
                    S3.ServerSideEncryptionRule(applyServerSideEncryptionByDefault: encryption)
                ])))
        if bucket.blocksPublicAccess {
            _ = try await s3.putPublicAccessBlock(
                S3.PutPublicAccessBlockRequest(
                    bucket: bucket.name,
                    publicAccessBlockConfiguration: S3.PublicAccessBlockConfiguration(
                        blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true,
                        restrictPublicBuckets: true)))
        }
        _ = try await s3.putBucketLifecycleConfiguration(
            S3.PutBucketLifecycleConfigurationRequest(
                bucket: bucket.name,
                lifecycleConfiguration: S3.BucketLifecycleConfiguration(rules: bucket.lifecycle.map(Self.rule)),
                // Otherwise what is smaller than 128 KiB would stay where it is.
                transitionDefaultMinimumObjectSize: .variesByStorageClass))
        if bucket.notifiesEventBridge {
            _ = try await s3.putBucketNotificationConfiguration(
                S3.PutBucketNotificationConfigurationRequest(
                    bucket: bucket.name,
                    notificationConfiguration: S3.NotificationConfiguration(
                        eventBridgeConfiguration: S3.EventBridgeConfiguration())))
        }
        return outcome
    }

    /// us-east-1 is where a bucket stands that names no place, and the one that may not be named.
    private func create(_ name: String) async throws -> Step.Outcome {
        let region = topology.place.region
        let place = S3.CreateBucketConfiguration(locationConstraint: S3.BucketLocationConstraint(rawValue: region))
        do {
            _ = try await clients.s3.createBucket(
                S3.CreateBucketRequest(
                    bucket: name, createBucketConfiguration: region == "us-east-1" ? nil : place))
            return .created
        } catch  where error.code == .bucketAlreadyOwnedByYou {
            return .updated
        }
    }

    private static func rule(_ rule: Topology.LifecycleRule) -> S3.LifecycleRule {
        S3.LifecycleRule(
            expiration: rule.expiresAfterDays.map { S3.LifecycleExpiration(days: $0) }, id: rule.id,
            filter: S3.LifecycleRuleFilter(prefix: rule.prefix), status: .enabled,
            transitions: rule.glacierAfterDays.map { [S3.Transition(days: $0, storageClass: .glacier)] },
            noncurrentVersionExpiration: rule.oldVersionsExpireAfterDays.map {
                S3.NoncurrentVersionExpiration(noncurrentDays: $0)
            },
            abortIncompleteMultipartUpload: rule.uploadsAbortedAfterDays.map {
                S3.AbortIncompleteMultipartUpload(daysAfterInitiation: $0)
            })
    }
}
