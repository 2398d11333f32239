import AWSCore
import AWSOpenSearch
import World

/// The indices, templates, pipelines and settings of one account in one region.
final class Catalog: Sendable {
    struct Contents: Sendable {
        var indices: [String: LiveIndex] = [:]
        /// By kind, then by name.
        var items: [ItemKind: [String: Document]] = [:]
    }

    private let contents: Lock<Contents>
    private let upkeep = Lock(UpkeepState())

    struct UpkeepState {
        /// Since the catalog was read.
        var writes = 0
        var isScheduled = false
    }

    init(_ contents: Contents) {
        self.contents = Lock(contents)
    }

    func withUpkeep<Value: Sendable>(_ body: (inout UpkeepState) -> Value) -> Value { upkeep.withLock { body(&$0) } }

    func index(_ name: String) -> LiveIndex? { contents.withLock { $0.indices[name] } }

    /// Sorted by name.
    var indices: [LiveIndex] {
        contents.withLock { Array($0.indices.values) }.sorted { TermOrder.precedes($0.name, $1.name) }
    }

    func put(_ index: LiveIndex) { contents.withLock { $0.indices[index.name] = index } }
    func remove(_ name: String) { contents.withLock { _ = $0.indices.removeValue(forKey: name) } }

    func item(_ kind: ItemKind, _ name: String) -> Document? { contents.withLock { $0.items[kind]?[name] } }

    func items(_ kind: ItemKind) -> [(name: String, body: Document)] {
        contents.withLock { $0.items[kind] ?? [:] }.sorted { TermOrder.precedes($0.key, $1.key) }
            .map { (name: $0.key, body: $0.value) }
    }

    /// By id.
    var models: [String: VectorModel] {
        Dictionary(items(.vectorModel).compactMap { item in VectorModel(item.body).map { (item.name, $0) } }) { $1 }
    }

    func put(_ kind: ItemKind, _ name: String, _ body: Document?) {
        contents.withLock { $0.items[kind, default: [:]][name] = body }
    }
}

enum ItemKind: String, Sendable {
    case indexTemplate, searchPipeline, clusterSettings, vectorModel, vectorModelIndex
}

/// Reads a catalog out of the storage, without the documents.
struct CatalogLoader {
    private let sqlite: SQLite
    private let place: OpenSearchState.Place
    private let flavor: OpenSearchSettings.Flavor
    private let stores: (IndexDefinition) -> VectorStores

    init(
        _ sqlite: SQLite, _ place: OpenSearchState.Place, _ flavor: OpenSearchSettings.Flavor,
        _ stores: @escaping (IndexDefinition) -> VectorStores
    ) {
        self.sqlite = sqlite
        self.place = place
        self.flavor = flavor
        self.stores = stores
    }

    func load() throws -> Catalog {
        var contents = Catalog.Contents()
        let indices = try sqlite.statement(
            "SELECT id, name, definition, next_seq_no FROM opensearch_indices WHERE account = ? AND region = ?")
        indices.bind(1, place.account)
        indices.bind(2, place.region)
        while try indices.step() {
            let definition = try IndexDefinition(Document(json: indices.bytes(2)), name: indices.text(1))
            contents.indices[definition.name] = LiveIndex(
                row: indices.int64(0),
                try IndexState(
                    definition, flavor, stores(definition), nextSeqNo: Int(indices.int64(3)), isLoaded: false))
        }
        let items = try sqlite.statement(
            "SELECT kind, name, body FROM opensearch_items WHERE account = ? AND region = ?")
        items.bind(1, place.account)
        items.bind(2, place.region)
        while try items.step() {
            guard let kind = ItemKind(rawValue: items.text(0)) else { continue }
            contents.items[kind, default: [:]][items.text(1)] = try Document(json: items.bytes(2))
        }
        return Catalog(contents)
    }
}
