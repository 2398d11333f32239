import AWSCore
import AWSOpenSearch

/// Create index.
enum CreateIndex {
    static func run(
        _ input: OpenSearch.CreateIndexInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        let name = input.index ?? ""
        let request = try IndexRequest(input.body)
        try IndexNames.check(name)
        let index = try await view.state.write(view.place, now: view.now) { session in
            try IndexMaker.make(name, request, session)
        }
        view.countRequest()
        return OpenSearch.AcknowledgedOutput(
            answer: ["acknowledged": true, "shards_acknowledged": true, "index": .string(index.name)])
    }
}

/// What a request or a template says of an index that is to be made.
struct IndexRequest: Sendable {
    var settings = IndexSettings(stored: .init())
    var mappings = Document.Object()
    var aliases = Document.Object()

    init() {}

    /// - Throws: `parse_exception` for members that indices do not have.
    init(_ body: Document?) throws(OpenSearchError) {
        for entry in body?.object?.entries ?? [] {
            switch entry.name {
            case "settings": settings = IndexSettings(given: entry.value.object ?? .init())
            case "mappings":
                guard let object = entry.value.object else { throw .mapperParsing("Failed to parse mapping [_doc]") }
                // A mapping may stand under the name that types once had.
                mappings = object["_doc"]?.object ?? object
            case "aliases": aliases = entry.value.object ?? .init()
            default:
                throw .parse("unknown key [\(entry.name)] for create index")
            }
        }
    }
}

/// Makes indices, for those who ask and for writes that find none.
enum IndexMaker {
    /// - Throws: `resource_already_exists_exception`, `invalid_index_name_exception`, what mappings
    ///   and settings refuse.
    static func make(_ name: String, _ request: IndexRequest, _ session: Session) throws -> LiveIndex {
        try IndexNames.check(name)
        let resolver = IndexResolver(catalog: session.catalog)
        if let existing = session.catalog.index(name) {
            throw OpenSearchError(
                .resourceAlreadyExists, reason: "index [\(name)/\(existing.definition.uuid)] already exists",
                status: 400,
                more: [.init("index", .string(name)), .init("index_uuid", .string(existing.definition.uuid))])
        }
        if !resolver.indices(named: name).isEmpty {
            throw OpenSearchError(
                .invalidIndexName, reason: "Invalid index name [\(name)], already exists as alias", status: 400,
                more: [.init("index", .string(name)), .init("index_uuid", "_na_")])
        }
        let request = try TemplateMatch.applied(to: request, name, session.catalog)
        var settings = request.settings
        try SettingsRules.checkCreation(settings)
        if settings["index.number_of_shards"] == nil { settings["index.number_of_shards"] = "1" }
        if settings["index.number_of_replicas"] == nil { settings["index.number_of_replicas"] = "1" }
        let uuid = session.state.newID(22)
        settings["index.creation_date"] = .string(String(session.now.milliseconds))
        settings["index.uuid"] = .string(uuid)
        settings["index.provided_name"] = .string(name)
        settings["index.version.created"] = .string(Cluster.versionID)
        let definition = IndexDefinition(
            name: name, uuid: uuid, created: session.now, settings: settings, mappings: request.mappings,
            aliases: try AliasRules.read(request.aliases, forIndex: name, session.catalog))
        do {
            return try session.insert(definition)
        } catch let error as OpenSearchError where error.code == .mapperParsing {
            throw OpenSearchError.mapperParsing(
                "Failed to parse mapping [_doc]: \(error.message ?? "")",
                causedBy: error.errorDocument["caused_by"] ?? .cause(error.code.rawValue, error.message ?? ""))
        }
    }
}

/// What settings may be, and when.
enum SettingsRules {
    private static let fixed: Set = [
        "index.number_of_shards", "index.uuid", "index.creation_date", "index.provided_name", "index.version.created",
        "index.knn", "index.knn.derived_source.enabled", "index.number_of_routing_shards", "index.sort.field",
        "index.codec",
    ]
    private static let groups = [
        "index.analysis.", "index.blocks.", "index.mapping.", "index.search.", "index.routing.", "index.translog.",
        "index.merge.", "index.highlight.", "index.query.", "index.store.", "index.version.",
        "index.similarity.", "index.soft_deletes.", "index.sort.", "index.indexing.", "index.lifecycle.",
        "index.plugins.",
        "index.unassigned.", "index.allocation.", "index.number_of_", "index.max_", "index.refresh_interval",
        "index.auto_expand_replicas", "index.hidden", "index.gc_deletes", "index.codec", "index.priority",
        "index.default_pipeline", "index.final_pipeline", "index.write.", "index.uuid", "index.creation_date",
        "index.provided_name", "index.replication.", "index.shard.", "index.load_fixed_bitset_filters_eagerly",
        "index.append_only.", "index.use_compound_file", "index.composite_index", "index.remote_store.",
        "index.verified_before_close",
    ]

    static func checkCreation(_ settings: IndexSettings) throws(OpenSearchError) {
        try check(settings)
        for (name, minimum) in [("index.number_of_shards", 1), ("index.number_of_replicas", 0)] {
            guard let text = settings.text(name) else { continue }
            guard let value = Int(text) else {
                throw .illegalArgument("Failed to parse value [\(text)] for setting [\(name)]")
            }
            guard value <= Int(Int32.max) else {
                throw .illegalArgument("Failed to parse value [\(value)] for setting [\(name)] must be <= \(Int32.max)")
            }
            guard value >= minimum else {
                throw .illegalArgument("Failed to parse value [\(value)] for setting [\(name)] must be >= \(minimum)")
            }
        }
        if let shards = settings.integer("index.number_of_shards"), shards > 1024 {
            throw .illegalArgument(
                "Failed to parse value [\(shards)] for setting [index.number_of_shards] must be <= 1024")
        }
    }

    static func check(_ settings: IndexSettings) throws(OpenSearchError) {
        for name in settings.values.keys.sorted()
        where !groups.contains(where: { name.hasPrefix($0) }) && !NearestSettings.isKnown(name) {
            throw .illegalArgument(
                "unknown setting [\(name)] please check that any required plugins are installed, or check "
                    + "the breaking "
                    + "changes documentation for removed settings")
        }
        try NearestSettings.check(settings)
        if let text = settings.text("index.refresh_interval"), TimeValue.duration(text) == nil {
            throw .illegalArgument(
                "failed to parse setting [index.refresh_interval] with value [\(text)] as a time value: "
                    + "unit is missing or "
                    + "unrecognized")
        }
    }

    /// An open index takes only settings that can change while it is read and written.
    static func checkUpdate(_ settings: IndexSettings, _ index: LiveIndex) throws(OpenSearchError) {
        try check(settings)
        let isClosed = index.definition.isClosed
        let final = settings.values.keys.sorted().filter { name in
            fixed.contains(name) || (name.hasPrefix("index.analysis.") && !isClosed)
        }
        guard final.isEmpty else {
            let uuid = index.definition.uuid
            throw .illegalArgument(
                "Can't update non dynamic settings [[\(final.joined(separator: ", "))]] for open indices "
                    + "[[\(index.name)/\(uuid)]]")
        }
        if let text = settings.text("index.number_of_replicas"), !(0...Int(Int32.max)).contains(Int(text) ?? -1) {
            throw .illegalArgument(
                "Failed to parse value [\(text)] for setting [index.number_of_replicas] must be >= 0")
        }
    }
}
