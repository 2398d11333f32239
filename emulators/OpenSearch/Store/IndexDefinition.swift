import AWSCore
import AWSOpenSearch

/// Everything about an index but its documents.
struct IndexDefinition: Sendable {
    let name: String
    let uuid: String
    let created: Timestamp
    var settings: IndexSettings
    /// As ``Mapping/definition``.
    var mappings: Document.Object
    /// By name, each with `filter`, `is_write_index` and the like.
    var aliases: [String: Document.Object]
    var isClosed = false
    /// By id, as they were when fields began to name them.
    var models: [String: VectorModel] = [:]

    init(
        name: String, uuid: String, created: Timestamp, settings: IndexSettings, mappings: Document.Object,
        aliases: [String: Document.Object]
    ) {
        self.name = name
        self.uuid = uuid
        self.created = created
        self.settings = settings
        self.mappings = mappings
        self.aliases = aliases
    }

    init(_ document: Document, name: String) throws(OpenSearchError) {
        self.name = name
        uuid = document["uuid"]?.string ?? ""
        created = Timestamp(milliseconds: Int64(document["created"]?.int ?? 0))
        settings = IndexSettings(stored: document["settings"]?.object ?? .init())
        mappings = document["mappings"]?.object ?? .init()
        aliases = [:]
        for entry in document["aliases"]?.object?.entries ?? [] { aliases[entry.name] = entry.value.object ?? .init() }
        isClosed = document["closed"]?.bool ?? false
        for entry in document["models"]?.object?.entries ?? [] { models[entry.name] = VectorModel(entry.value) }
    }

    var document: Document {
        [
            "uuid": .string(uuid), "created": .integer(created.milliseconds), "settings": .object(settings.stored),
            "mappings": .object(mappings), "aliases": aliasesDocument, "closed": .bool(isClosed),
            "models": .object(
                .init(
                    models.sorted { TermOrder.precedes($0.key, $1.key) }.map {
                        .init($0.key, .object($0.value.document))
                    })),
        ]
    }

    /// Sorted by name.
    var aliasesDocument: Document {
        .object(
            .init(
                aliases.sorted { TermOrder.precedes($0.key, $1.key) }.map { .init($0.key, .object($0.value)) }))
    }
}
