import AWSCore
import AWSLambda
import World

/// GetFunction: a version's settings, and where its package could be loaded from.
enum GetFunction {
    static func run(
        _ input: Lambda.GetFunctionRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.GetFunctionResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        return try await view.state.read(view.call.owned(by: reference)) { session in
            let configuration = try session.existing(reference).described(at: session.now)
            let tags = try session.entry(.tags, reference.name).map { entry in
                try [String: String](Document(json: entry.value))
            }
            let reserved = try session.reservedConcurrency(reference.name)
            return Lambda.GetFunctionResponse(
                configuration: configuration, code: location(configuration, session.region), tags: tags,
                concurrency: reserved.map { .init(reservedConcurrentExecutions: $0) })
        }
    }

    /// A URL of AWS's form, for programs that only look whether there is one: nothing can be loaded from it.
    private static func location(
        _ configuration: Lambda.FunctionConfiguration, _ region: String
    ) -> Lambda.FunctionCodeLocation {
        if configuration.packageType == .image { return .init(repositoryType: "ECR") }
        let name = configuration.functionName ?? ""
        return .init(
            repositoryType: "S3",
            location: "https://awslambda-\(region)-tasks.s3.\(region).amazonaws.com/snapshots/\(name)")
    }
}

/// GetFunctionConfiguration: a version's settings.
enum GetFunctionConfiguration {
    static func run(
        _ input: Lambda.GetFunctionConfigurationRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        return try await view.state.read(view.call.owned(by: reference)) { session in
            try session.existing(reference).described(at: session.now)
        }
    }
}

/// DeleteFunction: deletes a version, or a function with all that belongs to it.
enum DeleteFunction {
    static func run(
        _ input: Lambda.DeleteFunctionRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.DeleteFunctionResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, qualifier: input.qualifier, in: view.call)
        if reference.qualifier == FunctionReference.latest {
            throw .invalidParameter("$LATEST version cannot be deleted without deleting the function.")
        }
        let policies = try await view.state.change(view.call) { session in
            guard try session.function(reference.name) != nil else {
                throw LambdaError.functionNotFound(reference.arn)
            }
            if let version = reference.qualifier {
                try deleteVersion(version, of: reference, session)
                return [version]
            }
            let policies = try session.entries(.policy, name: reference.name).map(\.key)
            for kind in EntryKind.ofFunctions { try session.delete(kind, reference.name, nil) }
            return policies
        }
        for qualifier in policies {
            view.state.publishPolicy(nil, of: reference.with(qualifier.isEmpty ? nil : qualifier))
        }
        view.state.environments.discard(reference)
        return Lambda.DeleteFunctionResponse(statusCode: 204)
    }

    private static func deleteVersion(
        _ version: String, of reference: FunctionReference, _ session: Session
    ) throws {
        guard FunctionReference.isVersion(version) else {
            throw LambdaError.invalidParameter("Deletion of aliases is not currently supported.")
        }
        for entry in try session.entries(.alias, name: reference.name) {
            let alias = try StoredStructure.read(Lambda.AliasConfiguration.self, entry.value)
            guard alias.functionVersion == version || alias.routingConfig?.additionalVersionWeights?[version] != nil
            else { continue }
            throw LambdaError.conflict(
                "Function \(reference.arn) cannot be deleted because the following aliases reference it: "
                    + "[\(entry.key)]")
        }
        for kind in [EntryKind.function, .policy, .policyRevision, .invokeConfig, .provisioned] {
            try session.delete(kind, reference.name, version)
        }
    }
}
