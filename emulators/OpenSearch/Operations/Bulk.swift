import AWSCore
import AWSOpenSearch

/// Bulk: many writes, each of which succeeds or fails for itself.
enum Bulk {
    static func run(
        _ input: OpenSearch.BulkInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BulkOutput {
        guard !input.operations.isEmpty else { throw .validation("no requests added") }
        let parameters = input.parameters
        try ServerlessRules.checkRefresh(parameters, view)
        try ServerlessRules.checkPipeline(parameters)
        let policy = try RefreshRules.policy(parameters)
        if input.index == nil, input.operations.contains(where: { $0.index == nil }) {
            throw .validation("index is missing")
        }
        let isServerless = view.isServerless
        let written = try await view.state.write(view.place, now: view.now) { session in
            input.operations.map { operation in
                BulkItem(operation, input, isServerless: isServerless).perform(session)
            }
        }
        if policy != .none { try RefreshRules.refresh(written.compactMap(\.index)) }
        view.countRequest()
        return OpenSearch.BulkOutput(items: written.map { $0.item(refreshed: policy == .immediately) })
    }
}

/// One operation of a bulk request.
private struct BulkItem {
    private let operation: OpenSearch.BulkOperation
    private let parameters: OpenSearch.Parameters
    private let name: String
    private let isServerless: Bool

    struct Written: Sendable {
        let action: OpenSearch.BulkOperation.Action
        let name: String
        let id: String?
        let index: LiveIndex?
        let result: Result<Document, OpenSearchError>

        func item(refreshed: Bool) -> OpenSearch.BulkOutput.Item {
            switch result {
            case .success(let document):
                let result = document["result"]?.string ?? ""
                let status = result == "created" ? 201 : result == "not_found" ? 404 : 200
                let shown: Set = ["_index", "_id", "result"]
                var rest = Document.Object((document.object?.entries ?? []).filter { !shown.contains($0.name) })
                if refreshed { rest["forced_refresh"] = true }
                return .init(
                    action: action, index: document["_index"]?.string ?? name, id: document["_id"]?.string,
                    status: status, result: result, rest: rest)
            case .failure(let error):
                var body = error.errorDocument.object ?? .init()
                body["root_cause"] = nil
                return .init(action: action, index: name, id: id, status: error.status, error: .object(body))
            }
        }
    }

    init(_ operation: OpenSearch.BulkOperation, _ input: OpenSearch.BulkInput, isServerless: Bool) {
        self.operation = operation
        parameters = input.parameters
        name = operation.index ?? input.index ?? ""
        self.isServerless = isServerless
    }

    func perform(_ session: Session) -> Written {
        do {
            let (index, document) = try act(session)
            return Written(
                action: operation.action, name: name, id: operation.id, index: index, result: .success(document))
        } catch {
            let error = error as? OpenSearchError ?? .internalFailure(error)
            return Written(action: operation.action, name: name, id: operation.id, index: nil, result: .failure(error))
        }
    }

    private func act(_ session: Session) throws -> (LiveIndex, Document) {
        if isServerless, operation.action == .update || (operation.id != nil && operation.action != .delete) {
            throw OpenSearchError.illegalArgument("Document ID is not supported in create/index operation request")
        }
        if operation.action == .update {
            var body = operation.body?.object ?? .init()
            if let filter = operation.metadata["_source"], body["_source"] == nil { body["_source"] = filter }
            let update = try DocumentUpdate(index: name, id: operation.id ?? "", body: .object(body), itemParameters)
            let answer = try update.perform(session)
            return (answer.outcome.index, answer.document())
        }
        var write = DocumentWrite(
            kind: operation.action == .delete ? .delete : operation.action == .create ? .create : .index, index: name,
            id: operation.id, source: operation.body)
        write.read(itemParameters)
        try write.validate()
        let outcome = try write.perform(session)
        return (outcome.index, outcome.document())
    }

    /// The request's parameters, and those of the operation's own line before them.
    private var itemParameters: OpenSearch.Parameters {
        var merged: OpenSearch.Parameters = [:]
        for name in ["routing", "require_alias", "_source", "_source_includes", "_source_excludes"] {
            merged[name] = parameters[name]
        }
        for entry in operation.metadata.entries {
            let name = entry.name == "_routing" ? "routing" : entry.name
            merged[name] = entry.value.scalarText
        }
        return merged
    }
}
