import AWSCore

/// Bodies too large for the database: one file each, beside it, never changed once written.
///
/// The order of things keeps them whole: a body is written under a temporary name, brought to the disk, given its name,
/// and only then may a row of the database name it. Rows are deleted before files. So after any crash every row has its
/// file, and what is left over is a file without a row, which ``sweep(keeping:)`` removes.
///
/// A world in memory keeps its bodies in memory.
public final class ObjectFiles: Sendable {
    let bodies: Bodies
    private let names: SeededStream
    /// nil: on the caller's thread.
    private let threads: WorkerThreads?

    /// Where bodies are.
    enum Bodies: Sendable {
        case memory(MemoryBodies)
        case directory(String)
    }

    private static let threadCount = 4

    init(_ configuration: StorageConfiguration, names: SeededStream) throws(StorageError) {
        self.names = names
        switch configuration.place {
        case .memory:
            bodies = .memory(MemoryBodies())
            threads = nil
        case .directory(let directory):
            let path = "\(directory)/objects"
            try Files.makeDirectory(path)
            try Files.removeAll(in: path) { $0.hasSuffix(Self.temporarySuffix) }
            bodies = .directory(path)
            threads = configuration.isInline ? nil : WorkerThreads(count: Self.threadCount)
        }
    }

    init(_ bodies: MemoryBodies, names: SeededStream) {
        self.bodies = .memory(bodies)
        self.names = names
        threads = nil
    }

    /// Begins a body.
    /// - Parameter byteCount: that it will have, where that is known.
    public func create(expecting byteCount: Int64? = nil) async throws -> ObjectWriter {
        let name = names.hex(32)
        switch bodies {
        case .memory(let memory): return ObjectWriter(name: name, into: memory, expecting: byteCount ?? 0)
        case .directory(let directory):
            let path = "\(directory)/\(name)"
            let file = try await run { try OpenFile(creating: path + Self.temporarySuffix) }
            return ObjectWriter(name: name, into: file, path: path, on: self)
        }
    }

    /// Writes a whole body.
    /// - Returns: its name.
    public func write(_ bytes: [UInt8]) async throws -> String {
        let writer = try await create()
        do {
            try await writer.append(bytes)
            return try await writer.commit()
        } catch {
            await writer.discard()
            throw error
        }
    }

    /// - Parameter range: in bytes; what lies past the end is left out.
    /// - Throws: ``StorageError/Code/notFound``.
    public func read(_ name: String, _ range: Range<Int64> = 0..<Int64.max) async throws -> [UInt8] {
        switch bodies {
        case .memory(let memory): try memory.read(name, range)
        case .directory(let directory): try await run { try Files.read("\(directory)/\(name)", range) }
        }
    }

    /// Removes a body, once no row names it any more. Does nothing when there is none.
    public func remove(_ name: String) async throws {
        switch bodies {
        case .memory(let memory): memory.remove(name)
        case .directory(let directory): try await run { try Files.remove("\(directory)/\(name)") }
        }
    }

    /// Removes what no row names: called once by the owner of the bodies when a world is opened.
    public func sweep(keeping names: Set<String>) async throws {
        switch bodies {
        case .memory(let memory): memory.keep(names)
        case .directory(let directory):
            try await run { try Files.removeAll(in: directory) { !names.contains($0) } }
        }
    }

    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard let threads else { return try body() }
        return try await threads.run(body)
    }

    func close() {
        threads?.stop()
    }

    static let temporarySuffix = ".part"
}

/// The bodies of a world in memory.
final class MemoryBodies: Sendable {
    private let bodies: Lock<[String: [UInt8]]>

    init(_ bodies: [String: [UInt8]] = [:]) {
        self.bodies = Lock(bodies)
    }

    var all: [String: [UInt8]] { bodies.withLock { $0 } }

    func put(_ name: String, _ body: [UInt8]) {
        bodies.withLock { $0[name] = body }
    }

    func read(_ name: String, _ range: Range<Int64>) throws(StorageError) -> [UInt8] {
        guard let body = bodies.withLock({ $0[name] }) else { throw StorageError(.notFound, "no body \(name)") }
        return Array(body[Int(clamping: range.lowerBound).clamped(to: body.count)..<range.end(in: body.count)])
    }

    func remove(_ name: String) {
        bodies.withLock { _ = $0.removeValue(forKey: name) }
    }

    func keep(_ names: Set<String>) {
        bodies.withLock { bodies in bodies = bodies.filter { names.contains($0.key) } }
    }
}

extension Int {
    fileprivate func clamped(to most: Int) -> Int { Swift.min(Swift.max(0, self), most) }
}

extension Range<Int64> {
    fileprivate func end(in count: Int) -> Int {
        Swift.max(Int(clamping: lowerBound).clamped(to: count), Int(clamping: upperBound).clamped(to: count))
    }
}
