import AWSCore
import AWSOpenSearch

/// Get: one document by its id, as it was last written.
enum GetDocument {
    static func run(
        _ input: OpenSearch.GetInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.GetOutput {
        let filter = try SourceFilter(body: nil, input.parameters) ?? .all
        let found = try await view.document(input.index, input.id ?? "", input.parameters)
        return OpenSearch.GetOutput(
            answer: found.document(filter, storedFields: input.parameters.names(in: "stored_fields")))
    }

    static func source(
        _ input: OpenSearch.GetSourceInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let filter = try SourceFilter(body: nil, input.parameters) ?? .all
        let found = try await view.document(input.index, input.id ?? "", input.parameters)
        guard let source = found.source.flatMap({ filter.apply(to: $0) }) else {
            throw OpenSearchError(
                .resourceNotFound, reason: "Document not found [\(input.index)]/[\(input.id ?? "")]", status: 404)
        }
        return OpenSearch.BodyOutput(answer: source)
    }

    static func exists(
        _ input: OpenSearch.ExistsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        OpenSearch.ExistsOutput(
            exists: try await view.document(input.index, input.id ?? "", input.parameters).stored != nil)
    }

    static func sourceExists(
        _ input: OpenSearch.ExistsSourceInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        OpenSearch.ExistsOutput(
            exists: try await view.document(input.index, input.id ?? "", input.parameters).source != nil)
    }
}

/// A document that was asked for by id.
struct FoundDocument: Sendable {
    let index: String
    let id: String
    let stored: StoredDocument?
    let isSourceKept: Bool

    var source: Document? {
        guard isSourceKept, let stored else { return nil }
        return try? stored.source.document()
    }

    func document(_ filter: SourceFilter, storedFields: [String]? = nil) -> Document {
        var object = Document.Object()
        object["_index"] = .string(index)
        object["_id"] = .string(id)
        guard let stored else {
            object["found"] = false
            return .object(object)
        }
        object["_version"] = .integer(stored.version)
        object["_seq_no"] = .integer(stored.seqNo)
        object["_primary_term"] = 1
        object["_routing"] = stored.routing.map { .string($0) }
        object["found"] = true
        let isWanted = storedFields == nil || storedFields?.contains("_source") ?? false || filter != .all
        if isWanted, let source { object["_source"] = filter.apply(to: source) }
        return .object(object)
    }
}

extension OpenSearchEmulator {
    /// - Throws: `index_not_found_exception`; a missing document is an answer.
    func document(
        _ name: String, _ id: String, _ parameters: OpenSearch.Parameters
    ) async throws(OpenSearchError) -> FoundDocument {
        let catalog = try await state.catalog(place)
        let found = IndexResolver(catalog: catalog).indices(named: name)
        guard let index = found.first?.index else { throw .indexNotFound(name) }
        guard found.count == 1 else {
            let names = found.map(\.index.name).joined(separator: ", ")
            throw .illegalArgument(
                "alias [\(name)] has more than one index associated with it [\(names)], can't execute a "
                    + "single index op"
            )
        }
        try await load([index])
        if parameters.flag("refresh") ?? false { try RefreshRules.refresh([index]) }
        let isRealtime = parameters.flag("realtime") ?? true
        let stored: StoredDocument?
        if isRealtime {
            stored = index.withState { $0.document(id) }
        } else {
            let snapshot = try index.snapshot(state.settings, now: now).index
            stored = snapshot.number(of: id).flatMap { snapshot.stored[Int($0)] }
        }
        if let stored, parameters["version"] != nil, parameters.integer("version") != stored.version {
            throw .versionConflict(
                "[\(id)]: version conflict, current version [\(stored.version)] is different than the one provided "
                    + "[\(parameters["version"] ?? "")]", index: index.name, uuid: index.definition.uuid)
        }
        countRequest()
        return FoundDocument(
            index: index.name, id: id, stored: stored, isSourceKept: index.mapping.isSourceKept)
    }

    /// Reads the documents of indices that nobody has touched since the world was opened.
    func load(_ indices: [LiveIndex]) async throws(OpenSearchError) {
        for index in indices { try await state.load(index, place, now: now) }
    }
}
