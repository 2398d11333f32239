import AWSCore
import AWSLambda

/// ListFunctions: the functions of an account and region by name, or all their versions.
enum ListFunctions {
    static func run(
        _ input: Lambda.ListFunctionsRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.ListFunctionsResponse {
        try RequestConstraints.check(input)
        let records = try await view.state.read(view.call) { session in
            let names = try session.functionNames()
            return try names.flatMap { name in
                let versions = try session.versions(name).map { $0.described(at: session.now) }
                return input.functionVersion == .all ? versions : Array(versions.prefix(1))
            }
        }
        let page = Page(records, after: input.marker, limit: input.maxItems) { $0.functionArn ?? "" }
        return Lambda.ListFunctionsResponse(nextMarker: page.nextMarker, functions: page.items)
    }
}

/// ListVersionsByFunction: `$LATEST` first, then the numbers upward.
enum ListVersionsByFunction {
    static func run(
        _ input: Lambda.ListVersionsByFunctionRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.ListVersionsByFunctionResponse {
        try RequestConstraints.check(input)
        let reference = try FunctionReference(input.functionName, in: view.call)
        let versions = try await view.state.read(view.call.owned(by: reference)) { session in
            _ = try session.existing(reference.with(nil))
            return try session.versions(reference.name).map { record in
                var configuration = record.described(at: session.now)
                if record.version == FunctionReference.latest {
                    configuration.functionArn = reference.with(FunctionReference.latest).arn
                }
                return configuration
            }
        }
        let page = Page(versions, after: input.marker, limit: input.maxItems) { $0.functionArn ?? "" }
        return Lambda.ListVersionsByFunctionResponse(nextMarker: page.nextMarker, versions: page.items)
    }
}

/// PublishVersion: makes an unchanging version of `$LATEST`.
enum PublishVersion {
    static func run(
        _ input: Lambda.PublishVersionRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.FunctionConfiguration {
        try RequestConstraints.check(input)
        try Refusals.refuse("PublishVersion", [("PublishTo", input.publishTo != nil)])
        let reference = try FunctionReference(input.functionName, in: view.call)
        return try await view.state.change(view.call.owned(by: reference)) { session in
            let latest = try session.existing(reference.with(nil))
            try FunctionRules.checkRevision(input.revisionId, latest.configuration.revisionId)
            let current = latest.configuration.codeSha256 ?? ""
            if let asked = input.codeSha256, !asked.isEmpty, asked != current {
                throw LambdaError.invalidParameter(
                    "CodeSHA256 (\(asked)) is different from current CodeSHA256 in $LATEST (\(current)). "
                        + "Please try again with the CodeSHA256 in $LATEST.")
            }
            return try FunctionUpdate.publish(latest, reference, description: input.description, session)
                .described(at: session.now)
        }
    }
}

/// GetAccountSettings: the account's limits, and what is used of them.
enum GetAccountSettings {
    static func run(
        _ input: Lambda.GetAccountSettingsRequest, _ view: LambdaEmulator
    ) async throws(LambdaError) -> Lambda.GetAccountSettingsResponse {
        try await view.state.read(view.call) { session in
            let names = try session.functionNames()
            let size = try names.flatMap { try session.versions($0) }.reduce(0) {
                $0 + ($1.configuration.codeSize ?? 0)
            }
            return Lambda.GetAccountSettingsResponse(
                accountLimit: .init(
                    totalCodeSize: LambdaLimits.codeStorageBytesMax, codeSizeUnzipped: LambdaLimits.unzippedBytesMax,
                    codeSizeZipped: LambdaLimits.zipBytesMax, concurrentExecutions: LambdaLimits.accountConcurrency,
                    unreservedConcurrentExecutions: LambdaLimits.accountConcurrency
                        - (try session.reservedConcurrencySum())),
                accountUsage: .init(totalCodeSize: size, functionCount: names.count))
        }
    }
}

/// One page of a list. A marker is the name of the last item of the page before, in base64.
struct Page<Item> {
    let items: [Item]
    let nextMarker: String?

    init(
        _ all: [Item], after marker: String?, limit: Int?, most: Int = LambdaLimits.pageItems,
        name: (Item) -> String
    ) {
        let start = marker.flatMap { Blob(base64: $0)?.text }.flatMap { last in
            all.firstIndex { name($0) == last }.map { $0 + 1 }
        }
        let rest = all[(start ?? 0)...]
        items = Array(rest.prefix(min(limit ?? most, most)))
        nextMarker = rest.count > items.count ? items.last.map { Blob(name($0)).base64 } : nil
    }
}
