extension SQLite {
    /// Sets a database file up for one writing connection beside many that read.
    func configureFile(_ durability: StorageConfiguration.Durability) throws(StorageError) {
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = \(durability == .powerLoss ? "FULL" : "NORMAL")")
        try configureCache()
    }

    func configureCache() throws(StorageError) {
        // The file is read through the page cache of the system, without a copy into SQLite's own.
        try execute("PRAGMA mmap_size = \(Self.mappedBytesMax)")
        try execute("PRAGMA cache_size = -\(Self.cacheKiB)")
    }

    private static let mappedBytesMax = 1 << 30
    private static let cacheKiB = 8 << 10
}
