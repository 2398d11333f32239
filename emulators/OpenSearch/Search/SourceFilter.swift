import AWSCore
import AWSOpenSearch

/// Which parts of a document a caller wants back.
struct SourceFilter: Hashable, Sendable {
    var isWanted = true
    var includes: [String] = []
    var excludes: [String] = []

    static let all = SourceFilter()

    /// Excluded by a name that is no pattern and no path.
    var excludedMembers: Set<String> { Set(excludes.filter { !$0.contains("*") && !$0.contains(".") }) }

    init() {}

    /// - Parameter body: what stands under `_source`.
    /// - Returns: nil when nobody has said anything.
    init?(body: Document?, _ parameters: OpenSearch.Parameters) throws(OpenSearchError) {
        switch body {
        case nil:
            let names = parameters.names(in: "_source")
            let includes = parameters.names(in: "_source_includes")
            let excludes = parameters.names(in: "_source_excludes")
            guard names != nil || includes != nil || excludes != nil else { return nil }
            if let names, names.count == 1, let flag = Document.string(names[0]).truth {
                isWanted = flag
            } else {
                self.includes = names ?? []
            }
            self.includes += includes ?? []
            self.excludes = excludes ?? []
        case .bool(let value)?: isWanted = value
        case .string(let pattern)?: includes = [pattern]
        case .list(let patterns)?: includes = patterns.compactMap(\.string)
        case .object(let object)?:
            for entry in object.entries {
                switch entry.name {
                case "includes", "include": includes = entry.value.elements.compactMap(\.string)
                case "excludes", "exclude": excludes = entry.value.elements.compactMap(\.string)
                default: throw .parsing("Unknown key for a VALUE_STRING in [\(entry.name)].")
                }
            }
        default: throw .parsing("Expected one of [VALUE_BOOLEAN, START_OBJECT] but found [VALUE_NUMBER]")
        }
    }

    /// nil when nothing is wanted.
    func apply(to source: Document) -> Document? {
        guard isWanted else { return nil }
        guard !includes.isEmpty || !excludes.isEmpty else { return source }
        return filtered(source, at: "", isIncluded: includes.isEmpty) ?? .object(.init())
    }

    private func filtered(_ value: Document, at path: String, isIncluded: Bool) -> Document? {
        switch value {
        case .object(let object):
            var entries: [Document.Entry] = []
            for entry in object.entries {
                let inner = path.isEmpty ? entry.name : "\(path).\(entry.name)"
                guard !excludes.contains(where: { Glob.matches($0, inner) }) else { continue }
                let isIncluded = isIncluded || includes.contains { Glob.matches($0, inner) }
                guard isIncluded || isContainer(entry.value) else { continue }
                if let kept = filtered(entry.value, at: inner, isIncluded: isIncluded) {
                    entries.append(.init(entry.name, kept))
                }
            }
            return entries.isEmpty && !isIncluded ? nil : .object(.init(entries))
        case .list(let elements):
            let kept = elements.compactMap { filtered($0, at: path, isIncluded: isIncluded) }
            return kept.isEmpty && !isIncluded ? nil : .list(kept)
        default: return isIncluded ? value : nil
        }
    }

    private func isContainer(_ value: Document) -> Bool { value.object != nil || value.list != nil }
}
