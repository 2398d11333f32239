import AWSCore
import AWSS3
import World

/// DeleteBucket: only an empty one, old versions and delete markers counted. Uploads under way go with it.
enum DeleteBucket {
    static func run(_ input: S3.DeleteBucketRequest, _ view: S3Emulator) async throws(S3Error) -> S3.DeleteBucketOutput
    {
        try await view.change { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            guard try session.isEmpty(bucket) else {
                throw S3Error.bucketNotEmpty(bucket.name, isVersioned: bucket.versioning != nil)
            }
            for upload in try session.uploads(in: bucket) { try session.deleteUpload(upload) }
            try session.deleteBucket(bucket)
        }
        view.state.world.access.setPolicy(
            nil, ofResource: "arn:aws:s3:::\(input.bucket)", account: view.scope.account)
        return S3.DeleteBucketOutput()
    }
}

enum HeadBucket {
    static func run(_ input: S3.HeadBucketRequest, _ view: S3Emulator) async throws(S3Error) -> S3.HeadBucketOutput {
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        do throws(S3Error) {
            let bucket = try await view.bucket(input.bucket, owner: input.expectedBucketOwner)
            return S3.HeadBucketOutput(
                bucketArn: bucket.arn, bucketRegion: bucket.region, accessPointAlias: false)
        } catch {
            throw error.withoutBody
        }
    }
}

enum GetBucketLocation {
    /// A bucket in us-east-1 has none.
    static func run(
        _ input: S3.GetBucketLocationRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketLocationOutput {
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        let bucket = try await view.bucket(input.bucket, owner: input.expectedBucketOwner)
        guard bucket.region != "us-east-1" else { return S3.GetBucketLocationOutput() }
        return S3.GetBucketLocationOutput(locationConstraint: S3.BucketLocationConstraint(rawValue: bucket.region))
    }
}

/// ListBuckets: the caller's, whatever their region.
enum ListBuckets {
    static func run(_ input: S3.ListBucketsRequest, _ view: S3Emulator) async throws(S3Error) -> S3.ListBucketsOutput {
        let limit = input.maxBuckets ?? S3Limits.bucketPageMax
        guard (1...S3Limits.bucketPageMax).contains(limit) else {
            throw .invalidArgument(
                "Argument max-buckets must be an integer between 1 and \(S3Limits.bucketPageMax)", "max-buckets",
                String(limit))
        }
        let start = try ContinuationToken.key(input.continuationToken) ?? ""
        view.scope.use(.tier1Requests, 1)
        let buckets = try await view.read { session in
            try session.buckets(
                after: start, prefix: input.prefix ?? "", region: input.bucketRegion, limit: limit + 1)
        }
        // Regions are told to those who show that they know of them (API reference, Bucket, BucketRegion).
        let isDetailed =
            input.maxBuckets != nil || input.prefix != nil || input.bucketRegion != nil
            || input.continuationToken != nil
        let page = buckets.prefix(limit)
        return S3.ListBucketsOutput(
            buckets: page.map { bucket in
                S3.Bucket(
                    name: bucket.name, creationDate: bucket.created, bucketRegion: isDetailed ? bucket.region : nil,
                    bucketArn: bucket.arn)
            }, owner: Owners.owner(view.scope.account),
            continuationToken: buckets.count > limit ? page.last.map { ContinuationToken.text($0.name) } : nil,
            prefix: input.prefix)
    }
}

/// Opaque to callers: the key that a page ended with.
enum ContinuationToken {
    private static let mark = "1:"

    static func text(_ key: String) -> String { Blob(mark + key).base64 }

    static func key(_ token: String?) throws(S3Error) -> String? {
        guard let token else { return nil }
        guard let bytes = Blob(base64: token)?.bytes, let text = String(validating: bytes, as: UTF8.self),
            text.hasPrefix(mark)
        else {
            throw .invalidArgument("The continuation token provided is incorrect", "continuation-token", token)
        }
        return String(text.dropFirst(mark.count))
    }
}
