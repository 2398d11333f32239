/// Directories of a world for what can be made again from its database, and is kept since making it takes time.
///
/// They are not saved with a world, and gone when it is overwritten. Whoever keeps files there tells by the database
/// whether they are still right. A world in memory has none.
public struct DerivedFiles: Sendable {
    private let root: String?
    private let waitsForDisk: Bool

    init(_ configuration: StorageConfiguration) {
        waitsForDisk = configuration.durability == .powerLoss
        switch configuration.place {
        case .memory: root = nil
        case .directory(let directory): root = Self.root(in: directory)
        }
    }

    static func root(in directory: String) -> String { "\(directory)/derived" }

    /// The path of a directory below, which is made if it is missing; nil in memory.
    /// - Parameter name: one part, or several with slashes between them.
    public func directory(_ name: String) throws -> String? {
        guard let root else { return nil }
        let path = "\(root)/\(name)"
        try Files.makeDirectory(path)
        return path
    }

    /// Writes a file below, in the place of one that may have the name. Does nothing in memory.
    ///
    /// It is there as a whole or not at all, but for a power cut where a world is not made to survive one.
    /// - Parameter name: in a directory that is there.
    public func write(_ bytes: [UInt8], to name: String) throws {
        guard let root else { return }
        let path = "\(root)/\(name)"
        try Files.remove(path + ".new")
        let file = try OpenFile(creating: path + ".new")
        try file.write(bytes)
        try file.finish(as: path, waitsForDisk: waitsForDisk)
    }

    /// A file below; nil when there is none.
    public func map(_ name: String) throws -> MappedFile? {
        guard let path = root.map({ "\($0)/\(name)" }), Files.exists(path) else { return nil }
        return try MappedFile(path)
    }

    /// Removes a file or a directory below with all that is in it. Does nothing when there is none.
    public func remove(_ name: String) throws {
        guard let path = root.map({ "\($0)/\(name)" }) else { return }
        // Someone may be about to put another file there: he finds nothing to put it into.
        let gone = path + ".gone"
        try Files.removeTree(gone)
        guard Files.exists(path) else { return }
        try Files.rename(path, to: gone)
        try Files.removeTree(gone)
    }
}

extension World {
    /// Where emulators keep what can be made again.
    public var derivedFiles: DerivedFiles { DerivedFiles(configuration.storage) }
}
