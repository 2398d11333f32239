/// Worlds that were saved into one directory, each under a name.
package struct SavedWorlds: Sendable {
    private let directory: String

    /// Bytes of a name.
    package static let nameBytesMax = 64
    /// Worlds in one directory: a guard against a loop that saves.
    package static let countMax = 100

    package init(in directory: String) {
        self.directory = directory
    }

    /// A letter or digit, then letters, digits, `.`, `_` and `-`: nothing that leads out of the directory.
    package static func isName(_ text: String) -> Bool {
        guard (1...nameBytesMax).contains(text.utf8.count), let first = text.utf8.first, first.isLetterOrDigit else {
            return false
        }
        return text.utf8.allSatisfy { $0.isLetterOrDigit || [0x2D, 0x2E, 0x5F].contains($0) }
    }

    /// Sorted.
    package var names: [String] {
        get throws(StorageError) {
            guard Files.exists(directory) else { return [] }
            return try Files.names(in: directory).filter { Self.isName($0) && contains($0) }
        }
    }

    package func contains(_ name: String) -> Bool {
        Files.exists("\(path(name))/\(Database.fileName)")
    }

    package func path(_ name: String) -> String { "\(directory)/\(name)" }

    /// Saves the world as it is now, in place of what was saved under the name before.
    package func save(_ world: World, as name: String) throws {
        let partial = "\(directory)/.\(name)\(ObjectFiles.temporarySuffix)"
        try World.removeSaved(in: partial)
        try world.save(to: partial)
        try World.removeSaved(in: path(name))
        try Files.rename(partial, to: path(name))
    }

    package func remove(_ name: String) throws {
        try World.removeSaved(in: path(name))
    }
}

extension World {
    /// Makes the world of a directory, which nobody may have open, an empty one, or what another was when it was saved.
    package static func overwrite(_ directory: String, withSaved saved: String?) throws {
        let lock = try DirectoryLock(directory)
        defer { lock.release() }
        try removeFiles(of: directory)
        guard let saved else { return }
        let objects = "\(directory)/objects"
        try Files.makeDirectory(objects)
        for name in try Files.names(in: "\(saved)/objects") {
            try Files.link("\(saved)/objects/\(name)", as: "\(objects)/\(name)")
        }
        let database = try SQLite(path: "\(directory)/\(Database.fileName)")
        defer { database.close() }
        let source = try SQLite(path: "\(saved)/\(Database.fileName)", isReadOnly: true)
        defer { source.close() }
        try database.replaceContents(with: source)
    }

    /// Removes a saved world and its directory. Does nothing when there is none.
    fileprivate static func removeSaved(in directory: String) throws {
        guard Files.exists(directory) else { return }
        try removeFiles(of: directory)
        try Files.removeDirectory("\(directory)/objects")
        try Files.remove("\(directory)/\(Database.fileName)\(ObjectFiles.temporarySuffix)")
        try Files.remove("\(directory)/\(DirectoryLock.fileName)")
        try Files.removeDirectory(directory)
    }

    /// The database first: bodies without rows are nothing, rows without bodies would be damage.
    private static func removeFiles(of directory: String) throws {
        for suffix in ["-wal", "-shm", ""] { try Files.remove("\(directory)/\(Database.fileName)\(suffix)") }
        try Files.removeTree(DerivedFiles.root(in: directory))
        let objects = "\(directory)/objects"
        if Files.exists(objects) { try Files.removeAll(in: objects) { _ in true } }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}
