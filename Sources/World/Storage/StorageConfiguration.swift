/// Where a world keeps its state.
public struct StorageConfiguration: Sendable {
    public var place: Place
    public var durability: Durability
    /// Run everything on the caller's thread, also for a directory: what a simulation needs to stay on its own.
    public var isInline: Bool

    public enum Place: Hashable, Sendable {
        case memory
        /// A directory, made if it is missing, that one process at a time may open.
        case directory(String)
    }

    /// What survives what. Both survive the death of the process at any instant (`kill -9`): a write is answered only
    /// after its pages are with the operating system.
    public enum Durability: String, Sendable {
        /// The default. A power cut may lose the last writes, never the database (SQLite: WAL, `synchronous=NORMAL`).
        case processDeath
        /// A power cut loses nothing that was acknowledged; each commit waits for the disk (`synchronous=FULL`).
        case powerLoss
    }

    public init(_ place: Place = .memory, durability: Durability = .processDeath, isInline: Bool = false) {
        self.place = place
        self.durability = durability
        self.isInline = isInline
    }

    public static let memory = StorageConfiguration(.memory)

    public static func directory(_ path: String, durability: Durability = .processDeath) -> StorageConfiguration {
        StorageConfiguration(.directory(path), durability: durability)
    }
}
