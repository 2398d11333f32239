import AWSCore
import AWSOpenSearch

/// Delete index.
enum DeleteIndex {
    static func run(
        _ input: OpenSearch.DeleteIndexInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        let options = IndexResolver.Options(input.parameters, includesClosed: true)
        try await view.state.write(view.place, now: view.now) { session in
            let resolver = IndexResolver(catalog: session.catalog)
            for name in (input.index ?? "").split(separator: ",").map(String.init)
            where session.catalog.index(name) == nil && !resolver.indices(named: name).isEmpty {
                throw OpenSearchError.illegalArgument(
                    "The provided expression [\(name)] matches an alias, specify the corresponding "
                        + "concrete indices instead."
                )
            }
            for found in try resolver.resolve(input.index, options) { try session.delete(found.index) }
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }
}

/// Get index: its aliases, mappings and settings.
enum GetIndex {
    static func run(
        _ input: OpenSearch.GetIndexInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let isFlat = input.parameters.flag("flat_settings") ?? false
        let found = try await view.indices(input.index, input.parameters, includesClosed: true)
        var object = Document.Object()
        for index in found {
            let definition = index.definition
            var body: Document.Object = .init([
                .init("aliases", definition.aliasesDocument), .init("mappings", .object(definition.mappings)),
                .init("settings", definition.settings.document(isFlat: isFlat)),
            ])
            if input.parameters.flag("include_defaults") ?? false {
                body["defaults"] = Defaults.settings(isFlat: isFlat)
            }
            object[index.name] = .object(body)
        }
        return OpenSearch.BodyOutput(answer: .object(object))
    }

    static func exists(
        _ input: OpenSearch.IndexExistsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        do throws(OpenSearchError) {
            let found = try await view.indices(input.index, input.parameters, includesClosed: true)
            let isPattern = input.index?.contains("*") ?? false
            return OpenSearch.ExistsOutput(exists: isPattern || !found.isEmpty)
        } catch {
            guard error.code == .indexNotFound else { throw error }
            return OpenSearch.ExistsOutput(exists: false)
        }
    }
}

/// What holds where an index says nothing.
enum Defaults {
    static func settings(isFlat: Bool) -> Document {
        IndexSettings(
            stored: .init([
                .init("index.refresh_interval", "1s"),
                .init("index.max_result_window", .string("\(Limits.resultWindow)")),
                .init("index.max_terms_count", .string("\(Limits.terms)")),
                .init("index.max_inner_result_window", .string("\(Limits.innerHits)")),
                .init("index.gc_deletes", "60s"),
                .init("index.knn", "false"), .init("index.knn.algo_param.ef_search", "100"),
            ])
        ).document(isFlat: isFlat)
    }
}

extension OpenSearchEmulator {
    func indices(
        _ expression: String?, _ parameters: OpenSearch.Parameters, includesClosed: Bool = false
    ) async throws(OpenSearchError) -> [LiveIndex] {
        let catalog = try await state.catalog(place)
        let options = IndexResolver.Options(parameters, includesClosed: includesClosed)
        countRequest()
        return try IndexResolver(catalog: catalog).resolve(expression, options).map(\.index)
    }
}

/// Get and put mapping.
enum Mappings {
    static func get(
        _ input: OpenSearch.GetMappingInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let found = try await view.indices(input.index, input.parameters, includesClosed: true)
        let entries = found.map { Document.Entry($0.name, ["mappings": .object($0.definition.mappings)]) }
        return OpenSearch.BodyOutput(answer: .object(.init(entries)))
    }

