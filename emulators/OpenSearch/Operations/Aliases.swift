import AWSCore
import AWSOpenSearch

/// Aliases: other names of indices.
enum Aliases {
    static func update(
        _ input: OpenSearch.UpdateAliasesInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        guard let list = input.body?["actions"]?.list, !list.isEmpty else {
            throw .illegalArgument("No action specified")
        }
        var actions: [AliasAction] = []
        for action in list { actions.append(try AliasAction(action)) }
        let planned = actions
        try await view.state.write(view.place, now: view.now) { session in
            try AliasAction.perform(planned, session)
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }

    static func put(
        _ input: OpenSearch.PutAliasInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        var body = input.body?.object ?? .init()
        body["alias"] = .string(input.name ?? "")
        body["index"] = .string(input.index ?? body["index"]?.string ?? "_all")
        let action = try AliasAction(["add": .object(body)])
        try await view.state.write(view.place, now: view.now) { session in try AliasAction.perform([action], session) }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }

    static func delete(
        _ input: OpenSearch.DeleteAliasInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        let name = input.name ?? ""
        let action = try AliasAction([
            "remove": [
                "index": .string(input.index ?? "_all"),
                "aliases": .list(name.split(separator: ",").map { .string(String($0)) }), "must_exist": true,
            ]
        ])
        try await view.state.write(view.place, now: view.now) { session in try AliasAction.perform([action], session) }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput()
    }

    static func get(
        _ input: OpenSearch.GetAliasInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        let indices = try await view.indices(input.index, input.parameters, includesClosed: true)
        let patterns = input.name?.split(separator: ",").map(String.init)
        var object = Document.Object()
        var seen: Set<String> = []
        for index in indices {
            let all = index.definition.aliasesDocument.object?.entries ?? []
            let shown = all.filter { entry in patterns?.contains { matches($0, entry.name) } ?? true }
            seen.formUnion(shown.map(\.name))
            guard !shown.isEmpty || patterns == nil else { continue }
            object[index.name] = ["aliases": .object(.init(shown))]
        }
        let missing = (patterns ?? []).filter {
            !$0.contains("*") && $0 != "_all" && !$0.hasPrefix("-") && !seen.contains($0)
        }
        guard !missing.isEmpty else { return OpenSearch.BodyOutput(answer: .object(object)) }
        let names = missing.sorted().joined(separator: ",")
        object.entries.insert(
            contentsOf: [
                .init("error", .string("alias\(missing.count > 1 ? "es" : "") [\(names)] missing")),
                .init("status", 404),
            ], at: 0)
        return OpenSearch.BodyOutput(answer: .object(object), status: 404)
    }

    static func exists(
        _ input: OpenSearch.AliasExistsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        do throws(OpenSearchError) {
            let found = try await get(
                .init(name: input.name, index: input.index, parameters: input.parameters), view)
            return OpenSearch.ExistsOutput(
                exists: found.status == 200 && !(found.document.object?.entries.isEmpty ?? true))
        } catch {
            guard error.code == .indexNotFound else { throw error }
            return OpenSearch.ExistsOutput(exists: false)
        }
    }

    static func matches(_ pattern: String, _ name: String) -> Bool {
        pattern == "_all" || Glob.matches(pattern, name)
    }
}

/// One change of aliases.
struct AliasAction: Sendable {
    private enum Kind: String {
        case add, remove, removeIndex = "remove_index"
    }

    private let kind: Kind
    private let indices: [String]
    private let aliases: [String]
    private let definition: Document.Object
    private let mustExist: Bool?

    init(_ document: Document) throws(OpenSearchError) {
        guard let entry = document.object?.entries.first, let kind = Kind(rawValue: entry.name) else {
            throw .parsing("[aliases] unknown field [\(document.object?.entries.first?.name ?? "")]")
        }
        let body = entry.value
        self.kind = kind
        indices = (body["indices"] ?? body["index"])?.elements.compactMap(\.string) ?? []
        aliases = (body["aliases"] ?? body["alias"])?.elements.compactMap(\.string) ?? []
        mustExist = body["must_exist"]?.truth
        guard !indices.isEmpty else { throw .illegalArgument("One of [index] or [indices] is required") }
        guard kind == .removeIndex || !aliases.isEmpty else {
            throw .illegalArgument("One of [alias] or [aliases] is required")
        }
        definition = try AliasRules.definition(body)
        for alias in aliases where kind == .add { try AliasRules.checkName(alias) }
    }

