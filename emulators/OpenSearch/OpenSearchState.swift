import AWSCore
import AWSOpenSearch
public import World

/// All of OpenSearch in one world: one domain or collection for each account and region.
///
/// Made once for each world; ``OpenSearchEmulator`` is a view of it for one call.
public final class OpenSearchState: Sendable {
    public let world: World
    public let settings: OpenSearchSettings
    private let data: SharedData

    /// What every view of the same data holds together.
    private final class SharedData: Sendable {
        let identifiers: SeededStream
        let contexts = SearchContexts()
        let nearestCounters = NearestCounters()
        let catalogs = Lock<[Place: Catalog]>([:])

        init(_ identifiers: SeededStream) {
            self.identifiers = identifiers
        }
    }

    struct Place: Hashable, Sendable {
        let account: String
        let region: String
    }

    /// - Throws: `StorageError` when the world's data was written by another version.
    public init(_ world: World, settings: OpenSearchSettings = OpenSearchSettings()) throws {
        self.world = world
        self.settings = settings
        data = SharedData(world.stream(named: "opensearch.identifiers"))
        try world.database.prepare(module: StoreSchema.module, version: StoreSchema.version, StoreSchema.sql)
    }

    private init(_ other: OpenSearchState, _ settings: OpenSearchSettings) {
        world = other.world
        data = other.data
        self.settings = settings
    }

    /// The same indices, served as another kind of OpenSearch serves them.
    public func serving(as flavor: OpenSearchSettings.Flavor) -> OpenSearchState {
        OpenSearchState(
            self, OpenSearchSettings(flavor: flavor, refreshInterval: settings.effectiveRefreshInterval))
    }

    /// Puts rows of vectors into segments where that is due. What cannot be done now makes the next opening slower, and
    /// takes nothing back of what was written.
    private func compactVectors(of catalog: Catalog) {
        guard case .directory = world.configuration.storage.place else { return }
        for index in catalog.indices { try? index.withState({ $0.stores }).compactIfDue() }
    }

    /// Where the vectors of an index are kept.
    func vectorStores(of definition: IndexDefinition) -> VectorStores {
        let storage = world.configuration.storage
        let files: DerivedFiles? = if case .directory = storage.place { world.derivedFiles } else { nil }
        return VectorStores(
            files, name: "opensearch/\(definition.uuid)", isSynchronous: storage.durability == .powerLoss)
    }

    var nearestCounters: NearestCounters { data.nearestCounters }
    var contexts: SearchContexts { data.contexts }

    /// A new id of `length` letters and digits.
    func newID(_ length: Int) -> String { data.identifiers.alphanumeric(length) }

    /// Sees to it that the documents of `index` are in memory.
    func load(_ index: LiveIndex, _ place: Place, now: Timestamp) async throws(OpenSearchError) {
        guard !index.isLoaded else { return }
        do {
            let world = world
            let stored = try await world.database.read { try DocumentRows.all(of: index.row, in: $0, world) }
            try index.withState { try $0.load(stored.documents, segment: stored.segment) }
        } catch let error as OpenSearchError {
            throw error
        } catch {
            throw .internalFailure(error)
        }
        guard index.withState({ $0.isSegmentDue }) else { return }
        try await write(place, now: now) { try $0.keepSegment(of: index) }
    }

    /// What one account has in one region, read from the storage when it is first asked for.
    func catalog(_ place: Place) async throws(OpenSearchError) -> Catalog {
        if let catalog = data.catalogs.withLock({ $0[place] }) { return catalog }
        do {
            let loaded = try await world.database.read { sqlite in
                // What is stored was judged when it was made, perhaps by another door than this.
                try CatalogLoader(sqlite, place, .managed, vectorStores).load()
            }
            return data.catalogs.withLock { catalogs in
                if let catalog = catalogs[place] { return catalog }
                catalogs[place] = loaded
                return loaded
            }
        } catch let error as OpenSearchError {
            throw error
        } catch {
            throw .internalFailure(error)
        }
    }

    /// Changes documents or indices: one transaction, serial to all others.
    ///
    /// `body` changes the storage first and the memory behind it. When the transaction fails all the same, memory is
    /// dropped and read anew.
    func write<Value: Sendable>(
        _ place: Place, now: Timestamp, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(OpenSearchError) -> Value {
        let catalog = try await catalog(place)
        do {
            let value = try await world.database.write { sqlite in
                try body(Session(sqlite, self, catalog, place, now: now))
            }
            compactVectors(of: catalog)
            return value
        } catch let error as OpenSearchError {
            throw error
        } catch {
            data.catalogs.withLock { _ = $0.removeValue(forKey: place) }
            throw .internalFailure(error)
        }
    }
}
