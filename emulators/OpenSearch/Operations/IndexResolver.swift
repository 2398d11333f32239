import AWSCore
import AWSOpenSearch

/// Finds the indices that an expression of names, aliases and patterns stands for.
struct IndexResolver {
    let catalog: Catalog

    struct Found: Sendable {
        let index: LiveIndex
        /// Filters of the aliases by which it was found; nil for all of it.
        var filter: [Document]?
    }

    struct Options: Sendable {
        var ignoresUnavailable = false
        var allowsNone = true
        /// Closed indices are left out of patterns, and refused by name.
        var includesClosed = false
        var includesHidden = false

        init(_ parameters: OpenSearch.Parameters = [:], includesClosed: Bool = false) {
            ignoresUnavailable = parameters.flag("ignore_unavailable") ?? false
            allowsNone = parameters.flag("allow_no_indices") ?? true
            let wildcards = parameters.names(in: "expand_wildcards") ?? []
            self.includesClosed = includesClosed || wildcards.contains("closed") || wildcards.contains("all")
            includesHidden = wildcards.contains("hidden") || wildcards.contains("all")
        }
    }

    /// - Parameter expression: nil for all.
    /// - Throws: `index_not_found_exception`, `index_closed_exception`.
    func resolve(_ expression: String?, _ options: Options = Options()) throws(OpenSearchError) -> [Found] {
        let parts = (expression ?? "_all").split(separator: ",").map(String.init)
        var found: [String: Found] = [:]
        var isPattern = false
        for part in parts.isEmpty ? ["_all"] : parts {
            if part == "_all" || part.contains("*") {
                isPattern = true
                if part.hasPrefix("-") {
                    remove(String(part.dropFirst()), from: &found)
                } else {
                    expand(part, options, &found)
                }
            } else if part.hasPrefix("-"), isPattern {
                remove(String(part.dropFirst()), from: &found)
            } else {
                try add(part, options, &found)
            }
        }
        if found.isEmpty, !options.allowsNone { throw .indexNotFound(expression ?? "_all") }
        return found.values.sorted { TermOrder.precedes($0.index.name, $1.index.name) }
    }

    private func add(_ name: String, _ options: Options, _ found: inout [String: Found]) throws(OpenSearchError) {
        let named = indices(named: name)
        guard !named.isEmpty else {
            if options.ignoresUnavailable { return }
            throw .indexNotFound(name)
        }
        for entry in named {
            let definition = entry.index.definition
            if definition.isClosed, !options.includesClosed {
                if options.ignoresUnavailable { continue }
                throw OpenSearchError(
                    ErrorCode("index_closed_exception"), reason: "closed", status: 400,
                    more: [
                        .init("index", .string(definition.name)), .init("index_uuid", .string(definition.uuid)),
                    ])
            }
            merge(entry, into: &found)
        }
    }

    private func merge(_ entry: Found, into found: inout [String: Found]) {
        guard let known = found[entry.index.name] else {
            found[entry.index.name] = entry
            return
        }
        // By two ways: whatever either of them shows.
        let filter = known.filter.flatMap { first in entry.filter.map { first + $0 } }
        found[entry.index.name] = Found(index: entry.index, filter: filter)
    }

    private func expand(_ pattern: String, _ options: Options, _ found: inout [String: Found]) {
        let pattern = pattern == "_all" ? "*" : pattern
        for index in catalog.indices {
            let definition = index.definition
            guard !definition.isClosed || options.includesClosed else { continue }
            let isHidden = definition.settings["index.hidden"]?.truth ?? false
            if isHidden, !options.includesHidden, !pattern.hasPrefix(".") { continue }
            if Glob.matches(pattern, index.name) {
                merge(Found(index: index), into: &found)
            } else {
                for (alias, body) in definition.aliases where Glob.matches(pattern, alias) {
                    merge(Found(index: index, filter: body["filter"].map { [$0] }), into: &found)
                }
            }
        }
    }

    private func remove(_ pattern: String, from found: inout [String: Found]) {
        for name in found.keys where Glob.matches(pattern, name) { found[name] = nil }
    }

    /// The index of that name, or those that an alias of that name stands for.
    func indices(named name: String) -> [Found] {
        if let index = catalog.index(name) { return [Found(index: index)] }
        return catalog.indices.compactMap { index in
            index.definition.aliases[name].map { Found(index: index, filter: $0["filter"].map { [$0] }) }
        }
    }

    /// The one index that a write to `name` goes to; nil when there is none of that name.
    func target(ofWrite name: String) throws(OpenSearchError) -> LiveIndex? {
        let found = indices(named: name)
        guard found.count > 1 || catalog.index(name) == nil else { return found.first?.index }
        let writable = found.filter { $0.index.definition.aliases[name]?["is_write_index"]?.truth ?? false }
        if writable.count == 1 { return writable[0].index }
        guard found.count > 1 else {
            if let only = found.first, only.index.definition.aliases[name]?["is_write_index"]?.truth == false {
                throw .illegalArgument(
                    "no write index is defined for alias [\(name)]. The write index may be explicitly disabled using "
                        + "is_write_index=false or the alias points to multiple indices without one being designated "
                        + "as a write index")
            }
            return found.first?.index
        }
        throw .illegalArgument(
            "no write index is defined for alias [\(name)]. The write index may be explicitly disabled using "
                + "is_write_index=false or the alias points to multiple indices without one being designated as a "
                + "write index")
    }
}
