import AWSCore
import AWSS3
import World

enum PutBucketVersioning {
    static func run(
        _ input: S3.PutBucketVersioningRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutBucketVersioningOutput {
        if input.versioningConfiguration.mfaDelete == .enabled {
            throw .notEmulated("PutBucketVersioning", parameter: "MFADelete")
        }
        guard let status = input.versioningConfiguration.status else {
            throw .refusal(
                "IllegalVersioningConfigurationException",
                "The Versioning element must be specified")
        }
        guard let versioning = BucketRow.Versioning(rawValue: status.rawValue) else { throw .malformedXML }
        try await view.change { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            try session.setVersioning(versioning, of: bucket)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutBucketVersioningOutput()
    }
}

enum GetBucketVersioning {
    static func run(
        _ input: S3.GetBucketVersioningRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketVersioningOutput {
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        let bucket = try await view.bucket(input.bucket, owner: input.expectedBucketOwner)
        return S3.GetBucketVersioningOutput(
            status: bucket.versioning.map { S3.BucketVersioningStatus(rawValue: $0.rawValue) })
    }
}
