import AWSCore
import AWSOpenSearch

/// One write of a document, whichever request it came by.
struct DocumentWrite: Sendable {
    enum Kind: Sendable {
        case index, create, delete
    }

    var kind: Kind
    var index: String
    var id: String?
    var source: Document?
    var routing: String?
    var ifSeqNo: Int?
    var ifPrimaryTerm: Int?
    var version: Int?
    var versionType = "internal"
    var requiresAlias = false

    /// What came of a write.
    struct Outcome: Sendable {
        let index: LiveIndex
        let id: String
        let version: Int
        let seqNo: Int
        /// `created`, `updated`, `deleted`, `not_found` or `noop`.
        let result: String

        func document(refreshed: Bool = false) -> Document {
            let replicas = index.definition.settings.replicas
            let isWritten = result != "noop"
            var document: Document = [
                "_index": .string(index.name), "_id": .string(id), "_version": .integer(version),
                "result": .string(result),
                "_shards": [
                    "total": .integer(isWritten ? replicas + 1 : 0), "successful": isWritten ? 1 : 0, "failed": 0,
                ], "_seq_no": .integer(seqNo), "_primary_term": 1,
            ]
            if refreshed, case .object(var object) = document {
                object.entries.insert(.init("forced_refresh", true), at: 4)
                document = .object(object)
            }
            return document
        }
    }

    /// What must hold before anything is looked up.
    func validate() throws(OpenSearchError) {
        if let id {
            guard !id.isEmpty else { throw .illegalArgument("if _id is specified it must not be empty") }
            guard id.utf8.count <= Limits.idBytes else {
                throw .validation(
                    "id [\(id)] is too long, must be no longer than \(Limits.idBytes) bytes but was: "
                        + "\(id.utf8.count)")
            }
        }
        guard (ifSeqNo == nil) == (ifPrimaryTerm == nil) else {
            throw .validation(
                ifSeqNo == nil
                    ? "ifSeqNo is unassigned, but primary term is [\(ifPrimaryTerm ?? 0)]"
                    : "ifSeqNo is set, but primary term is [0]")
        }
        switch versionType {
        case "internal":
            guard version == nil else {
                throw .validation(
                    "internal versioning can not be used for optimistic concurrency control. Please use "
                        + "`if_seq_no` and "
                        + "`if_primary_term` instead")
            }
        case "external", "external_gt", "external_gte": break
        default: throw .illegalArgument("No version type match [\(versionType)]")
        }
        if kind == .create, versionType != "internal" {
            throw .validation(
                "create operations only support internal versioning. use index instead")
        }
    }

    /// Inside the transaction: look up, check, change.
    func perform(_ session: Session) throws -> Outcome {
        let index = try session.target(ofWrite: self.index, requiresAlias: requiresAlias)
        try session.load(index)
        try WriteBlocks.check(index)
        return kind == .delete ? try delete(from: index, session) : try put(in: index, session)
    }

    private func put(in index: LiveIndex, _ session: Session) throws -> Outcome {
        let id = self.id ?? session.state.newID(20)
        let now = session.now
        let current = index.withState { state in
            (document: state.document(id), deleted: state.version(ofDeleted: id, now: now), next: state.nextSeqNo)
        }
        try check(current.document, deleted: current.deleted, index, id)
        let known = current.document?.version ?? current.deleted
        let version = versionType == "internal" ? (known ?? 0) &+ 1 : self.version ?? 1
        guard let source = source?.object else {
            throw OpenSearchError.mapperParsing(
                "failed to parse",
                causedBy: .cause(
                    "parsing_exception",
                    "Malformed content, must start "
                        + "with an object")
            )
        }
        var content = try session.parse(source, id: id, index)
        if let routing { content.fields.append(("_routing", .keywords([routing]))) }
        let stored = StoredDocument(
            id: id, source: StoredSource(source, index.mapping), version: version, seqNo: current.next, routing: routing
        )
        try session.put(stored, content, in: index)
        return Outcome(
            index: index, id: id, version: version, seqNo: current.next,
            result: current.document == nil ? "created" : "updated")
    }

    private func delete(from index: LiveIndex, _ session: Session) throws -> Outcome {
        let id = self.id ?? ""
        let now = session.now
        let current = index.withState { state in
            (document: state.document(id), deleted: state.version(ofDeleted: id, now: now), next: state.nextSeqNo)
        }
        try check(current.document, deleted: current.deleted, index, id)
        let known = current.document?.version ?? current.deleted
        let version = versionType == "internal" ? (known ?? 0) &+ 1 : self.version ?? 1
        try session.remove(id, version: version, seqNo: current.next, from: index)
        return Outcome(
            index: index, id: id, version: version, seqNo: current.next,
            result: current.document == nil ? "not_found" : "deleted")
    }

