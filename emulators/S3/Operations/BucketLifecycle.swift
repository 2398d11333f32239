import AWSCore
import AWSS3
import World

enum BucketLifecycle {
    static func put(
        _ input: S3.PutBucketLifecycleConfigurationRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.PutBucketLifecycleConfigurationOutput {
        guard var rules = input.lifecycleConfiguration?.rules else { throw .malformedXML }
        try LifecycleConfigurationRules.check(rules)
        for index in rules.indices where (rules[index].id ?? "").isEmpty {
            rules[index].id = view.state.identifiers.alphanumeric(48)
        }
        let size = input.transitionDefaultMinimumObjectSize ?? .allStorageClasses128K
        guard size == .allStorageClasses128K || size == .variesByStorageClass else {
            throw .invalidRequest("Invalid TransitionDefaultMinimumObjectSize found: \(size.rawValue)")
        }
        let configuration = S3.GetBucketLifecycleConfigurationOutput(
            rules: rules, transitionDefaultMinimumObjectSize: size)
        try await view.change { session in
            let bucket = try session.bucket(input.bucket, owner: input.expectedBucketOwner)
            try session.set(.lifecycle, of: bucket, to: configuration)
            try session.noteChange(in: bucket)
        }
        view.scope.use(.tier1Requests, 1, on: input.bucket)
        return S3.PutBucketLifecycleConfigurationOutput(transitionDefaultMinimumObjectSize: size)
    }

    static func get(
        _ input: S3.GetBucketLifecycleConfigurationRequest, _ view: S3Emulator
    ) async throws(S3Error) -> S3.GetBucketLifecycleConfigurationOutput {
        let stored = try await view.setting(
            .lifecycle, input.bucket, input.expectedBucketOwner, as: S3.GetBucketLifecycleConfigurationOutput.self)
        guard let stored else {
            throw .noSuchConfiguration(
                "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", bucket: input.bucket)
        }
        return stored
    }
}
