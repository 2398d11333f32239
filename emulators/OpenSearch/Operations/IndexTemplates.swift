import AWSCore
import AWSOpenSearch

/// Index templates: what new indices with certain names begin with.
enum IndexTemplates {
    static func put(
        _ input: OpenSearch.PutIndexTemplateInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        let name = input.name ?? ""
        guard let body = input.body, let patterns = body["index_patterns"]?.elements.compactMap(\.string),
            !patterns.isEmpty
        else { throw .validation("index patterns are missing") }
        if body["data_stream"] != nil { throw .notEmulated("data streams") }
        if let parts = body["composed_of"]?.list, !parts.isEmpty {
            throw .notEmulated("[composed_of] of index templates")
        }
        let request = try IndexRequest(body["template"])
        try SettingsRules.check(request.settings)
        _ = try Mapping(
            request.mappings, view.state.settings.flavor, try await view.state.catalog(view.place).models)
        let isNew = input.parameters.flag("create") ?? false
        try await view.state.write(view.place, now: view.now) { session in
            if isNew, session.catalog.item(.indexTemplate, name) != nil {
                throw OpenSearchError.illegalArgument("index template [\(name)] already exists")
            }
            let priority = body["priority"]?.integerText ?? 0
            for other in session.catalog.items(.indexTemplate) where other.name != name {
                let theirs = other.body["index_patterns"]?.elements.compactMap(\.string) ?? []
                guard (other.body["priority"]?.integerText ?? 0) == priority, patterns.contains(where: theirs.contains)
                else {
                    continue
                }
                throw OpenSearchError.illegalArgument(
                    "index template [\(name)] has index patterns \(patterns) matching patterns from "
                        + "existing templates "
                        + "[\(other.name)] with patterns (\(other.name) => \(theirs)) that have the same priority "
                        + "[\(priority)], multiple index templates may not match during index creation, please use a "
                        + "different priority")
            }
            try session.put(.indexTemplate, name, body)
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }

    static func get(
        _ input: OpenSearch.GetIndexTemplateInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let isFlat = input.parameters.flag("flat_settings") ?? false
        let found = try await view.state.catalog(view.place).items(.indexTemplate).filter { item in
            input.name.map { Glob.matches($0, item.name) } ?? true
        }
        if found.isEmpty, let name = input.name, !name.contains("*") {
            throw OpenSearchError(
                .resourceNotFound, reason: "index template matching [\(name)] not found", status: 404)
        }
        let list = found.map { item -> Document in
            ["name": .string(item.name), "index_template": shown(item.body, isFlat: isFlat)]
        }
        return OpenSearch.BodyOutput(answer: ["index_templates": .list(list)])
    }

    private static func shown(_ body: Document, isFlat: Bool) -> Document {
        var object = body.object ?? .init()
        object["index_patterns"] = .list(body["index_patterns"]?.elements ?? [])
        if var template = body["template"]?.object {
            if let settings = template["settings"]?.object {
                template["settings"] = IndexSettings(given: settings).document(isFlat: isFlat)
            }
            object["template"] = .object(template)
        }
        if object["composed_of"] == nil { object["composed_of"] = [] }
        return .object(object)
    }

    static func delete(
        _ input: OpenSearch.DeleteIndexTemplateInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        let pattern = input.name ?? ""
        try await view.state.write(view.place, now: view.now) { session in
            let found = session.catalog.items(.indexTemplate).map(\.name).filter { Glob.matches(pattern, $0) }
            guard !found.isEmpty || pattern.contains("*") else {
                throw OpenSearchError(
                    ErrorCode("index_template_missing_exception"), reason: "index_template [\(pattern)] missing",
                    status: 404)
            }
            for name in found { try session.put(.indexTemplate, name, nil) }
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }

    static func exists(
        _ input: OpenSearch.IndexTemplateExistsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        let items = try await view.state.catalog(view.place).items(.indexTemplate)
        return OpenSearch.ExistsOutput(exists: items.contains { Glob.matches(input.name ?? "", $0.name) })
    }
}

/// The template that a new index begins with.
enum TemplateMatch {
    /// What a request says, on top of what the template with the highest priority says.
    static func applied(
        to request: IndexRequest, _ name: String, _ catalog: Catalog
    ) throws(OpenSearchError) -> IndexRequest {
        let matching = catalog.items(.indexTemplate).filter { item in
            item.body["index_patterns"]?.elements.contains { Glob.matches($0.string ?? "", name) } ?? false
        }
        func priority(_ body: Document) -> Int { body["priority"]?.integerText ?? 0 }
        guard let best = matching.max(by: { priority($0.body) < priority($1.body) }) else { return request }
        var merged = try IndexRequest(best.body["template"])
        merged.settings.merge(request.settings)
        merged.mappings = UpdateDocument.merged(mappings: merged.mappings, with: request.mappings)
        for entry in request.aliases.entries { merged.aliases[entry.name] = entry.value }
        return merged
    }
}

extension UpdateDocument {
    fileprivate static func merged(mappings old: Document.Object, with new: Document.Object) -> Document.Object {
        DocumentUpdate.merged(.object(old), with: .object(new)).object ?? new
    }
}

/// Search pipelines: how the scores of hybrid queries are combined.
enum SearchPipelines {
    static func put(
        _ input: OpenSearch.PutSearchPipelineInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        let name = input.name ?? ""
        guard let body = input.body else { throw .parse("request body is required") }
        _ = try ScoreFusion(body)
        try await view.state.write(view.place, now: view.now) { session in try session.put(.searchPipeline, name, body)
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }

    static func get(
        _ input: OpenSearch.GetSearchPipelineInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let found = try await view.state.catalog(view.place).items(.searchPipeline).filter { item in
            input.name.map { Glob.matches($0, item.name) } ?? true
        }
        let isMissing = found.isEmpty && !(input.name ?? "*").contains("*")
        return OpenSearch.BodyOutput(
            answer: .object(.init(found.map { .init($0.name, $0.body) })), status: isMissing ? 404 : 200)
    }

    static func delete(
        _ input: OpenSearch.DeleteSearchPipelineInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        let pattern = input.name ?? ""
        try await view.state.write(view.place, now: view.now) { session in
            let found = session.catalog.items(.searchPipeline).map(\.name).filter { Glob.matches(pattern, $0) }
            guard !found.isEmpty || pattern.contains("*") else {
                throw OpenSearchError(.resourceNotFound, reason: "pipeline [\(pattern)] is missing", status: 404)
            }
            for name in found { try session.put(.searchPipeline, name, nil) }
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }
}