    /// Whether the document is as the writer expects it (VersionConflictEngineException).
    private func check(
        _ document: StoredDocument?, deleted: Int?, _ index: LiveIndex, _ id: String
    ) throws(OpenSearchError) {
        var conflict: String?
        if kind == .create, let document {
            conflict = "document already exists (current version [\(document.version)])"
        } else if let ifSeqNo, let ifPrimaryTerm {
            if let document {
                if document.seqNo != ifSeqNo || ifPrimaryTerm != 1 {
                    conflict =
                        "required seqNo [\(ifSeqNo)], primary term [\(ifPrimaryTerm)]. current document has seqNo "
                        + "[\(document.seqNo)] and primary term [1]"
                }
            } else {
                conflict =
                    "required seqNo [\(ifSeqNo)], primary term [\(ifPrimaryTerm)]. but no document was found"
            }
        } else if versionType != "internal", let current = document?.version ?? deleted {
            let given = version ?? 0
            if versionType == "external_gte" ? given < current : given <= current {
                conflict =
                    "current version [\(current)] is higher \(versionType == "external_gte" ? "" : "or equal ")"
                    + (versionType == "external_gte" ? "than" : "to") + " the one provided [\(given)]"
            }
        }
        guard let conflict else { return }
        throw .versionConflict(
            "[\(id)]: version conflict, \(conflict)", index: index.name, uuid: index.definition.uuid)
    }
}

/// Settings that refuse writes.
enum WriteBlocks {
    static func check(_ index: LiveIndex) throws(OpenSearchError) {
        let settings = index.definition.settings
        let blocks = [
            ("index.blocks.read_only", "FORBIDDEN/5/index read-only (api)"),
            ("index.blocks.write", "FORBIDDEN/8/index write (api)"),
            (
                "index.blocks.read_only_allow_delete",
                "TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has "
                    + "read-only-allow-delete block"
            ),
        ]
        for (name, words) in blocks where settings[name]?.truth ?? false {
            throw OpenSearchError(
                ErrorCode("cluster_block_exception"), reason: "index [\(index.name)] blocked by: [\(words)];",
                status: 403)
        }
    }
}

extension Session {
    /// The index that a write goes to, made now if nobody has.
    func target(ofWrite name: String, requiresAlias: Bool = false) throws -> LiveIndex {
        let resolver = IndexResolver(catalog: catalog)
        if requiresAlias, catalog.index(name) != nil || resolver.indices(named: name).isEmpty {
            throw OpenSearchError(
                .indexNotFound,
                reason:
                    "no such index [\(name)] and [require_alias] request flag is [true] and [\(name)] is "
                    + "not an alias",
                status: 404, more: [.init("index", .string(name)), .init("index_uuid", "_na_")])
        }
        if let index = try resolver.target(ofWrite: name) {
            guard !index.definition.isClosed else {
                throw OpenSearchError(
                    ErrorCode("index_closed_exception"), reason: "closed", status: 400,
                    more: [.init("index", .string(name)), .init("index_uuid", .string(index.definition.uuid))])
            }
            return index
        }
        return try IndexMaker.make(name, .init(), self)
    }

    /// What the engine is to index, once the mapping has taken up new fields.
    func parse(_ source: Document.Object, id: String, _ index: LiveIndex) throws -> IndexableDocument {
        // Each round adds the fields that the round before has found; copies to new fields need a second one.
        for _ in 0..<3 {
            let (mapping, analysis, definition) = index.withState { ($0.mapping, $0.analysis, $0.definition) }
            let result = try DocumentParser.parse(source, mapping, analysis, id: id)
            if result.additions.entries.isEmpty { return result.document }
            var changed = definition
            changed.mappings = try mapping.merging(.init([.init("properties", .object(result.additions))])).definition
            // A document that its own new fields refuse leaves the mapping as it was.
            let merged = try Mapping(changed.mappings, state.settings.flavor, changed.models)
            _ = try DocumentParser.parse(source, merged, analysis, id: id)
            try update(index, changed)
        }
        throw OpenSearchError.mapperParsing("failed to parse")
    }
}
