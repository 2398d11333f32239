import AWSCore
import AWSLambda
import World

/// CreateFunction: gives a name to code and settings.
enum CreateFunction {
    static func run(
        _ input: Lambda.CreateFunctionRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try RequestConstraints.checkFunction(input)
        try check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        let package = try await CodePackage.measure(
            input.code, isImage: input.packageType == .image, view.state, view.scope.caller)
        let state = view.state
        return try await state.change(view.call) { session in
            guard try session.function(reference.name) == nil else {
                throw LambdaError.conflict("Function already exist: \(reference.name)")
            }
            var record = FunctionRecord(
                configuration: configuration(input, reference, package, session), settled: session.now)
            record.beginCreation(until: session.now + state.settings.functionCreation)
            try session.save(record, of: reference.name)
            if let tags = input.tags, !tags.isEmpty {
                try session.put(.tags, reference.name, "", tags.document.json())
            }
            guard input.publish == true else { return record.configuration }
            // Recorded (test_invocation_with_qualifier): the answer has the version, and the ARN without it.
            record.configuration.version = try session.nextVersion(reference.name)
            var published = record
            published.configuration.functionArn = reference.with(record.version).arn
            try session.save(published, of: reference.name)
            return record.configuration
        }
    }

    private static func check(_ input: Lambda.CreateFunctionRequest) throws(LambdaError) {
        try Refusals.check(input)
        if input.packageType != .image {
            guard input.handler != nil, input.runtime != nil else {
                throw .invalidParameter(
                    "Runtime and Handler are mandatory parameters for functions created with deployment packages.")
            }
        } else if input.handler != nil || input.runtime != nil {
            throw .invalidParameter(
                "Please don't provide Handler or Runtime or Layer when the intent is to create a function with "
                    + "PackageType Image.")
        }
        try FunctionRules.checkTimeout(input.timeout)
        try FunctionRules.checkMemory(input.memorySize)
        try FunctionRules.checkEnvironment(input.environment)
        try FunctionRules.checkDeadLetters(input.deadLetterConfig, "CreateFunction")
        try FunctionRules.checkTags(input.tags ?? [:])
    }

    private static func configuration(
        _ input: Lambda.CreateFunctionRequest, _ reference: FunctionReference, _ package: CodePackage,
        _ session: Session
    ) -> Lambda.FunctionConfiguration {
        var result = Lambda.FunctionConfiguration()
        result.functionName = reference.name
        result.functionArn = reference.functionARN
        result.runtime = input.runtime
        result.role = input.role
        result.handler = input.handler
        result.codeSize = package.size
        result.codeSha256 = package.sha256
        result.description = input.description ?? ""
        result.timeout = input.timeout ?? LambdaLimits.timeoutSecondsDefault
        result.memorySize = input.memorySize ?? LambdaLimits.memoryMBDefault
        result.lastModified = session.now.lambdaText
        result.version = FunctionReference.latest
        result.deadLetterConfig = input.deadLetterConfig.flatMap { $0.targetArn?.isEmpty == false ? $0 : nil }
        result.environment = input.environment.map { .init(variables: $0.variables ?? [:]) }
        result.kmsKeyArn = input.kmsKeyArn
        result.tracingConfig = .init(mode: input.tracingConfig?.mode ?? .passThrough)
        result.revisionId = session.state.identifiers.uuid()
        result.packageType = input.packageType ?? .zip
        result.imageConfigResponse = input.imageConfig.map { .init(imageConfig: $0) }
        result.architectures = input.architectures ?? [.x86_64]
        result.ephemeralStorage = input.ephemeralStorage ?? .init(size: LambdaLimits.ephemeralStorageMBDefault)
        result.snapStart = .init(applyOn: Lambda.SnapStartApplyOn(rawValue: "None"), optimizationStatus: .off)
        result.runtimeVersionConfig = runtimeVersion(input.runtime, session.region)
        result.loggingConfig = .init(
            logFormat: .text, logGroup: input.loggingConfig?.logGroup ?? "/aws/lambda/\(reference.name)")
        return result
    }

    /// The version is named by 64 hexadecimal digits: here they are the digest of the runtime's name.
    static func runtimeVersion(_ runtime: Lambda.Runtime?, _ region: String) -> Lambda.RuntimeVersionConfig? {
        guard let runtime else { return nil }
        let digest = HashAlgorithm.sha256.hexDigest(of: runtime.rawValue.utf8)
        return .init(runtimeVersionArn: "arn:aws:lambda:\(region)::runtime:\(digest)")
    }
}