    static func perform(_ actions: [AliasAction], _ session: Session) throws {
        var changed: [String: IndexDefinition] = [:]
        var removed: [LiveIndex] = []
        let resolver = IndexResolver(catalog: session.catalog)
        for action in actions {
            let options = IndexResolver.Options([:], includesClosed: true)
            let found = try resolver.resolve(action.indices.joined(separator: ","), options).map(\.index)
            if action.kind == .removeIndex {
                removed += found
                continue
            }
            var wasThere = false
            for index in found {
                var definition = changed[index.name] ?? index.definition
                wasThere = try action.apply(to: &definition, session.catalog) || wasThere
                changed[index.name] = definition
            }
            let names = action.aliases.joined(separator: ",")
            let isRemoval = action.kind == .remove
            if isRemoval, !wasThere, action.mustExist ?? true {
                throw OpenSearchError(
                    ErrorCode("aliases_not_found_exception"), reason: "aliases [\(names)] missing", status: 404,
                    more: [.init("resource.type", "aliases"), .init("resource.id", .string(names))])
            }
        }
        for (name, definition) in changed.sorted(by: { $0.key < $1.key }) {
            if let index = session.catalog.index(name), !removed.contains(where: { $0.name == name }) {
                try session.update(index, definition)
            }
        }
        for index in removed { try session.delete(index) }
    }

    /// - Returns: whether an alias of that name was there.
    private func apply(to definition: inout IndexDefinition, _ catalog: Catalog) throws(OpenSearchError) -> Bool {
        var wasThere = false
        for alias in aliases {
            if kind == .add {
                guard catalog.index(alias) == nil else {
                    throw OpenSearchError(
                        ErrorCode("invalid_alias_name_exception"),
                        reason:
                            "Invalid alias name [\(alias)]: an index or data stream exists with the same name as the alias",
                        status: 400, more: [.init("index", .string(alias)), .init("index_uuid", "_na_")])
                }
                wasThere = definition.aliases[alias] != nil || wasThere
                definition.aliases[alias] = self.definition
            } else {
                for name in definition.aliases.keys where Aliases.matches(alias, name) {
                    definition.aliases[name] = nil
                    wasThere = true
                }
            }
        }
        return wasThere
    }
}

/// What aliases may be called, and what they may say.
enum AliasRules {
    static func definition(_ body: Document) throws(OpenSearchError) -> Document.Object {
        var definition = Document.Object()
        definition["filter"] = body["filter"]
        if let routing = body["routing"]?.scalarText {
            definition["index_routing"] = .string(routing)
            definition["search_routing"] = .string(routing)
        }
        for name in ["index_routing", "search_routing"] {
            if let routing = body[name]?.scalarText { definition[name] = .string(routing) }
        }
        for name in ["is_write_index", "is_hidden"] {
            if let flag = body[name]?.truth { definition[name] = .bool(flag) }
        }
        return definition
    }

    static func checkName(_ name: String) throws(OpenSearchError) {
        let banned: Set<Character> = ["\\", "/", "*", "?", "\"", "<", ">", "|", " ", ",", "#", ":"]
        guard name.isEmpty || name.contains(where: banned.contains) || "_-+".contains(name.first ?? "a") else { return }
        throw OpenSearchError(
            ErrorCode("invalid_alias_name_exception"),
            reason: "Invalid alias name [\(name)]: must not contain the following characters "
                + "[ , \", *, \\, <, |, ,, >, /, ?]", status: 400,
            more: [.init("index", .string(name)), .init("index_uuid", "_na_")])
    }

    static func read(
        _ aliases: Document.Object, forIndex index: String, _ catalog: Catalog
    ) throws(OpenSearchError) -> [String: Document.Object] {
        var read: [String: Document.Object] = [:]
        for entry in aliases.entries {
            let name = entry.name.replacing("{index}", with: index)
            try checkName(name)
            guard catalog.index(name) == nil, name != index else {
                throw OpenSearchError(
                    ErrorCode("invalid_alias_name_exception"),
                    reason:
                        "Invalid alias name [\(name)]: an index or data stream exists with the same name as the alias",
                    status: 400, more: [.init("index", .string(name)), .init("index_uuid", "_na_")])
            }
            read[name] = try definition(entry.value)
        }
        return read
    }
}
