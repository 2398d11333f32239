import AWSCore

/// One body while it is being written, by one task.
public final class ObjectWriter: Sendable {
    public let name: String
    private let sink: Sink

    private enum Sink: Sendable {
        case memory(MemoryBodies, MemoryBuffer)
        case file(OpenFile, path: String, ObjectFiles)
    }

    private final class MemoryBuffer: Sendable {
        let bytes: Lock<[UInt8]>

        /// An array that grows is copied again and again; but what only says that it is long gets no more than this.
        private static let reservedBytesMax: Int64 = 32 * 1024 * 1024

        init(expecting byteCount: Int64) {
            var room: [UInt8] = []
            room.reserveCapacity(Int(min(byteCount, Self.reservedBytesMax)))
            bytes = Lock(room)
        }
    }

    init(name: String, into memory: MemoryBodies, expecting byteCount: Int64) {
        self.name = name
        sink = .memory(memory, MemoryBuffer(expecting: byteCount))
    }

    init(name: String, into file: OpenFile, path: String, on files: ObjectFiles) {
        self.name = name
        sink = .file(file, path: path, files)
    }

    public func append(_ bytes: [UInt8]) async throws {
        switch sink {
        case .memory(_, let buffer): buffer.bytes.withLock { $0 += bytes }
        case .file(let file, _, let files): try await files.run { try file.write(bytes) }
        }
    }

    /// Brings the body to the disk and gives it its name. Only after that may a row name it.
    /// - Returns: the name.
    public func commit() async throws -> String {
        switch sink {
        case .memory(let memory, let buffer): memory.put(name, buffer.bytes.withLock { $0 })
        case .file(let file, let path, let files): try await files.run { try file.finish(as: path) }
        }
        return name
    }

    /// Throws away what was written; nobody will ask for it.
    public func discard() async {
        guard case .file(let file, _, let files) = sink else { return }
        try? await files.run { try file.discard() }
    }
}
