import AWSCore
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory that is removed, with the files in it, with its last reference.
final class TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/kass-wire-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
        }
        try #require(!path.isEmpty)
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    var names: [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The permissions of a file, as `chmod` writes them.
    func mode(_ name: String) -> UInt32 {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? UInt32(status.st_mode) & 0o777 : 0
    }
}

extension Timestamp {
    /// Certificates are checked against the machine's own clock.
    static var current: Timestamp { Timestamp(seconds: Int64(time(nil))) }
}
