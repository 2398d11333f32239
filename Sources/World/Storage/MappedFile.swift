#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file as it lies on disk: what nobody reads takes no memory, and what was read is the system's to take back.
///
/// Unchecked: nobody writes through the mapping, and a file that is mapped is replaced, never changed.
public final class MappedFile: @unchecked Sendable {
    public let bytes: UnsafeRawBufferPointer

    init(_ path: String) throws(StorageError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Files.error("cannot open", path) }
        defer { _ = Files.close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        guard size > 0 else { throw StorageError(.inputOutput, "there is nothing in \(path)") }
        guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, file, 0), start != MAP_FAILED else {
            throw Files.error("cannot map", path)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }

    /// Gives the memory of what was read so far back. It is read again where it is touched again.
    public func forget() {
        _ = madvise(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count, MADV_DONTNEED)
    }
}
