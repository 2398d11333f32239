import AWSCore
import AWSOpenSearch

/// Shows documents that were found.
struct HitBuilder {
    let request: SearchRequest
    let targets: [SearchTarget]
    let queries: [Query]
    private let named: [[NamedQueries.Found]]
    /// What nobody will see of a document.
    private let unread: Set<String>
    /// Nothing else is to be left out.
    private let isFiltered: Bool

    init(_ request: SearchRequest, _ targets: [SearchTarget], _ queries: [Query], now: Timestamp)
        throws(OpenSearchError)
    {
        self.request = request
        self.targets = targets
        self.queries = queries
        let isAllRead = request.highlight != nil || !request.fields.isEmpty
        unread = isAllRead ? [] : request.source.excludedMembers
        isFiltered =
            request.source.isWanted && request.source.includes.isEmpty
            && request.source.excludes.allSatisfy(unread.contains)
        named = try targets.map { target throws(OpenSearchError) in
            try NamedQueries.find(in: request, target.snapshot, now: now)
        }
    }

    func hit(_ candidate: SearchExecutor.Candidate) throws(OpenSearchError) -> OpenSearch.Hit {
        let snapshot = targets[candidate.target].snapshot
        guard let stored = snapshot.index.stored[Int(candidate.document)] else {
            throw OpenSearchError(ErrorCode("illegal_state_exception"), reason: "the document is gone", status: 500)
        }
        let hasScore = request.sort.isEmpty || request.tracksScores || request.sort.contains { $0.field == "_score" }
        var hit = OpenSearch.Hit(index: snapshot.name, id: stored.id, score: hasScore ? candidate.score : nil)
        if request.showsVersion { hit.rest["_version"] = .integer(stored.version) }
        if request.showsSeqNo {
            hit.rest["_seq_no"] = .integer(stored.seqNo)
            hit.rest["_primary_term"] = 1
        }
        if let routing = stored.routing { hit.rest["_routing"] = .string(routing) }
        let needsSource = isSourceWanted || request.highlight != nil || !request.fields.isEmpty
        let source: Document? = needsSource && snapshot.mapping.isSourceKept ? try read(stored) : nil
        if isSourceWanted, let source { hit.source = isFiltered ? source : request.source.apply(to: source) }
        if let fields = try fields(candidate, source, snapshot) { hit.fields = fields }
        if let highlight = request.highlight, let source {
            hit.highlight = try Highlighter(highlight, snapshot).highlight(source, queries[candidate.target])
        }
        if !request.sort.isEmpty { hit.sort = shown(candidate.sort, snapshot) }
        let names = named[candidate.target].filter { $0.documents.contains(candidate.document) }.map(\.name)
        if !names.isEmpty { hit.rest["matched_queries"] = .list(names.map { .string($0) }) }
        return hit
    }

    /// What nobody will see is not read: mostly the vectors, which are most of a document.
    private func read(_ stored: StoredDocument) throws(OpenSearchError) -> Document {
        unread.isEmpty ? try stored.source.document() : try stored.source.document(without: unread)
    }

    private var isSourceWanted: Bool {
        guard let names = request.storedFields else { return request.source.isWanted }
        return names.contains("_source") || (request.source != .all && request.source.isWanted)
    }

    private func shown(_ values: [SortValue], _ snapshot: IndexSnapshot) -> [Document] {
        zip(request.sort, values).map { key, value in
            guard let format = key.format, case .integer(let units) = value,
                let field = snapshot.mapping.field(key.field),
                field.type.isDate
            else { return key.field == "_score" ? scoreDocument(value) : value.document }
            return .string(DateFormat(format).string(FieldValue.instant(of: units, field)))
        }
    }

    private func scoreDocument(_ value: SortValue) -> Document {
        guard case .double(let score) = value else { return value.document }
        return .number(Number(score: Float(score)))
    }

    /// What `fields` and `docvalue_fields` ask for.
    private func fields(
        _ candidate: SearchExecutor.Candidate, _ source: Document?, _ snapshot: IndexSnapshot
    ) throws(OpenSearchError) -> Document? {
        var object = Document.Object()
        for wanted in request.fields {
            let pattern = wanted.string ?? wanted["field"]?.string ?? ""
            let format = wanted["format"]?.string.map { DateFormat($0) }
            for path in snapshot.mapping.paths(matching: pattern) {
                guard let field = snapshot.mapping.field(path) else { continue }
                var values = FieldReader.values(path, of: candidate.document, snapshot, format: format)
                if values.isEmpty, field.type.isText, let source {
                    values = Self.values(at: path, in: source).filter { !$0.isNull }
                }
                if !values.isEmpty { object[path] = .list(values) }
            }
        }
        if let collapse = request.collapse, let name = collapse["field"]?.string {
            let value = try Collapse(collapse, targets).value(of: candidate)
            object[name] = [value]
        }
        return object.entries.isEmpty ? nil : .object(object)
    }

    /// The leaves of a document at a dotted path.
    static func values(at path: String, in source: Document) -> [Document] {
        if let list = source.list { return list.flatMap { values(at: path, in: $0) } }
        guard let object = source.object else { return [] }
        var found: [Document] = []
        for entry in object.entries {
            if entry.name == path {
                found += entry.value.elements
            } else if path.hasPrefix(entry.name + ".") {
                found += values(at: String(path.dropFirst(entry.name.count + 1)), in: entry.value)
            }
        }
        return found
    }
}
