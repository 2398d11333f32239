import AWSCore

extension World {
    /// Writes the world, as it is now, into a directory that holds none yet. The world itself goes on.
    ///
    /// Saved are the tables, the bodies, the clock, the seeds and the meter. Fault plans and policies belong to who set
    /// them, who sets them again.
    /// - Throws: ``StorageError/Code/misuse`` when a world is there already.
    public func save(to directory: String) throws {
        let lock = try DirectoryLock(directory)
        defer { lock.release() }
        let file = "\(directory)/\(Database.fileName)"
        guard !Files.exists(file) else { throw StorageError(.misuse, "\(directory) holds a world already") }
        let partial = file + ObjectFiles.temporarySuffix
        try Files.remove(partial)
        // Nobody writes meanwhile, and bodies are removed after their rows: each that a row names is there.
        try database.copy(toFile: partial) { try objects.copy(to: directory) }
        try writeSnapshot(to: partial)
        try Files.rename(partial, to: file)
    }

    /// A world in memory that goes on from a saved one, which stays as it is.
    /// - Parameter configuration: of the new world; its seed and its start of time give way to the saved ones.
    public static func load(
        from directory: String, _ configuration: WorldConfiguration = WorldConfiguration()
    ) throws -> World {
        let lock = try DirectoryLock(directory)
        defer { lock.release() }
        let database = try Database(.memory)
        try database.load(file: "\(directory)/\(Database.fileName)")
        let saved = try database.exclusively { try SnapshotTables.read($0)?.snapshot }
        guard let saved else { throw StorageError(.notFound, "\(directory) holds no saved world") }
        var configuration = configuration
        configuration.storage = .memory
        let bodies = try ObjectFiles.bodies(in: directory)
        return World(configuration, database: database, bodies: bodies, snapshot: saved)
    }

    /// A world in memory that is what this one is now, and then goes its own way.
    ///
    /// It has copies of the tables, bodies, clock, seeds, meter, faults and policies. Timers are not copied: their
    /// actions belong to the emulators of this world, and those of the fork set their own from what is stored.
    public func fork() throws -> World {
        var configuration = configuration
        configuration.storage = .memory
        let fork = World(
            configuration, database: try database.fork(), bodies: try objects.copyInMemory(), snapshot: snapshot)
        fork.faults.restore(faults.list)
        fork.access.restore(access)
        return fork
    }

    var snapshot: WorldSnapshot {
        WorldSnapshot(
            now: clock is VirtualClock ? clock.now : nil, seeds: seeds.snapshot, calls: callCounts,
            totals: meter.totals)
    }

    private func writeSnapshot(to file: String) throws {
        let copy = try SQLite(path: file)
        defer { copy.close() }
        try copy.prepare(module: SnapshotTables.module, version: SnapshotTables.version, SnapshotTables.schema)
        let snapshot = snapshot
        try copy.writing { try SnapshotTables.write(snapshot, isClosed: true, to: $0) }
    }
}

// A world that lives in a directory.
extension World {
    /// Where the world of this directory left off; a new one begins.
    ///
    /// After an end without ``close()`` the streams start afresh under the next generation: the ids given out since
    /// the last close must not come again, and virtual time goes on no earlier than the configuration says.
    static func reopen(_ database: Database, notBefore clock: WorldConfiguration.Clock) throws -> WorldSnapshot? {
        try database.prepare(module: SnapshotTables.module, version: SnapshotTables.version, SnapshotTables.schema)
        return try database.exclusively { connection in
            guard let saved = try connection.reading(asSnapshot: false, SnapshotTables.read) else { return nil }
            var snapshot = saved.snapshot
            if !saved.isClosed {
                snapshot.seeds.generation &+= 1
                snapshot.seeds.streams = []
                snapshot.calls = []
                if case .virtual(let start) = clock, let now = snapshot.now { snapshot.now = max(now, start) }
            }
            return snapshot
        }
    }

    func saveInPlace(isClosed: Bool) throws {
        let snapshot = snapshot
        try database.exclusively { connection in
            try connection.writing { try SnapshotTables.write(snapshot, isClosed: isClosed, to: $0) }
        }
    }
}
