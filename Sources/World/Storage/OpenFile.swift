import AWSCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file that is being written under a temporary name.
final class OpenFile: Sendable {
    private let path: String
    private let descriptor: Lock<Int32>

    init(creating path: String) throws(StorageError) {
        self.path = path
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Files.error("cannot create", path) }
        descriptor = Lock(file)
    }

    deinit {
        close()
    }

    func write(_ bytes: [UInt8]) throws(StorageError) {
        let isWritten = descriptor.withLock { file in
            bytes.withUnsafeBytes { buffer in
                var rest = UnsafeRawBufferPointer(buffer)
                while !rest.isEmpty {
                    let count = Files.write(file, rest)
                    if count < 0 && errno == EINTR { continue }
                    guard count > 0 else { return false }
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                }
                return true
            }
        }
        guard isWritten else { throw Files.error("cannot write", path) }
    }

    /// Brings the file to the disk, then gives it its name.
    /// - Parameter waitsForDisk: false for what may be cut short by a power cut.
    func finish(as name: String, waitsForDisk: Bool = true) throws(StorageError) {
        if waitsForDisk {
            guard descriptor.withLock({ fsync($0) }) == 0 else { throw Files.error("cannot write", path) }
        }
        close()
        try Files.rename(path, to: name)
    }

    func discard() throws(StorageError) {
        close()
        try Files.remove(path)
    }

    private func close() {
        descriptor.withLock { file in
            if file >= 0 { _ = Files.close(file) }
            file = -1
        }
    }
}
