#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A pipe that no child inherits.
struct Pipe {
    let reading: Int32
    let writing: Int32

    static func open() throws(ExtractionError) -> Pipe {
        var ends: (Int32, Int32) = (-1, -1)
        let result = withUnsafeMutableBytes(of: &ends) { pipe($0.assumingMemoryBound(to: Int32.self).baseAddress) }
        guard result == 0 else { throw .systemRefuses("a pipe") }
        _ = fcntl(ends.0, F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends.1, F_SETFD, FD_CLOEXEC)
        return Pipe(reading: ends.0, writing: ends.1)
    }
}

/// A file without a name: it is gone with its last descriptor.
enum TemporaryFile {
    /// - Returns: a descriptor at the beginning of a file that holds `content`. The caller closes it.
    static func holding(_ content: [UInt8]) throws(ExtractionError) -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/kass-document-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .systemRefuses("a temporary file") }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        guard Descriptor.write(content, to: descriptor), lseek(descriptor, 0, SEEK_SET) == 0 else {
            close(descriptor)
            throw .systemRefuses("room for a temporary file")
        }
        return descriptor
    }
}

enum Descriptor {
    static func write(_ content: [UInt8], to descriptor: Int32) -> Bool {
        content.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let count = systemWrite(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }
    }

    /// All that is left to read, up to a limit; nil beyond it.
    static func readAll(_ descriptor: Int32, bytesMax: Int) -> [UInt8]? {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? content : nil }
            guard content.count + count <= bytesMax else { return nil }
            content += buffer[..<count]
        }
    }

    private static func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, start, count)
        #elseif canImport(Musl)
            Musl.write(descriptor, start, count)
        #else
            Glibc.write(descriptor, start, count)
        #endif
    }
}

enum CStringList {
    /// Calls `body` with the texts as a C program takes its arguments: pointers, the last of them nil.
    static func with<Value>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
    ) -> Value {
        var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers)
    }
}

extension ExtractionError {
    static func systemRefuses(_ what: String) -> ExtractionError {
        ExtractionError(
            .unavailable, "The system refuses \(what) (\(String(cString: strerror(errno)))).",
            advice: "Try again when the machine is less busy.")
    }
}
