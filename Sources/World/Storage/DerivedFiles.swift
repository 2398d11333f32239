/// Directories of a world for what can be made again from its database, and is kept since making it takes time.
///
/// They are not saved with a world, and gone when it is overwritten. Whoever keeps files there tells by the database
/// whether they are still right. A world in memory has none.
public struct DerivedFiles: Sendable {
    private let root: String?

    init(_ place: StorageConfiguration.Place) {
        switch place {
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

    /// Removes a directory below with all that is in it. Does nothing when there is none.
    public func remove(_ name: String) throws {
        guard let root else { return }
        try Files.removeTree("\(root)/\(name)")
    }
}

extension World {
    /// Where emulators keep what can be made again.
    public var derivedFiles: DerivedFiles { DerivedFiles(configuration.storage.place) }
}
