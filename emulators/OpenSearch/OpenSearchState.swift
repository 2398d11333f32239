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
        let trainings = Trainings()
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
        world.whenClosing { [reference] in try reference()?.keepSegments($0) }
    }

    private init(_ world: World, _ data: SharedData, _ settings: OpenSearchSettings) {
        (self.world, self.data, self.settings) = (world, data, settings)
    }

    /// Leads back here later, while the world is there: a view of it may live no longer than a call.
    var reference: @Sendable () -> OpenSearchState? {
        { [weak world, data, settings] in world.map { OpenSearchState($0, data, settings) } }
    }

    /// The same indices, served as another kind of OpenSearch serves them.
    public func serving(as flavor: OpenSearchSettings.Flavor) -> OpenSearchState {
        OpenSearchState(
            world, data, OpenSearchSettings(flavor: flavor, refreshInterval: settings.effectiveRefreshInterval))
    }

    /// Where the vectors of an index are kept.
    func vectorStores(of definition: IndexDefinition) -> VectorStores {
        let storage = world.configuration.storage
        let files: DerivedFiles? = if case .directory = storage.place { world.derivedFiles } else { nil }
        return VectorStores(
            files, name: Self.directory(definition), isSynchronous: storage.durability == .powerLoss)
    }

    /// Where what analysis has made of an index is kept.
    func segmentFiles(of definition: IndexDefinition) -> SegmentFiles {
        SegmentFiles(files: world.derivedFiles, directory: Self.directory(definition))
    }

    private static func directory(_ definition: IndexDefinition) -> String { "opensearch/\(definition.uuid)" }

    /// What is in memory so far.
    var catalogs: [(place: Place, catalog: Catalog)] {
        data.catalogs.withLock { $0.map { ($0.key, $0.value) } }
    }

    var nearestCounters: NearestCounters { data.nearestCounters }
    var trainings: Trainings { data.trainings }
    var contexts: SearchContexts { data.contexts }

    /// A new id of `length` letters and digits.
    func newID(_ length: Int) -> String { data.identifiers.alphanumeric(length) }

    /// Sees to it that the documents of `index` are in memory.
    func load(_ index: LiveIndex, _ place: Place, now: Timestamp) async throws(OpenSearchError) {
        guard !index.isLoaded else { return }
        do {
            do {
                try await load(index, usesSegment: true)
            } catch is SegmentFailure {
                try await load(index, usesSegment: false)
            }
        } catch let error as OpenSearchError {
            throw error
        } catch {
            throw .internalFailure(error)
        }
        if index.withState({ $0.isSegmentWorthwhile }) { noteWrite(try await catalog(place), place) }
    }

    private func load(_ index: LiveIndex, usesSegment: Bool) async throws {
        let (world, files) = (world, segmentFiles(of: index.definition))
        let stored = try await world.database.read { sqlite in
            try IndexRows(index: index.row, sqlite: sqlite, world: world, files: files).read(usesSegment: usesSegment)
        }
        try index.withState { try $0.load(stored) }
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
    /// - Parameter isUpkeep: nobody has written; what has been is put in order.
    func write<Value: Sendable>(
        _ place: Place, now: Timestamp, isUpkeep: Bool = false, _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(OpenSearchError) -> Value {
        let catalog = try await catalog(place)
        do {
            let value = try await world.database.write { sqlite in
                try body(Session(sqlite, self, catalog, place, now: now))
            }
            if !isUpkeep { noteWrite(catalog, place) }
            return value
        } catch let error as OpenSearchError {
            throw error
        } catch {
            data.catalogs.withLock { _ = $0.removeValue(forKey: place) }
            throw .internalFailure(error)
        }
    }
}
