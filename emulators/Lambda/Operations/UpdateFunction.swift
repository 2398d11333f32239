import AWSCore
import AWSLambda
import World

/// UpdateFunctionCode: replaces the package of `$LATEST`.
enum UpdateFunctionCode {
    static func run(
        _ input: Lambda.UpdateFunctionCodeRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try RequestConstraints.check(input)
        try Refusals.refuse("UpdateFunctionCode", [("PublishTo", input.publishTo != nil)])
        let reference = try FunctionReference(input.functionName, in: view.call)
        let isImage = try await view.state.read(view.call) { session in
            try session.existing(reference.with(nil)).configuration.packageType == .image
        }
        let code = Lambda.FunctionCode(
            zipFile: input.zipFile, s3Bucket: input.s3Bucket, s3Key: input.s3Key,
            s3ObjectVersion: input.s3ObjectVersion, imageUri: input.imageUri)
        let package = try await CodePackage.measure(code, isImage: isImage, view.state, view.scope.caller)
        return try await view.state.change(view.call) { session in
            let record = try FunctionUpdate.apply(to: reference, revision: input.revisionId, session) {
                $0.codeSha256 = package.sha256
                $0.codeSize = package.size
                $0.architectures = input.architectures ?? $0.architectures
            }
            if input.dryRun == true { return record.configuration }
            try session.save(record, of: reference.name)
            guard input.publish == true else { return record.configuration }
            return try FunctionUpdate.publish(record, reference, description: nil, session).configuration
        }
    }
}

/// UpdateFunctionConfiguration: changes settings of `$LATEST`; what is left out stays.
enum UpdateFunctionConfiguration {
    static func run(
        _ input: Lambda.UpdateFunctionConfigurationRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try RequestConstraints.checkFunction(input)
        try Refusals.check(input)
        try FunctionRules.checkTimeout(input.timeout)
        try FunctionRules.checkMemory(input.memorySize)
        try FunctionRules.checkEnvironment(input.environment)
        try FunctionRules.checkDeadLetters(input.deadLetterConfig, "UpdateFunctionConfiguration")
        let reference = try FunctionReference(input.functionName, in: view.call)
        return try await view.state.change(view.call) { session in
            let record = try FunctionUpdate.apply(to: reference, revision: input.revisionId, session) {
                change(&$0, by: input, session.region)
            }
            try session.save(record, of: reference.name)
            return record.configuration
        }
    }

    private static func change(
        _ configuration: inout Lambda.FunctionConfiguration, by input: Lambda.UpdateFunctionConfigurationRequest,
        _ region: String
    ) {
        configuration.role = input.role ?? configuration.role
        configuration.handler = input.handler ?? configuration.handler
        configuration.description = input.description ?? configuration.description
        configuration.timeout = input.timeout ?? configuration.timeout
        configuration.memorySize = input.memorySize ?? configuration.memorySize
        configuration.kmsKeyArn = input.kmsKeyArn ?? configuration.kmsKeyArn
        configuration.ephemeralStorage = input.ephemeralStorage ?? configuration.ephemeralStorage
        if let environment = input.environment {
            configuration.environment = .init(variables: environment.variables ?? [:])
        }
        if let runtime = input.runtime {
            configuration.runtime = runtime
            configuration.runtimeVersionConfig = CreateFunction.runtimeVersion(runtime, region)
        }
        if let letters = input.deadLetterConfig {
            configuration.deadLetterConfig = letters.targetArn?.isEmpty == false ? letters : nil
        }
        if let mode = input.tracingConfig?.mode { configuration.tracingConfig = .init(mode: mode) }
        if let image = input.imageConfig { configuration.imageConfigResponse = .init(imageConfig: image) }
        if let group = input.loggingConfig?.logGroup { configuration.loggingConfig?.logGroup = group }
    }
}

/// What all changes of `$LATEST` have in common.
enum FunctionUpdate {
    /// - Throws: ResourceNotFoundException, ResourceConflictException, PreconditionFailedException.
    static func apply(
        to reference: FunctionReference, revision: String?, _ session: Session,
        _ change: (inout Lambda.FunctionConfiguration) -> Void
    ) throws -> FunctionRecord {
        var record = try session.existing(reference.with(nil))
        try FunctionRules.checkRevision(revision, record.configuration.revisionId)
        guard record.isSettled(at: session.now) else {
            throw LambdaError.conflict(
                "The operation cannot be performed at this time. An update is in progress for resource: "
                    + reference.functionARN)
        }
        change(&record.configuration)
        record.configuration.lastModified = session.now.lambdaText
        record.configuration.revisionId = session.state.identifiers.uuid()
        record.beginUpdate(until: session.now + session.state.settings.functionUpdate)
        return record
    }

    /// Makes a version of `$LATEST`; the newest one again, when nothing has changed since it was made.
    static func publish(
        _ latest: FunctionRecord, _ reference: FunctionReference, description: String?, _ session: Session
    ) throws -> FunctionRecord {
        if let newest = try session.versions(reference.name).last, newest.version != FunctionReference.latest,
            isSame(newest.configuration, latest.configuration)
        {
            return newest
        }
        var record = latest
        record.configuration = latest.described(at: session.now)
        record.configuration.version = try session.nextVersion(reference.name)
        record.configuration.functionArn = reference.with(record.version).arn
        record.configuration.revisionId = session.state.identifiers.uuid()
        if let description { record.configuration.description = description }
        try session.save(record, of: reference.name)
        return record
    }

    /// Whether two versions have the same code and settings (API reference, PublishVersion).
    private static func isSame(_ left: Lambda.FunctionConfiguration, _ right: Lambda.FunctionConfiguration) -> Bool {
        func settings(_ configuration: Lambda.FunctionConfiguration) -> Lambda.FunctionConfiguration {
            var configuration = FunctionRecord(configuration: configuration, settled: .epoch).described(at: .epoch)
            configuration.version = nil
            configuration.functionArn = nil
            configuration.revisionId = nil
            configuration.lastModified = nil
            configuration.description = nil
            return configuration
        }
        return settings(left) == settings(right)
    }
}
