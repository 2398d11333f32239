import AWSCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Keeps a directory to one world: a lock on a file in it, which the system lifts when the process dies.
final class DirectoryLock: Sendable {
    private let descriptor: Lock<Int32>

    static let fileName = "world.lock"

    /// Makes the directory if it is missing.
    /// - Throws: ``StorageError/Code/busy`` naming the process that has the directory open.
    init(_ directory: String) throws(StorageError) {
        try Files.makeDirectory(directory)
        let path = "\(directory)/\(Self.fileName)"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Files.error("cannot open", path) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let owner = Self.owner(file)
            _ = Files.close(file)
            throw StorageError(.busy, "\(directory) is open in process \(owner)")
        }
        let pid = Array("\(getpid())\n".utf8)
        guard ftruncate(file, 0) == 0, pwrite(file, pid, pid.count, 0) == pid.count else {
            throw Files.error("cannot write", path)
        }
        descriptor = Lock(file)
    }

    deinit {
        release()
    }

    func release() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            // Closing alone would leave the lock to a child that was just forked and has not yet become its program.
            _ = flock(descriptor, LOCK_UN)
            _ = Files.close(descriptor)
            descriptor = -1
        }
    }

    private static func owner(_ file: Int32) -> String {
        var digits = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &digits, digits.count, 0)
        let pid = digits.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
        return pid.isEmpty ? "unknown" : String(decoding: pid, as: UTF8.self)
    }
}
