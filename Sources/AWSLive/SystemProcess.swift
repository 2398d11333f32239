#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Programs that configuration names: `credential_process`.
enum SystemProcess {
    /// As the SDK for Go has it.
    static let secondsMax = 60
    static let outputBytesMax = 1 << 20

    /// Runs a command of the shell on a thread of its own, since waiting for a program blocks.
    static func run(_ command: String) async throws(ConfigurationError) -> [UInt8] {
        let result = await withCheckedContinuation { continuation in
            SystemThread.start {
                continuation.resume(returning: Result { () throws(ConfigurationError) in try runNow(command) })
            }
        }
        return try result.get()
    }

    private static func runNow(_ command: String) throws(ConfigurationError) -> [UInt8] {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ConfigurationError("No pipe for a program: out of descriptors.") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let started = spawn(command, output: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        guard let process = started else { throw ConfigurationError("The shell cannot be started.") }
        let output = collect(ends[0], deadline: SystemTime.uptime + .seconds(secondsMax))
        if output == nil { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard let output else {
            throw ConfigurationError("The program did not end within \(secondsMax) seconds, or wrote too much.")
        }
        guard status == 0 else { throw ConfigurationError("The program failed with status \(status >> 8 & 0xFF).") }
        return output
    }

    /// What the program says to its standard error stays between it and the user.
    private static func spawn(_ command: String, output: Int32) -> pid_t? {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        let words: [String] = ["/bin/sh", "-c", command]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        return posix_spawn(&process, "/bin/sh", &actions, nil, &arguments, environ) == 0 ? process : nil
    }

    /// nil when it takes too long, or is too much.
    private static func collect(_ descriptor: Int32, deadline: Duration) -> [UInt8]? {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let left = (deadline - SystemTime.uptime) / .milliseconds(1)
            var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&wanted, 1, Int32(left) + 1) >= 0 || errno == EINTR else { return nil }
            if wanted.revents == 0 { continue }
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return all }
            guard count > 0, all.count + count <= outputBytesMax else { return nil }
            all += buffer[..<count]
        }
    }
}
