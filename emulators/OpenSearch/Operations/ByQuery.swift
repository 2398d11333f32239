import AWSCore
import AWSOpenSearch

/// Delete by query: all documents that match.
enum DeleteByQuery {
    static func run(
        _ input: OpenSearch.DeleteByQueryInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput {
        try ServerlessRules.refuse(view)
        guard input.body?["query"] != nil || input.parameters.q != nil else { throw .validation("query is missing") }
        return try await ByQuery(isDeletion: true).run(input.index, input.body, input.parameters, view)
    }
}

/// Update by query: indexes all documents that match again, so that changed mappings take effect.
enum UpdateByQuery {
    static func run(
        _ input: OpenSearch.UpdateByQueryInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput {
        try ServerlessRules.refuse(view)
        if input.body?["script"] != nil { throw .notEmulated("[script] of updates by query") }
        try ServerlessRules.checkPipeline(input.parameters)
        return try await ByQuery(isDeletion: false).run(input.index, input.body, input.parameters, view)
    }
}

private struct ByQuery {
    let isDeletion: Bool

    private struct Outcome: Sendable {
        var changed = 0
        var conflicts = 0
        var failures: [Document] = []
        var index: [LiveIndex] = []
    }

    func run(
        _ index: String?, _ body: Document?, _ parameters: OpenSearch.Parameters, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput {
        if parameters.flag("wait_for_completion") == false {
            throw .notEmulated("[wait_for_completion=false] of changes by query")
        }
        let countMax = max(0, parameters.integer("max_docs") ?? body?["max_docs"]?.int ?? .max)
        let proceeds = (parameters["conflicts"] ?? body?["conflicts"]?.string) == "proceed"
        let policy = try RefreshRules.policy(parameters)
        var query = Document.Object()
        query["query"] = body?["query"]
        var request = try SearchRequest(query.entries.isEmpty ? nil : .object(query), queryOnly(parameters))
        (request.size, request.from, request.sort) = (0, 0, [])
        let targets = try await view.targets(index, parameters)
        let executor = SearchExecutor(request: request, targets: targets, now: view.now)
        let page: SearchExecutor.Page
        do throws(OpenSearchError) {
            page = try executor.run(limit: min(countMax, .max / 4))
        } catch {
            throw error.asSearchFailure(index: index)
        }
        let documents = page.candidates.compactMap { candidate in
            let snapshot = targets[candidate.target].snapshot
            return snapshot.index.stored[Int(candidate.document)].map { (snapshot.name, $0) }
        }
        let isDeletion = isDeletion
        let outcome = try await view.state.write(view.place, now: view.now) { session in
            change(documents, isDeletion: isDeletion, stopsAtConflict: !proceeds, session)
        }
        if policy != .none { try RefreshRules.refresh(outcome.index) }
        view.countRequest()
        return answer(outcome, total: documents.count)
    }

    /// Parameters that say what to find.
    private func queryOnly(_ parameters: OpenSearch.Parameters) -> OpenSearch.Parameters {
        var kept: OpenSearch.Parameters = [:]
        for name in ["q", "df", "default_operator", "analyzer", "lenient", "analyze_wildcard"] {
            kept[name] = parameters[name]
        }
        return kept
    }

    private func change(
        _ documents: [(String, StoredDocument)], isDeletion: Bool, stopsAtConflict: Bool, _ session: Session
    ) -> Outcome {
        var outcome = Outcome()
        var indices: [String: LiveIndex] = [:]
        for (index, document) in documents {
            do {
                let write = DocumentWrite(
                    kind: isDeletion ? .delete : .index, index: index, id: document.id,
                    source: isDeletion ? nil : try document.source.document(), routing: document.routing,
                    ifSeqNo: document.seqNo, ifPrimaryTerm: 1)
                indices[index] = try write.perform(session).index
                outcome.changed += 1
            } catch let error as OpenSearchError where error.code == .versionConflict {
                outcome.conflicts += 1
                guard stopsAtConflict else { continue }
                outcome.failures.append(failure(error, index, document.id))
                break
            } catch {
                let error = error as? OpenSearchError ?? .internalFailure(error)
                outcome.failures.append(failure(error, index, document.id))
                break
            }
        }
        outcome.index = indices.values.sorted { $0.name < $1.name }
        return outcome
    }

    private func failure(_ error: OpenSearchError, _ index: String, _ id: String) -> Document {
        [
            "index": .string(index), "id": .string(id), "cause": error.errorDocument["root_cause"]?[0] ?? .null,
            "status": .integer(error.status),
        ]
    }

    private func answer(_ outcome: Outcome, total: Int) -> OpenSearch.ByQueryOutput {
        var object: Document.Object = .init([
            .init("took", 0), .init("timed_out", false), .init("total", .integer(total)),
        ])
        if !isDeletion { object["updated"] = .integer(outcome.changed) }
        object["deleted"] = .integer(isDeletion ? outcome.changed : 0)
        object["batches"] = .integer(total == 0 ? 0 : (total + 999) / 1000)
        object["version_conflicts"] = .integer(outcome.conflicts)
        object["noops"] = 0
        object["retries"] = ["bulk": 0, "search": 0]
        object["throttled_millis"] = 0
        object["requests_per_second"] = .number(Number(text: "-1.0"))
        object["throttled_until_millis"] = 0
        object["failures"] = .list(outcome.failures)
        let status = outcome.failures.first?["status"]?.int ?? 200
        return OpenSearch.ByQueryOutput(answer: .object(object), status: status)
    }
}
