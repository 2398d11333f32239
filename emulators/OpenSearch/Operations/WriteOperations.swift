import AWSCore
import AWSOpenSearch

/// Index and create: PUT and POST of one document.
enum IndexDocument {
    static func run(
        _ input: OpenSearch.IndexInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        let type = input.parameters.opType ?? (input.id == nil ? "create" : "index")
        guard ["index", "create"].contains(type) else {
            throw .illegalArgument("opType must be 'create' or 'index', found: [\(type)]")
        }
        let kind: DocumentWrite.Kind = type == "create" ? .create : .index
        return try await run(kind, input.index, input.id, input.body, input.parameters, view)
    }

    static func create(
        _ input: OpenSearch.CreateInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await run(.create, input.index, input.id, input.body, input.parameters, view)
    }

    private static func run(
        _ kind: DocumentWrite.Kind, _ index: String, _ id: String?, _ body: Document?,
        _ parameters: OpenSearch.Parameters, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try ServerlessRules.checkID(id, view)
        try ServerlessRules.checkRefresh(parameters, view)
        try ServerlessRules.checkPipeline(parameters)
        guard let body else { throw .parse("request body is required") }
        var write = DocumentWrite(kind: kind, index: index, id: id, source: body)
        write.read(parameters)
        try write.validate()
        return try await view.perform(write, parameters)
    }
}

/// Delete: one document by its id.
enum DeleteDocument {
    static func run(
        _ input: OpenSearch.DeleteInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try ServerlessRules.checkRefresh(input.parameters, view)
        var write = DocumentWrite(kind: .delete, index: input.index, id: input.id)
        write.read(input.parameters)
        try write.validate()
        if write.versionType == "internal" {
            let catalog = try await view.state.catalog(view.place)
            let isThere = !IndexResolver(catalog: catalog).indices(named: input.index).isEmpty
            guard isThere else { throw .indexNotFound(input.index) }
        }
        return try await view.perform(write, input.parameters)
    }
}

extension DocumentWrite {
    mutating func read(_ parameters: OpenSearch.Parameters) {
        routing = parameters.routing
        ifSeqNo = parameters.ifSeqNo
        ifPrimaryTerm = parameters.ifPrimaryTerm
        version = parameters.integer("version")
        versionType = parameters["version_type"] ?? "internal"
        requiresAlias = parameters.flag("require_alias") ?? false
    }
}

extension OpenSearchEmulator {
    func perform(
        _ write: DocumentWrite, _ parameters: OpenSearch.Parameters
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        let policy = try RefreshRules.policy(parameters)
        let outcome = try await state.write(place, now: now) { session in
            // What a refused write has made already, such as its index, stays, as it does in OpenSearch.
            Result { try write.perform(session) }
        }.asOutcome()
        if policy != .none { try RefreshRules.refresh([outcome.index]) }
        countRequest()
        return OpenSearch.WriteOutput(
            answer: outcome.document(refreshed: policy == .immediately), status: nil)
    }
}

extension Result where Failure == any Error {
    /// - Throws: OpenSearch's error; others are the storage's.
    func asOutcome() throws(OpenSearchError) -> Success {
        do {
            return try get()
        } catch let error as OpenSearchError {
            throw error
        } catch {
            throw .internalFailure(error)
        }
    }
}

/// When writes show.
enum RefreshRules {
    static func policy(_ parameters: OpenSearch.Parameters) throws(OpenSearchError) -> OpenSearch.RefreshPolicy {
        switch parameters["refresh"] {
        case nil, "false": return .none
        case "true", "": return .immediately
        case "wait_for": return .waitFor
        case let other?: throw .illegalArgument("Unknown value for refresh: [\(other)].")
        }
    }

    static func refresh(_ indices: [LiveIndex]) throws(OpenSearchError) {
        for index in indices { try index.withState { state throws(OpenSearchError) in try state.refresh() } }
    }
}

/// What a vector search collection of Serverless refuses.
///
/// Sources: developer guide, "Supported operations and plugins in Amazon OpenSearch Serverless" and "What is Amazon
/// OpenSearch Serverless", limitations; the words of errors as reported in langchain-ai/langchainjs#4346 (ids) and
/// argilla-io/argilla#3251 (refresh).
enum ServerlessRules {
    static func checkID(_ id: String?, _ view: OpenSearchEmulator) throws(OpenSearchError) {
        guard view.isServerless, id != nil else { return }
        throw .illegalArgument("Document ID is not supported in create/index operation request")
    }

    static func checkRefresh(
        _ parameters: OpenSearch.Parameters, _ view: OpenSearchEmulator
    ) throws(OpenSearchError) {
        guard view.isServerless else { return }
        let policy = try RefreshRules.policy(parameters)
        guard policy != .none else { return }
        throw .illegalArgument("\(policy.rawValue) refresh policy is not supported.")
    }

    static func checkPipeline(_ parameters: OpenSearch.Parameters) throws(OpenSearchError) {
        guard let pipeline = parameters["pipeline"], pipeline != "_none" else { return }
        throw .notEmulated("the ingest pipeline [\(pipeline)]")
    }

    /// For operations that collections do not have.
    static func refuse(_ view: OpenSearchEmulator) throws(OpenSearchError) {
        if view.isServerless { throw .notServed() }
    }
}
