#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory of one test, removed with everything in it when the test lets go of it.
package final class TemporaryDirectory: Sendable {
    package let path: String

    package init() {
        var template = Array("/tmp/kass-tests-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
        }
        precondition(!path.isEmpty, "no directory can be made under /tmp")
    }

    deinit {
        Self.remove(path)
    }

    /// What is in it, sorted.
    package var names: [String] { Self.names(in: path) ?? [] }

    /// The permissions of a file, as `chmod` writes them.
    package func mode(_ name: String) -> UInt32 {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? UInt32(status.st_mode) & 0o777 : 0
    }

    private static func remove(_ path: String) {
        guard let names = names(in: path) else {
            unlink(path)
            return
        }
        for name in names { remove("\(path)/\(name)") }
        rmdir(path)
    }

    /// - Returns: nil for what is no directory.
    private static func names(in path: String) -> [String]? {
        guard let directory = opendir(path) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
