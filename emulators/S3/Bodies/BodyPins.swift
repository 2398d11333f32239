import AWSCore

/// Which files are being read, so that an object that is deleted while it is sent is sent whole.
final class BodyPins: Sendable {
    private struct State {
        var readers: [String: Int] = [:]
        var condemned: Set<String> = []
    }

    private let state = Lock(State())

    func pin(_ files: [String]) {
        state.withLock { state in
            for file in files { state.readers[file, default: 0] += 1 }
        }
    }

    /// - Returns: those that are to be removed, now that nobody reads them.
    func unpin(_ files: [String]) -> [String] {
        state.withLock { state in
            var free: [String] = []
            for file in files {
                guard let readers = state.readers[file] else { continue }
                state.readers[file] = readers > 1 ? readers - 1 : nil
                if readers == 1, state.condemned.remove(file) != nil { free.append(file) }
            }
            return free
        }
    }

    /// - Returns: those that nobody reads; the others come out of ``unpin(_:)``.
    func condemn(_ files: [String]) -> [String] {
        state.withLock { state in
            files.filter { file in
                guard state.readers[file] != nil else { return true }
                state.condemned.insert(file)
                return false
            }
        }
    }
}

/// Holds files for as long as it is referred to.
final class BodyPin: Sendable {
    private let files: [String]
    private let release: @Sendable ([String]) -> Void

    init(_ files: [String], release: @escaping @Sendable ([String]) -> Void) {
        self.files = files
        self.release = release
    }

    deinit {
        release(files)
    }
}
