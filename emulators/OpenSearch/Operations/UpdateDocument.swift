import AWSCore
import AWSOpenSearch

/// Update: changes members of a document, or inserts one.
enum UpdateDocument {
    static func run(
        _ input: OpenSearch.UpdateInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try ServerlessRules.refuse(view)
        let policy = try RefreshRules.policy(input.parameters)
        let update = try DocumentUpdate(
            index: input.index, id: input.id ?? "", body: input.body ?? .object(.init()), input.parameters)
        let answer = try await view.state.write(view.place, now: view.now) { session in
            Result { try update.perform(session) }
        }.asOutcome()
        if policy != .none, answer.outcome.result != "noop" { try RefreshRules.refresh([answer.outcome.index]) }
        view.countRequest()
        return OpenSearch.WriteOutput(
            answer: answer.document(refreshed: policy == .immediately), status: nil)
    }
}

/// One update, whichever request it came by.
struct DocumentUpdate: Sendable {
    let index: String
    let id: String
    let body: Document
    let routing: String?
    let ifSeqNo: Int?
    let ifPrimaryTerm: Int?
    let requiresAlias: Bool
    /// Whether and which part of the document is wanted back.
    let sourceFilter: SourceFilter?

    struct Answer: Sendable {
        let outcome: DocumentWrite.Outcome
        let source: Document?

        func document(refreshed: Bool = false) -> Document {
            guard let source, case .object(var object) = outcome.document(refreshed: refreshed) else {
                return outcome.document(refreshed: refreshed)
            }
            object["get"] = [
                "_seq_no": .integer(outcome.seqNo), "_primary_term": 1, "found": true, "_source": source,
            ]
            return .object(object)
        }
    }

    private static let known: Set = [
        "doc", "upsert", "doc_as_upsert", "scripted_upsert", "detect_noop", "script", "_source", "if_seq_no",
        "if_primary_term",
    ]

    init(index: String, id: String, body: Document, _ parameters: OpenSearch.Parameters) throws(OpenSearchError) {
        self.index = index
        self.id = id
        self.body = body
        routing = parameters.routing
        ifSeqNo = parameters.ifSeqNo ?? body["if_seq_no"]?.int
        ifPrimaryTerm = parameters.ifPrimaryTerm ?? body["if_primary_term"]?.int
        requiresAlias = parameters.flag("require_alias") ?? false
        sourceFilter = try SourceFilter(body: body["_source"], parameters)
        if let unknown = body.object?.entries.first(where: { !Self.known.contains($0.name) }) {
            throw OpenSearchError(
                ErrorCode("x_content_parse_exception"),
                reason: "[1:2] [UpdateRequest] unknown field "
                    + "[\(unknown.name)]",
                status: 400)
        }
        if body["script"] != nil { throw .notEmulated("[script] of updates") }
        guard body["doc"] != nil || body["upsert"] != nil else { throw .validation("script or doc is missing") }
    }

    func perform(_ session: Session) throws -> Answer {
        let target = try session.target(ofWrite: index, requiresAlias: requiresAlias)
        try session.load(target)
        let id = id
        guard let current = target.withState({ $0.document(id) }) else { return try insert(target, session) }
        if let ifSeqNo, ifSeqNo != current.seqNo || ifPrimaryTerm != 1 {
            throw OpenSearchError.versionConflict(
                "[\(id)]: version conflict, required seqNo [\(ifSeqNo)], primary term "
                    + "[\(ifPrimaryTerm ?? 0)]. current "
                    + "document has seqNo [\(current.seqNo)] and primary term [1]", index: target.name,
                uuid: target.definition.uuid)
        }
        guard let changes = body["doc"]?.object else { return try insert(target, session) }
        let before = try current.source.document()
        let after = Self.merged(before, with: .object(changes))
        if after == before, body["detect_noop"]?.truth ?? true {
            let outcome = DocumentWrite.Outcome(
                index: target, id: id, version: current.version, seqNo: current.seqNo, result: "noop")
            return Answer(outcome: outcome, source: sourceFilter?.apply(to: before))
        }
        let write = DocumentWrite(
            kind: .index, index: target.name, id: id, source: after, routing: routing ?? current.routing)
        return Answer(outcome: try write.perform(session), source: sourceFilter?.apply(to: after))
    }

    private func insert(_ target: LiveIndex, _ session: Session) throws -> Answer {
        let source = body["upsert"] ?? (body["doc_as_upsert"]?.truth ?? false ? body["doc"] : nil)
        guard let source else {
            throw OpenSearchError(
                .documentMissing, reason: "[\(id)]: document missing", status: 404,
                more: [
                    .init("index", .string(target.name)), .init("shard", "0"),
                    .init("index_uuid", .string(target.definition.uuid)),
                ])
        }
        let write = DocumentWrite(kind: .index, index: target.name, id: id, source: source, routing: routing)
        return Answer(outcome: try write.perform(session), source: sourceFilter?.apply(to: source))
    }

    /// Objects are merged member by member; everything else is replaced.
    static func merged(_ old: Document, with new: Document) -> Document {
        guard var object = old.object, let changes = new.object else { return new }
        for change in changes.entries {
            object[change.name] = object[change.name].map { merged($0, with: change.value) } ?? change.value
        }
        return .object(object)
    }
}
