import AWSCore
import AWSS3
import World

/// CreateBucket: a name nobody in the world has, in the caller's region.
enum CreateBucket {
    static func run(_ input: S3.CreateBucketRequest, _ view: S3Emulator) async throws(S3Error) -> S3.CreateBucketOutput
    {
        try check(input)
        let region = try region(input.createBucketConfiguration?.locationConstraint, view.scope.region)
        let tags = input.createBucketConfiguration?.tags ?? []
        try TagRules.checkBucket(tags)
        let ownership = input.objectOwnership ?? .bucketOwnerEnforced
        let acl = try acl(input, ownership, view.scope.account)
        try await view.change { session in
            if let existing = try session.findBucket(input.bucket) {
                return try existing.account == session.call.account
                    ? recreate(existing, session) : { throw S3Error.bucketAlreadyExists(input.bucket) }()
            }
            guard try session.bucketCount() < S3Limits.bucketsMax else {
                throw S3Error.refusal("TooManyBuckets", "You have attempted to create more buckets than allowed")
            }
            let bucket = try session.insertBucket(input.bucket, region: region)
            try session.set(
                .ownership, of: bucket, to: S3.OwnershipControls(rules: [.init(objectOwnership: ownership)]))
            try session.set(.publicAccessBlock, of: bucket, to: everythingBlocked)
            if !tags.isEmpty { try session.set(.tagging, of: bucket, to: S3.Tagging(tagSet: tags)) }
            if let acl { try session.set(.accessControl, of: bucket, to: acl) }
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.CreateBucketOutput(
            location: location(input.bucket, region), bucketArn: "arn:aws:s3:::\(input.bucket)")
    }

    /// What new buckets have had since April 2023.
    private static let everythingBlocked = S3.PublicAccessBlockConfiguration(
        blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true)

    private static func check(_ input: S3.CreateBucketRequest) throws(S3Error) {
        guard BucketNameRules.isValid(input.bucket) else { throw .invalidBucketName(input.bucket) }
        if input.objectLockEnabledForBucket == true {
            throw .notEmulated("CreateBucket", parameter: "ObjectLockEnabledForBucket")
        }
        if input.bucketNamespace == .accountRegional {
            throw .notEmulated("CreateBucket", parameter: "BucketNamespace account-regional")
        }
        let configuration = input.createBucketConfiguration
        if configuration?.location != nil || configuration?.bucket != nil {
            throw .notEmulated("CreateBucket", parameter: "directory buckets (Location, Bucket)")
        }
        let grants = [
            input.grantFullControl, input.grantRead, input.grantReadACP, input.grantWrite, input.grantWriteACP,
        ]
        if grants.contains(where: { $0 != nil }) {
            throw .notEmulated("CreateBucket", parameter: "x-amz-grant headers")
        }
    }

    /// A bucket lies where it is asked for: the constraint must name the region that is asked.
    private static func region(
        _ constraint: S3.BucketLocationConstraint?, _ region: String
    ) throws(S3Error) -> String {
        guard let name = constraint?.rawValue, !name.isEmpty else {
            guard region == "us-east-1" else { throw incompatible("unspecified") }
            return region
        }
        guard name != "us-east-1", BucketRegions.isKnown(name) else {
            throw .refusal(
                "InvalidLocationConstraint", "The specified location-constraint is not valid",
                ["LocationConstraint": .string(name)])
        }
        let wanted = name == "EU" ? "eu-west-1" : name
        guard wanted == region || region == "us-east-1" else { throw incompatible(name) }
        return wanted
    }

    private static func incompatible(_ name: String) -> S3Error {
        .refusal(
            "IllegalLocationConstraintException",
            "The \(name) location constraint is incompatible for the region specific endpoint this request was sent to."
        )
    }

    private static func acl(
        _ input: S3.CreateBucketRequest, _ ownership: S3.ObjectOwnership, _ account: String
    ) throws(S3Error) -> S3.AccessControlPolicy? {
        guard let name = input.acl?.rawValue else { return nil }
        guard let policy = AccessControlLists.canned(name, owner: account, bucketOwner: account) else {
            throw AccessControlLists.invalid(name)
        }
        if name == "private" { return nil }
        if ownership == .bucketOwnerEnforced {
            throw .refusal(
                "InvalidBucketAclWithObjectOwnership",
                "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting")
        }
        if AccessControlLists.isPublic(policy) {
            throw .refusal(
                "InvalidBucketAclWithBlockPublicAccessError",
                "Bucket cannot have public ACLs set with BlockPublicAccess enabled")
        }
        return policy
    }

    /// In us-east-1 making one's own bucket again succeeds (API reference, CreateBucket, BucketAlreadyOwnedByYou).
    private static func recreate(_ bucket: BucketRow, _ session: Session) throws {
        guard session.call.region == "us-east-1", bucket.region == "us-east-1" else {
            throw S3Error.bucketAlreadyOwnedByYou(bucket.name)
        }
        try session.remove(.accessControl, of: bucket)
    }

    private static func location(_ name: String, _ region: String) -> String {
        region == "us-east-1" ? "/\(name)" : "http://\(name).s3.amazonaws.com/"
    }
}

/// Regions that a location constraint may name.
enum BucketRegions {
    private static let all: Set<String> = [
        "EU", "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
        "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
        "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "cn-north-1",
        "cn-northwest-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1",
        "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1",
        "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
    ]

    static func isKnown(_ name: String) -> Bool { all.contains(name) }
}
