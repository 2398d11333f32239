extension Database {
    /// Makes the tables of one module, once for each world.
    ///
    /// - Parameters:
    ///   - module: whose tables they are, such as "dynamodb".
    ///   - version: raised whenever `sql` changes.
    ///   - sql: `CREATE` statements, run when the world has none of the module's tables yet.
    /// - Throws: ``StorageError/Code/misuse`` when the world was written with another version.
    public func prepare(module: String, version: Int, _ sql: String) throws {
        try exclusively { try $0.prepare(module: module, version: version, sql) }
    }
}

extension SQLite {
    func prepare(module: String, version: Int, _ sql: String) throws {
        try writing { connection in
            try connection.execute("CREATE TABLE IF NOT EXISTS modules (name TEXT PRIMARY KEY, version INTEGER)")
            let known = try connection.statement("SELECT version FROM modules WHERE name = ?")
            known.bind(1, module)
            guard try !known.step() else { return try check(module, version, against: known.int64(0)) }
            try connection.execute(sql)
            let insertion = try connection.statement("INSERT INTO modules VALUES (?, ?)")
            insertion.bind(1, module)
            insertion.bind(2, Int64(version))
            _ = try insertion.step()
        }
    }

    private func check(_ module: String, _ version: Int, against stored: Int64) throws(StorageError) {
        guard stored != Int64(version) else { return }
        throw StorageError(
            .misuse, "the data of \(module) has version \(stored), this program reads and writes version \(version)")
    }
}
