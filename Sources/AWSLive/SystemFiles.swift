#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The machine's files, as far as configuration is read from them.
enum SystemFiles {
    /// Configuration, tokens and caches are small.
    static let bytesMax = 4 << 20

    /// - Returns: nil where there is no such file.
    static func read(_ path: String) throws(ConfigurationError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw ConfigurationError("\(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        guard let bytes = SystemFiles.bytes(from: descriptor) else {
            throw ConfigurationError("\(path) cannot be read, or is longer than \(bytesMax >> 20) MB.")
        }
        return bytes
    }

    /// All that comes until the end; nil for an error, or too much.
    private static func bytes(from descriptor: Int32) -> [UInt8]? {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, &buffer, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, &buffer, buffer.count)
            #else
                let count = Darwin.read(descriptor, &buffer, buffer.count)
            #endif
            if count == 0 { return all }
            guard count > 0, all.count + count <= bytesMax else { return nil }
            all += buffer[..<count]
        }
    }
}
