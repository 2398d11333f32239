import AWSCore
import AWSS3
import World

// Configurations that are kept and given back, each checked as far as AWS checks it.

/// Cross-origin rules, by which the wire server acts: ``S3State/crossOriginRule(ofBucket:origin:method:headers:)``.
enum BucketCORS {
    private static let methods: Set<String> = ["GET", "PUT", "POST", "DELETE", "HEAD"]

    static func put(_ input: S3.PutBucketCorsRequest, _ view: S3Emulator) async throws(S3Error)
        -> S3.PutBucketCorsOutput
    {
        let rules = input.corsConfiguration.corsRules
        guard !rules.isEmpty, rules.count <= S3Limits.corsRulesMax else { throw .malformedXML }
        for rule in rules {
            guard !rule.allowedMethods.isEmpty, !rule.allowedOrigins.isEmpty else { throw .malformedXML }
            for method in rule.allowedMethods where !methods.contains(method) {
                throw .invalidRequest("Found unsupported HTTP method in CORS config. Unsupported method is \(method)")
            }
            for origin in rule.allowedOrigins where origin.count(where: { $0 == "*" }) > 1 {
                throw .invalidRequest("AllowedOrigin \"\(origin)\" can not have more than one wildcard.")
            }
        }
        try await view.put(.cors, input.bucket, input.expectedBucketOwner, input.corsConfiguration)
        return S3.PutBucketCorsOutput()
    }

    static func get(_ input: S3.GetBucketCorsRequest, _ view: S3Emulator) async throws(S3Error)
        -> S3.GetBucketCorsOutput
    {
        let stored = try await view.setting(
            .cors, input.bucket, input.expectedBucketOwner, as: S3.CORSConfiguration.self)
        guard let stored else {
            throw .noSuchConfiguration(
                "NoSuchCORSConfiguration", "The CORS configuration does not exist", bucket: input.bucket)
        }
        return S3.GetBucketCorsOutput(corsRules: stored.corsRules)
    }
}

