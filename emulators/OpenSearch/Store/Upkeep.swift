import AWSCore
import AWSOpenSearch
import World

/// What is done behind writes, so that the next start and the next searches are fast: rows of vectors are compacted,
/// and what analysis has made is put down. What cannot be done takes nothing back of what was written.
extension OpenSearchState {
    /// Without a write for so long, beyond the time after which writes show, it is quiet.
    private static let quietTime = Duration.seconds(1)

    func noteWrite(_ catalog: Catalog, _ place: Place) {
        for index in catalog.indices {
            let stores = index.withState { $0.stores }
            if stores.isCompactionDue { world.inBackground { try? stores.compactIfDue() } }
        }
        guard world.readsAside else { return }
        let isNew = catalog.withUpkeep { upkeep in
            upkeep.writes += 1
            defer { upkeep.isScheduled = true }
            return !upkeep.isScheduled
        }
        if isNew { scheduleUpkeep(catalog, place) }
    }

    private func scheduleUpkeep(_ catalog: Catalog, _ place: Place) {
        let writes = catalog.withUpkeep { $0.writes }
        let time = world.clock.now + settings.effectiveRefreshInterval + Self.quietTime
        world.clock.schedule(at: time, label: "opensearch.upkeep") { [reference] in
            guard let state = reference() else { return }
            let isQuiet = catalog.withUpkeep { upkeep in
                upkeep.isScheduled = upkeep.writes != writes
                return !upkeep.isScheduled
            }
            guard isQuiet else { return state.scheduleUpkeep(catalog, place) }
            await state.keepSegments(of: catalog, place)
        }
    }

    private func keepSegments(of catalog: Catalog, _ place: Place) async {
        for index in catalog.indices where index.isLoaded {
            let now = world.clock.now
            // What is due to be shown is in the segment, too.
            _ = try? index.snapshot(settings, now: now)
            if index.withState({ $0.isSegmentWorthwhile }) {
                try? await write(place, now: now, isUpkeep: true) { try $0.keepSegment(of: index, isQuiet: true) }
            }
            let stores = index.withState { $0.stores }
            world.inBackground { try? stores.compactForStart() }
        }
    }

    /// Inside the last transaction of a world.
    func keepSegments(_ sqlite: SQLite) throws {
        for (place, catalog) in catalogs {
            let session = Session(sqlite, self, catalog, place, now: world.clock.now)
            for index in catalog.indices where index.isLoaded {
                _ = try? index.snapshot(settings, now: world.clock.now)
                try session.keepSegment(of: index, isQuiet: true)
            }
        }
    }
}
