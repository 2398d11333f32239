internal import AWSCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A child process until it is reaped: only so long does its number mean it and nobody else.
final class RunningChild: Sendable {
    private struct State {
        var isReaped = false
        var reason: ChildProcess.Ending?
    }

    private let identifier: pid_t
    private let state = Lock(State())

    init(_ identifier: pid_t) {
        self.identifier = identifier
    }

    /// Why it was killed by us, if it was.
    var reason: ChildProcess.Ending? { state.withLock { $0.reason } }

    /// Ends it and all that it has started.
    func kill(_ reason: ChildProcess.Ending) {
        state.withLock { state in
            guard !state.isReaped else { return }
            state.reason = state.reason ?? reason
            killGroup()
        }
    }

    /// Blocks until it has ended, ends what it left running, and reaps it.
    /// - Returns: the status as `waitpid` gives it.
    func waitForEnd() -> Int32 {
        var info = siginfo_t()
        while waitid(P_PID, id_t(identifier), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        return state.withLock { state in
            killGroup()
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            state.isReaped = true
            return status
        }
    }

    private func killGroup() {
        #if canImport(Darwin)
            _ = Darwin.kill(-identifier, SIGKILL)
        #elseif canImport(Musl)
            _ = Musl.kill(-identifier, SIGKILL)
        #else
            _ = Glibc.kill(-identifier, SIGKILL)
        #endif
    }
}

/// A button that stops a child process, also one that is yet to start.
final class ChildStop: Sendable {
    private struct State {
        var child: RunningChild?
        var isPressed = false
    }

    private let state = Lock(State())

    init() {}

    func press() {
        let child = state.withLock { state in
            state.isPressed = true
            return state.child
        }
        child?.kill(.stopped)
    }

    func attach(_ child: RunningChild) {
        let isPressed = state.withLock { state in
            state.child = child
            return state.isPressed
        }
        if isPressed { child.kill(.stopped) }
    }
}