enum BucketTagging {
    static func put(
        _ input: S3.PutBucketTaggingRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutBucketTaggingOutput {
        try TagRules.checkBucket(input.tagging.tagSet)
        if input.tagging.tagSet.isEmpty {
            try await view.remove(.tagging, input.bucket, input.expectedBucketOwner)
        } else {
            try await view.put(.tagging, input.bucket, input.expectedBucketOwner, input.tagging)
        }
        return S3.PutBucketTaggingOutput()
    }

    static func get(
        _ input: S3.GetBucketTaggingRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketTaggingOutput {
        let stored = try await view.setting(.tagging, input.bucket, input.expectedBucketOwner, as: S3.Tagging.self)
        guard let stored else {
            throw .noSuchConfiguration("NoSuchTagSet", "The TagSet does not exist", bucket: input.bucket)
        }
        return S3.GetBucketTaggingOutput(tagSet: stored.tagSet)
    }
}

enum BucketEncryption {
    static func put(
        _ input: S3.PutBucketEncryptionRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutBucketEncryptionOutput {
        let rules = input.serverSideEncryptionConfiguration.rules
        guard rules.count == 1, let rule = rules.first else { throw .malformedXML }
        if let fallback = rule.applyServerSideEncryptionByDefault {
            let algorithms: [S3.ServerSideEncryption] = [.aes256, .awsKms, .awsKmsDsse]
            guard algorithms.contains(fallback.sseAlgorithm) else { throw .malformedXML }
            if fallback.sseAlgorithm == .aes256, fallback.kmsMasterKeyID != nil {
                throw .invalidArgument(
                    "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
                    "ApplyServerSideEncryptionByDefault", nil)
            }
        } else if rule.blockedEncryptionTypes == nil {
            throw .malformedXML
        }
        try await view.put(
            .encryption, input.bucket, input.expectedBucketOwner, input.serverSideEncryptionConfiguration)
        return S3.PutBucketEncryptionOutput()
    }

    static func get(
        _ input: S3.GetBucketEncryptionRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketEncryptionOutput {
        let stored = try await view.setting(
            .encryption, input.bucket, input.expectedBucketOwner, as: S3.ServerSideEncryptionConfiguration.self)
        return S3.GetBucketEncryptionOutput(serverSideEncryptionConfiguration: stored ?? EncryptionRules.standard)
    }
}

/// Where access logs would go. No logs are written.
enum BucketLogging {
    static func put(
        _ input: S3.PutBucketLoggingRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutBucketLoggingOutput {
        guard let enabled = input.bucketLoggingStatus.loggingEnabled else {
            try await view.remove(.logging, input.bucket, input.expectedBucketOwner)
            return S3.PutBucketLoggingOutput()
        }
        try await view.change { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            guard let target = try session.findBucket(enabled.targetBucket), target.account == bucket.account else {
                throw S3Error.refusal(
                    "InvalidTargetBucketForLogging", "The target bucket for logging does not exist",
                    ["TargetBucket": .string(enabled.targetBucket)])
            }
            guard target.region == bucket.region else {
                throw S3Error.refusal(
                    "CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", status: 403,
                    ["TargetBucketLocation": .string(target.region)])
            }
            try session.set(.logging, of: bucket, to: input.bucketLoggingStatus)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutBucketLoggingOutput()
    }

    static func get(
        _ input: S3.GetBucketLoggingRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketLoggingOutput {
        let stored = try await view.setting(
            .logging, input.bucket, input.expectedBucketOwner, as: S3.BucketLoggingStatus.self)
        return S3.GetBucketLoggingOutput(loggingEnabled: stored?.loggingEnabled)
    }
}

enum PublicAccessBlock {
    static func put(
        _ input: S3.PutPublicAccessBlockRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutPublicAccessBlockOutput {
        let given = input.publicAccessBlockConfiguration
        let whole = S3.PublicAccessBlockConfiguration(
            blockPublicAcls: given.blockPublicAcls ?? false, ignorePublicAcls: given.ignorePublicAcls ?? false,
            blockPublicPolicy: given.blockPublicPolicy ?? false,
            restrictPublicBuckets: given.restrictPublicBuckets ?? false)
        try await view.put(.publicAccessBlock, input.bucket, input.expectedBucketOwner, whole)
        return S3.PutPublicAccessBlockOutput()
    }

    static func get(
        _ input: S3.GetPublicAccessBlockRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetPublicAccessBlockOutput {
        let stored = try await view.setting(
            .publicAccessBlock, input.bucket, input.expectedBucketOwner, as: S3.PublicAccessBlockConfiguration.self)
        guard let stored else {
            throw .noSuchConfiguration(
                "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found",
                bucket: input.bucket)
        }
        return S3.GetPublicAccessBlockOutput(publicAccessBlockConfiguration: stored)
    }
}

enum OwnershipControls {
    private static let known: [S3.ObjectOwnership] = [.bucketOwnerEnforced, .bucketOwnerPreferred, .objectWriter]

    static func put(
        _ input: S3.PutBucketOwnershipControlsRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutBucketOwnershipControlsOutput {
        let rules = input.ownershipControls.rules
        guard rules.count == 1, known.contains(rules[0].objectOwnership) else { throw .malformedXML }
        try await view.change { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            let hasACL = try session.setting(.accessControl, of: bucket) != nil
            if hasACL, rules[0].objectOwnership == .bucketOwnerEnforced {
                throw S3Error.refusal(
                    "InvalidBucketAclWithObjectOwnership",
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting")
            }
            try session.set(.ownership, of: bucket, to: input.ownershipControls)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutBucketOwnershipControlsOutput()
    }

    static func get(
        _ input: S3.GetBucketOwnershipControlsRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketOwnershipControlsOutput {
        let stored = try await view.setting(
            .ownership, input.bucket, input.expectedBucketOwner, as: S3.OwnershipControls.self)
        guard let stored else {
            throw .noSuchConfiguration(
                "OwnershipControlsNotFoundError", "The bucket ownership controls were not found", bucket: input.bucket)
        }
        return S3.GetBucketOwnershipControlsOutput(ownershipControls: stored)
    }
}
