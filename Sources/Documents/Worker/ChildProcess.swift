internal import AWSCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A program run to its end in a process group of its own, with a deadline and a bound on what it says.
///
/// Its input is an unlinked temporary file, so nothing is left behind and nobody waits on a full pipe; it sees the few
/// environment variables that a program needs to start, and none of the caller's secrets.
struct ChildProcess {
    /// Looked up on the `PATH` unless it holds a slash.
    let program: String
    let arguments: [String]
    let wallMsMax: Int
    let outputBytesMax: Int

    enum Ending: Equatable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut
        case saidTooMuch
        case stopped
    }

    struct Answer {
        let output: [UInt8]
        /// The beginning of what it wrote to its standard error.
        let errors: String
        let ending: Ending
    }

    private static let errorBytesMax = 16 << 10
    private static let environmentKept: Set<String> = [
        "PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH", "LLVM_PROFILE_FILE",
        "FONTCONFIG_PATH",
    ]

    /// Blocks the calling thread until the program has ended.
    func run(input: [UInt8], stop: ChildStop = ChildStop()) throws(ExtractionError) -> Answer {
        let inputFile = try TemporaryFile.holding(input)
        defer { close(inputFile) }
        let (output, errors) = (try Pipe.open(), try Pipe.open())
        defer {
            close(output.reading)
            close(errors.reading)
        }
        let identifier: pid_t
        do {
            defer {
                close(output.writing)
                close(errors.writing)
            }
            identifier = try spawn(input: inputFile, output: output.writing, errors: errors.writing)
        }
        let child = RunningChild(identifier)
        stop.attach(child)
        let watch = try Pipe.open()
        startWatch(on: watch.reading, of: child)
        let (said, complained) = collect(output.reading, errors.reading, from: child)
        let status = child.waitForEnd()
        close(watch.writing)
        return Answer(
            output: said, errors: String(decoding: complained, as: UTF8.self),
            ending: child.reason ?? Self.ending(status))
    }

    /// Kills the child when nobody closes the other end of the pipe in time.
    private func startWatch(on reading: Int32, of child: RunningChild) {
        let wallMs = Int32(clamping: wallMsMax)
        let isStarted = Thread.start {
            var descriptor = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
            var result = poll(&descriptor, 1, wallMs)
            while result < 0, errno == EINTR { result = poll(&descriptor, 1, wallMs) }
            if result == 0 { child.kill(.timedOut) }
            close(reading)
        }
        if !isStarted {
            close(reading)
            child.kill(.stopped)
        }
    }

    private func spawn(input: Int32, output: Int32, errors: Int32) throws(ExtractionError) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var identifier = pid_t()
        let code = CStringList.with([program] + arguments) { arguments in
            CStringList.with(Self.environment) { environment in
                posix_spawnp(&identifier, program, &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else {
            throw ExtractionError(
                .unavailable, "The program \(program) cannot be started (\(String(cString: strerror(code)))).",
                advice: "Check that it is installed.")
        }
        return identifier
    }

    /// Reads both pipes until both are closed.
    private func collect(_ output: Int32, _ errors: Int32, from child: RunningChild) -> ([UInt8], [UInt8]) {
        var said: [UInt8] = []
        var complained: [UInt8] = []
        var descriptors = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while descriptors.contains(where: { $0.fd >= 0 }) {
            if poll(&descriptors, nfds_t(descriptors.count), -1) < 0 { continue }
            for index in descriptors.indices where descriptors[index].fd >= 0 && descriptors[index].revents != 0 {
                let count = read(descriptors[index].fd, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                // A negative descriptor is one that `poll` passes over.
                guard count > 0 else {
                    descriptors[index].fd = -1
                    continue
                }
                if index == 0 {
                    guard said.count + count <= outputBytesMax else {
                        child.kill(.saidTooMuch)
                        continue
                    }
                    said += buffer[..<count]
                } else if complained.count < Self.errorBytesMax {
                    complained += buffer[..<count]
                }
            }
        }
        return (said, complained)
    }

    private static func ending(_ status: Int32) -> Ending {
        status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signalled(status & 0x7F)
    }

    private static var environment: [String] {
        var kept = ["SWIFT_BACKTRACE=enable=no"]
        var entry = environ
        while let text = entry.pointee {
            let variable = String(cString: text)
            if environmentKept.contains(String(variable.prefix { $0 != "=" })) { kept.append(variable) }
            entry += 1
        }
        return kept
    }
}
