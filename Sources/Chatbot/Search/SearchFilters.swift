import AWSCore

/// Conditions on the metadata of chunks, all of which must hold, as OpenSearch's queries.
struct SearchFilters: Hashable, Sendable {
    private(set) var clauses: [Document] = []

    private static let bounds: Set = ["gt", "gte", "lt", "lte"]

    init() {}

    /// - Parameter document: `{"source": "a"}`, `{"source": ["a", "b"]}` or `{"page": {"gte": 2, "lt": 5}}`; names may
    ///   begin with `metadata.`.
    /// - Throws: `ValidationError` for a name, a value or a number of them that no filter may have.
    init(_ document: Document?, _ limits: ChatbotLimits) throws {
        guard let document, !document.isNull else { return }
        guard let entries = document.object?.entries, entries.count <= limits.filtersMax else {
            throw ChatbotError(.validation, "filters must be an object of at most \(limits.filtersMax) members.")
        }
        for entry in entries {
            let name = entry.name.hasPrefix("metadata.") ? String(entry.name.dropFirst(9)) : entry.name
            guard let field = IndexFields.filterable[name] else {
                let names = IndexFields.filterable.keys.sorted().joined(separator: ", ")
                throw ChatbotError(.validation, "filters may name \(names).")
            }
            clauses.append(try Self.clause(field, name, entry.value, limits))
        }
    }

    private static func clause(
        _ field: String, _ name: String, _ value: Document, _ limits: ChatbotLimits
    ) throws -> Document {
        switch value {
        case .string, .number, .bool: return ["term": .member(field, value)]
        case .list(let values) where (1...limits.filterValuesMax).contains(values.count) && values.allSatisfy(isScalar):
            return ["terms": .member(field, value)]
        case .object(let object)
        where !object.entries.isEmpty && object.entries.allSatisfy { bounds.contains($0.name) && isScalar($0.value) }:
            return ["range": .member(field, value)]
        default:
            throw ChatbotError(
                .validation,
                "The filter \(name) must be a value, a list of at most \(limits.filterValuesMax) values, or bounds "
                    + "(gt, gte, lt, lte).")
        }
    }

    private static func isScalar(_ value: Document) -> Bool {
        switch value {
        case .string, .number, .bool: true
        default: false
        }
    }
}
