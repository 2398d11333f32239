import CSQLite

extension SQLite {
    /// Sets a database file up for one writing connection beside many that read.
    func configureFile(_ durability: StorageConfiguration.Durability) throws(StorageError) {
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = \(durability == .powerLoss ? "FULL" : "NORMAL")")
        try configureCache()
    }

    func configureCache() throws(StorageError) {
        // Connections of one process meet only for moments, such as when the log starts over.
        sqlite3_busy_timeout(try open(), Self.busyMsMax)
        // The file is read through the page cache of the system, without a copy into SQLite's own.
        try execute("PRAGMA mmap_size = \(Self.mappedBytesMax)")
        try execute("PRAGMA cache_size = -\(Self.cacheKiB)")
    }

    private static let mappedBytesMax = 1 << 30
    private static let cacheKiB = 8 << 10
    private static let busyMsMax: Int32 = 5000

    /// From now on the log grows until ``checkpoint()`` is called, which waits for the disk.
    func leaveCheckpointsToOthers() throws(StorageError) {
        // Unretained: the hook goes with the connection, which this object closes before it is freed.
        let connection = Unmanaged.passUnretained(self).toOpaque()
        let note: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
            if let connection = $0 {
                Unmanaged<SQLite>.fromOpaque(connection).takeUnretainedValue().loggedPages = Int($3)
            }
            return SQLITE_OK
        }
        sqlite3_wal_hook(try open(), note, connection)
    }

    var needsCheckpoint: Bool { loggedPages >= Self.loggedPagesMax }

    /// Checkpoints have fallen behind: who writes next waits for one.
    var isLogFull: Bool { loggedPages >= 2 * Self.loggedPagesMax }

    /// Copies what the log holds into the database itself, as far as no reader needs the log.
    func checkpoint() {
        loggedPages = 0
        guard let handle = try? open() else { return }
        sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

    /// 8 MiB of log, twice SQLite's own default: the disk is waited for half as often.
    private static let loggedPagesMax = 2000
}
