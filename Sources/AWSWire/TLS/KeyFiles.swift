#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files with keys and certificates, written whole or not at all.
enum KeyFiles {
    /// Of one file: a certificate has a few hundred.
    private static let bytesMax = 1 << 20

    /// Makes the directory and those above it; it is open to its owner alone.
    static func makeDirectory(_ path: String) throws(TLSError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw failure("The directory \(path) cannot be made")
        }
        try makeDirectory(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("The directory \(path) cannot be made") }
    }

    /// nil when there is no such file.
    static func read(_ path: String) throws(TLSError) -> [UInt8]? {
        guard let file = fopen(path, "re") else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure("\(path) cannot be read")
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        let count = fread(&bytes, 1, bytesMax, file)
        guard ferror(file) == 0 else { throw failure("\(path) cannot be read") }
        return Array(bytes.prefix(count))
    }

    /// - Parameter isSecret: nobody but the owner may read it, from the first byte on.
    static func write(_ bytes: [UInt8], to path: String, isSecret: Bool) throws(TLSError) {
        let partial = path + ".part"
        unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isSecret ? 0o600 : 0o644)
        guard descriptor >= 0, let file = fdopen(descriptor, "w") else { throw failure("\(path) cannot be written") }
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
        guard fclose(file) == 0, isWritten, rename(partial, path) == 0 else {
            throw failure("\(path) cannot be written")
        }
    }

    private static func failure(_ what: String) -> TLSError {
        TLSError("\(what): \(String(cString: strerror(errno)))")
    }
}
