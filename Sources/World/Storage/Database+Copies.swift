import CSQLite

extension Database {
    /// Writes the whole database, as of one instant, into a file, and runs `body` before anybody can write again.
    func copy(toFile path: String, then body: @Sendable () throws -> Void) throws {
        try exclusively { source in
            let target = try SQLite(path: path)
            defer { target.close() }
            try target.replaceContents(with: source)
            try body()
        }
    }

    /// Replaces the contents by those of a file.
    func load(file path: String) throws {
        try exclusively { target in
            let source = try SQLite(path: path, isReadOnly: true)
            defer { source.close() }
            try target.replaceContents(with: source)
        }
    }

    /// A database in memory with the same contents.
    func fork() throws -> Database {
        let fork = try Database(.memory)
        try exclusively { source in
            let lent = Lent(connection: source)
            try fork.exclusively { target in try target.replaceContents(with: lent.connection) }
        }
        return fork
    }

    // Unchecked: used only while the locks of both connections are held, by the thread that holds them.
    private struct Lent: @unchecked Sendable {
        let connection: SQLite
    }
}

extension SQLite {
    /// SQLite's backup: page by page, as of one instant.
    func replaceContents(with source: SQLite) throws(StorageError) {
        let target = try open()
        guard let backup = sqlite3_backup_init(target, "main", try source.open(), "main") else {
            throw Self.error(of: target, statement: nil)
        }
        sqlite3_backup_step(backup, -1)
        guard sqlite3_backup_finish(backup) == SQLITE_OK else { throw Self.error(of: target, statement: nil) }
    }
}
