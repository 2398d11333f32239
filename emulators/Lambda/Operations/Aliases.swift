import AWSCore
import AWSLambda
import World

/// CreateAlias: a name for a version, or for two by weight.
enum CreateAlias {
    static func run(
        _ input: Lambda.CreateAliasRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.AliasConfiguration {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        return try await view.state.change(view.call) { session in
            let arn = reference.with(input.name).arn
            guard try session.alias(reference.name, input.name) == nil else {
                throw LambdaError.conflict("Alias already exists: \(arn)")
            }
            let alias = Lambda.AliasConfiguration(
                aliasArn: arn, name: input.name, functionVersion: input.functionVersion,
                description: input.description ?? "", routingConfig: AliasRules.kept(input.routingConfig),
                revisionId: session.state.identifiers.uuid())
            try AliasRules.check(alias, of: reference, session)
            try session.put(.alias, reference.name, input.name, alias)
            return alias
        }
    }
}

/// UpdateAlias: leads an alias elsewhere.
enum UpdateAlias {
    static func run(
        _ input: Lambda.UpdateAliasRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.AliasConfiguration {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        return try await view.state.change(view.call) { session in
            var alias = try AliasRules.existing(input.name, of: reference, session)
            try FunctionRules.checkRevision(input.revisionId, alias.revisionId)
            alias.functionVersion = input.functionVersion ?? alias.functionVersion
            alias.description = input.description ?? alias.description
            if let routing = input.routingConfig { alias.routingConfig = AliasRules.kept(routing) }
            alias.revisionId = session.state.identifiers.uuid()
            try AliasRules.check(alias, of: reference, session)
            try session.put(.alias, reference.name, input.name, alias)
            return alias
        }
    }
}

/// GetAlias.
enum GetAlias {
    static func run(
        _ input: Lambda.GetAliasRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.AliasConfiguration {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        return try await view.state.read(view.call.owned(by: reference)) { session in
            try AliasRules.existing(input.name, of: reference, session)
        }
    }
}

/// DeleteAlias: an alias that is not there counts as deleted.
enum DeleteAlias {
    static func run(
        _ input: Lambda.DeleteAliasRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.DeleteAliasOutput {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        try await view.state.change(view.call) { session in
            _ = try session.existing(reference.with(nil))
            for kind in [EntryKind.alias, .policy, .policyRevision, .invokeConfig, .url, .provisioned] {
                try session.delete(kind, reference.name, input.name)
            }
        }
        view.state.publishPolicy(nil, of: reference.with(input.name))
        return Lambda.DeleteAliasOutput()
    }
}

/// ListAliases: by name.
enum ListAliases {
    static func run(
        _ input: Lambda.ListAliasesRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.ListAliasesResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        let aliases = try await view.state.read(view.call.owned(by: reference)) { session in
            _ = try session.existing(reference.with(nil))
            return try session.entries(.alias, name: reference.name).map { entry in
                try StoredStructure.read(Lambda.AliasConfiguration.self, entry.value)
            }
        }
        let wanted = aliases.filter { input.functionVersion == nil || $0.functionVersion == input.functionVersion }
        let page = Page(wanted, after: input.marker, limit: input.maxItems) { $0.name ?? "" }
        return Lambda.ListAliasesResponse(nextMarker: page.nextMarker, aliases: page.items)
    }
}

/// What an alias may lead to (Developer Guide, "Implement Lambda canary deployments using a weighted alias").
enum AliasRules {
    static func existing(
        _ name: String, of reference: FunctionReference, _ session: Session
    ) throws -> Lambda.AliasConfiguration {
        _ = try session.existing(reference.with(nil))
        guard let alias = try session.alias(reference.name, name) else {
            throw LambdaError.notFound("Cannot find alias arn: \(reference.with(name).arn)")
        }
        return alias
    }

    static func check(
        _ alias: Lambda.AliasConfiguration, of reference: FunctionReference, _ session: Session
    ) throws {
        let version = alias.functionVersion ?? ""
        _ = try session.existing(reference.with(nil))
        _ = try session.existing(reference.with(version))
        let weights = alias.routingConfig?.additionalVersionWeights ?? [:]
        guard weights.count <= 1 else {
            throw LambdaError.invalidParameter("Number of items in AdditionalVersionWeights cannot be greater than 1")
        }
        for (other, weight) in weights {
            try check(other, weight, besides: version)
            _ = try session.existing(reference.with(other))
        }
    }

    private static func check(_ other: String, _ weight: Double, besides version: String) throws(LambdaError) {
        guard (0...1).contains(weight) else {
            throw .validation(
                "1 validation error detected: Value '{\(other)=\(weight)}' at 'routingConfig.additionalVersionWeights'"
                    + " failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less "
                    + "than or equal to 1.0, Member must have value greater than or equal to 0.0, "
                    + "Member must not be null]")
        }
        guard other != version else {
            throw .invalidParameter(
                "Invalid function version \(other). Function version \(other) is already included in routing "
                    + "configuration.")
        }
        guard version != FunctionReference.latest else {
            throw .invalidParameter("$LATEST is not supported for an alias pointing to more than 1 version")
        }
    }

    /// An empty routing configuration is none.
    static func kept(_ routing: Lambda.AliasRoutingConfiguration?) -> Lambda.AliasRoutingConfiguration? {
        routing?.additionalVersionWeights?.isEmpty == false ? routing : nil
    }
}