    static func put(
        _ input: OpenSearch.PutMappingInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        guard let body = input.body?.object else { throw .validation("mapping source is empty") }
        let options = IndexResolver.Options(input.parameters, includesClosed: true)
        let addition = body["_doc"]?.object ?? body
        try await view.state.write(view.place, now: view.now) { session in
            let found = try IndexResolver(catalog: session.catalog).resolve(input.index, options)
            let changed = try found.map { found in
                var definition = found.index.definition
                do throws(OpenSearchError) {
                    var mapping = found.index.mapping
                    mapping.models.merge(session.catalog.models) { own, _ in own }
                    definition.mappings = try mapping.merging(addition).definition
                } catch {
                    throw error.asMappingUpdateFailure
                }
                return (found.index, definition)
            }
            for (index, definition) in changed {
                do { try session.update(index, definition) } catch let error as OpenSearchError {
                    throw error.asMappingUpdateFailure
                }
            }
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }
}

/// Get and put settings.
enum SettingsOperations {
    static func get(
        _ input: OpenSearch.GetSettingsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let isFlat = input.parameters.flag("flat_settings") ?? false
        let patterns = input.name?.split(separator: ",").map(String.init) ?? ["_all"]
        let found = try await view.indices(input.index, input.parameters, includesClosed: true)
        var object = Document.Object()
        for index in found {
            let shown = index.definition.settings.document(isFlat: isFlat) { name in
                patterns.contains { $0 == "_all" || Glob.matches($0, name) }
            }
            guard shown.object?.entries.isEmpty == false else { continue }
            var body: Document.Object = .init([.init("settings", shown)])
            if input.parameters.flag("include_defaults") ?? false {
                body["defaults"] = Defaults.settings(isFlat: isFlat)
            }
            object[index.name] = .object(body)
        }
        return OpenSearch.BodyOutput(answer: .object(object))
    }

    static func put(
        _ input: OpenSearch.PutSettingsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        guard let body = input.body?.object else { throw .parse("request body is required") }
        let given = IndexSettings(given: body["settings"]?.object ?? body)
        guard !given.values.isEmpty else { throw .validation("no settings to update") }
        let options = IndexResolver.Options(input.parameters, includesClosed: true)
        let keeps = input.parameters.flag("preserve_existing") ?? false
        try await view.state.write(view.place, now: view.now) { session in
            let found = try IndexResolver(catalog: session.catalog).resolve(input.index, options)
            for entry in found { try SettingsRules.checkUpdate(given, entry.index) }
            for entry in found {
                var definition = entry.index.definition
                definition.settings.merge(given, keepingExisting: keeps)
                try session.update(entry.index, definition)
            }
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }
}

/// Refresh, flush, merge, open and close.
enum Maintenance {
    static func refresh(
        _ input: OpenSearch.RefreshInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        let found = try await view.indices(input.index, input.parameters)
        try RefreshRules.refresh(found)
        return shards(found)
    }

    static func flush(
        _ input: OpenSearch.FlushInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        return shards(try await view.indices(input.index, input.parameters))
    }

    static func forceMerge(
        _ input: OpenSearch.ForceMergeInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        return shards(try await view.indices(input.index, input.parameters))
    }

    private static func shards(_ indices: [LiveIndex]) -> OpenSearch.BodyOutput {
        let settings = indices.map(\.definition.settings)
        let total = settings.reduce(0) { $0 + $1.shards * (1 + $1.replicas) }
        let primaries = settings.reduce(0) { $0 + $1.shards }
        return OpenSearch.BodyOutput(
            answer: [
                "_shards": ["total": .integer(total), "successful": .integer(primaries), "failed": 0]
            ])
    }

    static func open(
        _ input: OpenSearch.OpenIndexInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await setClosed(false, input.index, input.parameters, view)
        return OpenSearch.AcknowledgedOutput(answer: ["acknowledged": true, "shards_acknowledged": true])
    }

    static func close(
        _ input: OpenSearch.CloseIndexInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        let names = try await setClosed(true, input.index, input.parameters, view)
        return OpenSearch.AcknowledgedOutput(
            answer: [
                "acknowledged": true, "shards_acknowledged": true,
                "indices": .object(.init(names.map { .init($0, ["closed": true]) })),
            ])
    }

    @discardableResult
    private static func setClosed(
        _ isClosed: Bool, _ expression: String?, _ parameters: OpenSearch.Parameters, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> [String] {
        try ServerlessRules.refuse(view)
        let options = IndexResolver.Options(parameters, includesClosed: true)
        view.countRequest()
        return try await view.state.write(view.place, now: view.now) { session in
            let found = try IndexResolver(catalog: session.catalog).resolve(expression, options)
            for entry in found {
                var definition = entry.index.definition
                definition.isClosed = isClosed
                definition.settings["index.verified_before_close"] = isClosed ? "true" : nil
                try session.update(entry.index, definition)
            }
            return found.map(\.index.name)
        }
    }
}
