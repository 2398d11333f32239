import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A directory of one test, removed with everything in it when the test lets go of it.
final class TemporaryDirectory: Sendable {
    let path: String
    private static let count = Atomic<Int>(0)

    init() {
        let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
        path = "/tmp/kass-world-tests-\(getpid())-\(number)"
        precondition(mkdir(path, 0o700) == 0, "cannot make \(path)")
    }

    deinit {
        Self.remove(path)
    }

    private static func remove(_ path: String) {
        guard let directory = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { remove("\(path)/\(name)") }
        }
        closedir(directory)
        rmdir(path)
    }
}
