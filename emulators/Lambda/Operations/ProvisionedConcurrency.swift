import AWSCore
import AWSLambda

/// Concurrency of one version or alias that is kept warm, as it is stored: `requested`, and when that was asked.
enum ProvisionedConcurrency {
    struct Config: Sendable {
        let requested: Int
        let lastModified: String
        let isReady: Bool

        init(_ entry: Session.Entry, at now: Timestamp) throws {
            let document = try Document(json: entry.value)
            requested = document["requested"]?.int ?? 0
            lastModified = document["lastModified"]?.string ?? ""
            isReady = now >= entry.due
        }

        var allocated: Int { isReady ? requested : 0 }
        var status: Lambda.ProvisionedConcurrencyStatusEnum { isReady ? .ready : .inProgress }
    }

    static func requested(_ value: [UInt8]) throws -> Int {
        try Document(json: value)["requested"]?.int ?? 0
    }

    /// Of all versions of a function.
    static func sum(_ name: String, except qualifier: String? = nil, _ session: Session) throws -> Int {
        try session.entries(.provisioned, name: name).filter { $0.key != qualifier }.reduce(0) {
            $0 + (try requested($1.value))
        }
    }

    static var notFound: LambdaError {
        LambdaError(
            .provisionedConcurrencyConfigNotFoundException,
            "No Provisioned Concurrency Config found for this function")
    }

    static func reference(
        _ name: String, _ qualifier: String, _ call: Call
    ) throws(LambdaError) -> FunctionReference {
        let reference = try FunctionReference(name, qualifier: qualifier, in: call)
        guard qualifier != FunctionReference.latest else {
            throw .invalidParameter(
                "Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
        }
        return reference
    }
}

/// PutProvisionedConcurrencyConfig.
enum PutProvisionedConcurrencyConfig {
    static func run(
        _ input: Lambda.PutProvisionedConcurrencyConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.PutProvisionedConcurrencyConfigResponse {
        try RequestConstraints.check(input)
        let reference = try ProvisionedConcurrency.reference(input.functionName, input.qualifier, view.call)
        let asked = input.provisionedConcurrentExecutions
        return try await view.state.change(view.call) { session in
            _ = try session.existing(reference)
            let others = try ProvisionedConcurrency.sum(reference.name, except: input.qualifier, session)
            if let reserved = try session.reservedConcurrency(reference.name), others + asked > reserved {
                throw LambdaError.invalidParameter(
                    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution "
                        + "for function")
            }
            let unreserved = LambdaLimits.accountConcurrency - (try session.reservedConcurrencySum())
            guard others + asked <= unreserved - LambdaLimits.unreservedConcurrencyMin else {
                throw LambdaError.invalidParameter(
                    "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency "
                        + "[\(unreserved)].")
            }
            let lastModified = session.now.lambdaText
            let value: Document = ["requested": .number(Number(asked)), "lastModified": .string(lastModified)]
            try session.put(
                .provisioned, reference.name, input.qualifier, value.json(),
                due: session.now + session.state.settings.provisioning)
            return Lambda.PutProvisionedConcurrencyConfigResponse(
                requestedProvisionedConcurrentExecutions: asked, availableProvisionedConcurrentExecutions: 0,
                allocatedProvisionedConcurrentExecutions: 0, status: .inProgress, lastModified: lastModified)
        }
    }
}

/// GetProvisionedConcurrencyConfig.
enum GetProvisionedConcurrencyConfig {
    static func run(
        _ input: Lambda.GetProvisionedConcurrencyConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.GetProvisionedConcurrencyConfigResponse {
        try RequestConstraints.check(input)
        let reference = try ProvisionedConcurrency.reference(input.functionName, input.qualifier, view.call)
        return try await view.state.read(view.call.owned(by: reference)) { session in
            _ = try session.existing(reference)
            guard let entry = try session.entry(.provisioned, reference.name, input.qualifier) else {
                throw ProvisionedConcurrency.notFound
            }
            let config = try ProvisionedConcurrency.Config(entry, at: session.now)
            return Lambda.GetProvisionedConcurrencyConfigResponse(
                requestedProvisionedConcurrentExecutions: config.requested,
                availableProvisionedConcurrentExecutions: config.allocated,
                allocatedProvisionedConcurrentExecutions: config.allocated, status: config.status,
                lastModified: config.lastModified)
        }
    }
}

/// DeleteProvisionedConcurrencyConfig: one that is not there counts as deleted.
enum DeleteProvisionedConcurrencyConfig {
    static func run(
        _ input: Lambda.DeleteProvisionedConcurrencyConfigRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.DeleteProvisionedConcurrencyConfigOutput {
        try RequestConstraints.check(input)
        let reference = try ProvisionedConcurrency.reference(input.functionName, input.qualifier, view.call)
        try await view.state.change(view.call) { session in
            _ = try session.existing(reference)
            try session.delete(.provisioned, reference.name, input.qualifier)
        }
        return Lambda.DeleteProvisionedConcurrencyConfigOutput()
    }
}

/// ListProvisionedConcurrencyConfigs.
enum ListProvisionedConcurrencyConfigs {
    static func run(
        _ input: Lambda.ListProvisionedConcurrencyConfigsRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.ListProvisionedConcurrencyConfigsResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        let items = try await view.state.read(view.call.owned(by: reference)) { session in
            _ = try session.existing(reference.with(nil))
            return try session.entries(.provisioned, name: reference.name).map { entry in
                let config = try ProvisionedConcurrency.Config(entry, at: session.now)
                return Lambda.ProvisionedConcurrencyConfigListItem(
                    functionArn: reference.with(entry.key).arn,
                    requestedProvisionedConcurrentExecutions: config.requested,
                    availableProvisionedConcurrentExecutions: config.allocated,
                    allocatedProvisionedConcurrentExecutions: config.allocated, status: config.status,
                    lastModified: config.lastModified)
            }
        }
        let page = Page(items, after: input.marker, limit: input.maxItems) { $0.functionArn ?? "" }
        return Lambda.ListProvisionedConcurrencyConfigsResponse(
            provisionedConcurrencyConfigs: page.items, nextMarker: page.nextMarker)
    }
}
