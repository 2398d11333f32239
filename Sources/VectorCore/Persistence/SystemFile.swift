#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// An open file, closed when nobody holds it any more.
final class SystemFile: Sendable {
    let path: String
    let descriptor: Int32

    enum Mode { case read, append, create }

    init(_ path: String, _ mode: Mode) throws(VectorError) {
        let flags =
            switch mode {
            case .read: O_RDONLY
            case .append: O_RDWR | O_CREAT
            case .create: O_RDWR | O_CREAT | O_TRUNC
            }
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(call: "open", file: path, code: errno) }
    }

    deinit { close(descriptor) }

    var size: Int {
        get throws(VectorError) {
            let end = lseek(descriptor, 0, SEEK_END)
            guard end >= 0 else { throw .system(call: "lseek", file: path, code: errno) }
            return Int(end)
        }
    }

    func resize(_ count: Int) throws(VectorError) {
        guard ftruncate(descriptor, off_t(count)) == 0 else {
            throw .system(call: "ftruncate", file: path, code: errno)
        }
    }

    /// Writes all bytes at `offset`.
    func write(_ bytes: [UInt8], at offset: Int) throws(VectorError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { pwrite(descriptor, $0 + done, bytes.count - done, off_t(offset + done)) } ?? 0
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .system(call: "write", file: path, code: errno) }
            done += written
        }
    }

    /// Waits until what was written is on disk.
    func synchronize() throws(VectorError) {
        guard fsync(descriptor) == 0 else { throw .system(call: "fsync", file: path, code: errno) }
    }

    /// The first `count` bytes.
    func read(_ count: Int) throws(VectorError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { pread(descriptor, $0 + done, count - done, off_t(done)) } ?? 0
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw .system(call: "read", file: path, code: errno) }
            done += got
        }
        return bytes
    }

    /// The whole file, read.
    static func contents(_ path: String) throws(VectorError) -> [UInt8] {
        let file = try SystemFile(path, .read)
        return try file.read(try file.size)
    }
}

/// The directory that an index lives in.
struct IndexDirectory: Sendable {
    let path: String

    init(_ path: String) throws(VectorError) {
        self.path = path
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw .system(call: "mkdir", file: path, code: errno)
        }
    }

    func file(_ name: String) -> String { path + "/" + name }

    func rename(_ old: String, to new: String) throws(VectorError) {
        guard systemRename(file(old), file(new)) == 0 else {
            throw .system(call: "rename", file: file(old), code: errno)
        }
        try synchronize()
    }

    func remove(_ name: String) { unlink(file(name)) }

    /// Waits until names that were made or changed are on disk.
    func synchronize() throws(VectorError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(call: "open", file: path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(call: "fsync", file: path, code: errno) }
    }

    /// The names in it, in order.
    func names() throws(VectorError) -> [String] {
        guard let handle = opendir(path) else { throw .system(call: "opendir", file: path, code: errno) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    func contains(_ name: String) -> Bool { access(file(name), F_OK) == 0 }
}

/// The system's `rename`, under a name that a method does not hide.
private func systemRename(_ old: String, _ new: String) -> Int32 { rename(old, new) }
