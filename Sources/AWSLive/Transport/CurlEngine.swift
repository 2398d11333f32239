import CCurl
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The thread of a transport, for as long as the transport or one of its responses is in use.
final class CurlThread: Sendable {
    private let engine: CurlEngine

    init(connectionsPerHostMax: Int) {
        engine = CurlEngine(connectionsPerHostMax: connectionsPerHostMax)
    }

    deinit {
        engine.post(.stop)
    }

    /// Runs `command` on the thread, soon.
    func post(_ command: CurlEngine.Command) {
        engine.post(command)
    }
}

/// What runs on that thread: libcurl's multi interface, woken when there is work.
///
/// `@unchecked`: `multi` and `active` are touched by that thread alone; only `curl_multi_wakeup` may be called, and is
/// called, from others.
final class CurlEngine: @unchecked Sendable {
    enum Command: Sendable {
        case start(CurlTransfer)
        /// There is room, or there are bytes, again.
        case resume(CurlTransfer)
        case cancel(CurlTransfer)
        case stop
    }

    private let multi: UnsafeMutableRawPointer
    private let inbox = Mutex(Inbox())
    private var active: [UnsafeMutableRawPointer: CurlTransfer] = [:]

    private struct Inbox {
        var commands: [Command] = []
        var isClosed = false
    }

    /// Milliseconds between looks at deadlines that libcurl does not know, at most.
    private static let pollMillisecondsMax: Int32 = 60_000

    /// Hosts whose idle connections are kept, if all that there may be are open.
    private static let hostsMax = 8

    private static let isInitialized: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    init(connectionsPerHostMax: Int) {
        precondition(Self.isInitialized, "libcurl could not be initialized")
        guard let multi = curl_multi_init() else { preconditionFailure("libcurl is out of memory") }
        self.multi = multi
        ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, connectionsPerHostMax)
        // libcurl would keep four times as many as there are transfers at the moment, and close the others in a lull.
        ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.hostsMax * connectionsPerHostMax)
        ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        start()
    }

    func post(_ command: Command) {
        inbox.withLock { inbox in
            guard !inbox.isClosed else { return }
            inbox.commands.append(command)
            curl_multi_wakeup(multi)
        }
    }

    /// The thread keeps `self` until it is told to stop.
    private func start() {
        let context = Unmanaged.passRetained(self).toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let error = pthread_create(&thread, nil, { startCurlThread($0) }, context)
        precondition(error == 0, "no thread for libcurl: error \(error)")
        #if canImport(Darwin)
            if let thread { pthread_detach(thread) }
        #else
            pthread_detach(thread)
        #endif
    }

    fileprivate func run() {
        Self.blockBrokenPipeSignal()
        var running: Int32 = 0
        while obey() {
            curl_multi_perform(multi, &running)
            collectFinished()
            curl_multi_poll(multi, nil, 0, min(Self.pollMillisecondsMax, expireLate()), nil)
        }
        inbox.withLock { $0.isClosed = true }
        for transfer in active.values { end(transfer, .failure(TransportError(.cancelled, "the transport is closed"))) }
        curl_multi_cleanup(multi)
    }

    /// - Returns: false once told to stop.
    private func obey() -> Bool {
        let orders = inbox.withLock { inbox in
            defer { inbox.commands.removeAll(keepingCapacity: true) }
            return inbox.commands
        }
        for order in orders {
            switch order {
            case .start(let transfer): begin(transfer)
            case .resume(let transfer):
                if active[transfer.handle] != nil { curl_easy_pause(transfer.handle, CURLPAUSE_CONT) }
            case .cancel(let transfer):
                end(transfer, .failure(TransportError(.cancelled, "the transfer was cancelled")))
            case .stop: return false
            }
        }
        return true
    }

    private func begin(_ transfer: CurlTransfer) {
        // It may have been cancelled before it began.
        guard !transfer.isOver else { return }
        active[transfer.handle] = transfer
        let code = curl_multi_add_handle(multi, transfer.handle)
        if code != CURLM_OK {
            end(transfer, .failure(TransportError(.other, String(cString: curl_multi_strerror(code)))))
        }
    }

    private func collectFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let transfer = active[message.pointee.easy_handle] else {
                continue
            }
            end(transfer, transfer.result(ccurl_message_result(message)))
        }
    }

    /// Ends transfers that have waited too long for their first byte.
    /// - Returns: milliseconds until the next may have.
    private func expireLate() -> Int32 {
        let now = SystemTime.uptime
        var next = Duration.milliseconds(Int(Self.pollMillisecondsMax))
        for transfer in active.values {
            guard let deadline = transfer.firstByteDeadline(now) else { continue }
            if deadline <= now {
                end(transfer, .failure(TransportError(.firstByteTimeout, "no response within the time allowed")))
            } else {
                next = min(next, deadline - now)
            }
        }
        return Int32(next / .milliseconds(1)) + 1
    }

    private func end(_ transfer: CurlTransfer, _ result: Result<Void, TransportError>) {
        if active.removeValue(forKey: transfer.handle) != nil {
            curl_multi_remove_handle(multi, transfer.handle)
        }
        transfer.finish(result)
    }

    /// TLS may write to a connection that the other side has closed.
    private static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

private func startCurlThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<CurlEngine>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
