#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The few system calls on files that storage needs, with errors that name the path.
enum Files {
    static func error(_ what: String, _ path: String) -> StorageError {
        let number = errno
        let code: StorageError.Code =
            switch number {
            case ENOSPC, EDQUOT: .full
            case ENOENT: .notFound
            case EROFS, EACCES, EPERM: .readOnly
            default: .inputOutput
            }
        return StorageError(code, "\(what) \(path): \(String(cString: strerror(number)))")
    }

    /// Makes the directory and those above it.
    static func makeDirectory(_ path: String) throws(StorageError) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw error("cannot make the directory", path)
        }
        try makeDirectory(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw error("cannot make the directory", path) }
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    static func close(_ descriptor: Int32) -> Int32 {
        #if canImport(Darwin)
            Darwin.close(descriptor)
        #elseif canImport(Musl)
            Musl.close(descriptor)
        #else
            Glibc.close(descriptor)
        #endif
    }

    static func rename(_ path: String, to name: String) throws(StorageError) {
        guard renameat(AT_FDCWD, path, AT_FDCWD, name) == 0 else { throw error("cannot rename", path) }
    }

    static func remove(_ path: String) throws(StorageError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw error("cannot remove", path) }
    }

    static func removeDirectory(_ path: String) throws(StorageError) {
        guard rmdir(path) == 0 || errno == ENOENT else { throw error("cannot remove", path) }
    }

    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// The part of a file that lies in `range`, in bytes.
    static func read(_ path: String, _ range: Range<Int64>) throws(StorageError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw error("cannot open", path) }
        defer { _ = close(file) }
        let size = Int64(lseek(file, 0, SEEK_END))
        let (start, end) = (min(max(0, range.lowerBound), size), min(range.upperBound, size))
        guard start < end else { return [] }
        var bytes = [UInt8](repeating: 0, count: Int(end - start))
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                pread(file, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(start) + off_t(done))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw error("cannot read", path) }
            done += count
        }
        return bytes
    }

    /// Names of the files in a directory, sorted.
    static func names(in directory: String) throws(StorageError) -> [String] {
        guard let stream = opendir(directory) else { throw error("cannot list", directory) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a directory with all that is in it, or a file. Does nothing when there is none.
    static func removeTree(_ path: String) throws(StorageError) {
        if let stream = opendir(path) {
            closedir(stream)
            for name in try names(in: path) { try removeTree("\(path)/\(name)") }
            return try removeDirectory(path)
        }
        try remove(path)
    }

    static func removeAll(in directory: String, where isUnwanted: (String) -> Bool) throws(StorageError) {
        for name in try names(in: directory) where isUnwanted(name) { try remove("\(directory)/\(name)") }
    }

    /// The same file under a second name; a copy where the file system cannot do that.
    static func link(_ path: String, as name: String) throws(StorageError) {
        if linkat(AT_FDCWD, path, AT_FDCWD, name, 0) == 0 || errno == EEXIST { return }
        let file = try OpenFile(creating: name + ObjectFiles.temporarySuffix)
        try file.write(try read(path, 0..<Int64.max))
        try file.finish(as: name)
    }
}
