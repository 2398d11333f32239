import AWSCore
import CCurl
import Synchronization

/// One request and its response on libcurl's thread.
///
/// `@unchecked`: what is not behind the mutex is set up before the transfer starts and then touched by that thread alone.
final class CurlTransfer: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer
    let upload: UploadPipe?
    private let wish: ResponseBodyWish
    private let timeouts: Timeouts
    private let download = DownloadPipe()
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var headerLines: UnsafeMutablePointer<curl_slist>?
    private var head = ResponseHeadReader()
    private var collected: [UInt8] = []
    private var lastProgress = SystemTime.uptime
    private var isWaitingForUpload = false
    /// What the callbacks found wrong; libcurl only knows that they refused.
    private var refusal: TransportError?
    private let waiter = Mutex(Waiter())

    private struct Waiter {
        var continuation: CheckedContinuation<HTTPResponse, any Error>?
        var isOver = false
        /// Makes the streamed body; only while somebody waits for the head.
        var thread: CurlThread?
    }

    /// - Throws: ``TransportError/Kind/invalidRequest``
    init(
        _ request: HTTPRequest, to origin: Origin, body wish: ResponseBodyWish, timeouts: Timeouts,
        settings: CurlSettings
    ) throws(TransportError) {
        guard let handle = curl_easy_init() else { throw TransportError(.other, "libcurl is out of memory") }
        self.handle = handle
        self.wish = wish
        self.timeouts = timeouts
        if case .stream = request.body { upload = UploadPipe() } else { upload = nil }
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        headerLines = try CurlRequest.headerLines(of: request)
        CurlRequest.configure(handle, request, origin, headerLines)
        settings.configure(handle, origin, timeouts)
        ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        setCallbacks()
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerLines)
        errorText.deallocate()
    }

    private func setCallbacks() {
        // The thread holds the transfer for as long as libcurl may call back.
        let user = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_pointer(handle, CURLOPT_HEADERDATA, user)
        ccurl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, user in
            CurlTransfer.of(user).receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        ccurl_set_pointer(handle, CURLOPT_WRITEDATA, user)
        ccurl_set_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, user in
            CurlTransfer.of(user).receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        guard upload != nil else { return }
        ccurl_set_pointer(handle, CURLOPT_READDATA, user)
        ccurl_set_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, user in
            CurlTransfer.of(user).sendBody(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> CurlTransfer {
        guard let user else { preconditionFailure("libcurl calls back with the transfer") }
        return Unmanaged<CurlTransfer>.fromOpaque(user).takeUnretainedValue()
    }

    // For the task that asked.

    /// Starts the transfer and waits for its response: all of it, or the head when the body streams.
    func response(on thread: CurlThread) async throws -> HTTPResponse {
        try await withCheckedThrowingContinuation { continuation in
            let isOver = waiter.withLock { waiter in
                if !waiter.isOver {
                    waiter.continuation = continuation
                    waiter.thread = thread
                }
                return waiter.isOver
            }
            if isOver {
                continuation.resume(throwing: TransportError(.cancelled, "the transfer was cancelled"))
            } else {
                thread.post(.start(self))
            }
        }
    }

    // For libcurl's thread.

    var isOver: Bool { waiter.withLock { $0.isOver } }

    /// nil while the response has begun, or the request's body is not sent.
    func firstByteDeadline(_ now: Duration) -> Duration? {
        if head.hasBegun || isWaitingForUpload { return nil }
        return lastProgress + .milliseconds(Int(timeouts.firstByteSeconds * 1000))
    }

    func result(_ code: CURLcode) -> Result<Void, TransportError> {
        if code == CURLE_OK { return .success(()) }
        var proxyStatus = 0
        ccurl_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &proxyStatus)
        if proxyStatus >= 300 {
            return .failure(TransportError(.proxyFailed, "the proxy answered CONNECT with status \(proxyStatus)"))
        }
        var connected: curl_off_t = 0
        ccurl_get_offset(handle, CURLINFO_PRETRANSFER_TIME_T, &connected)
        return .failure(
            refusal
                ?? TransportError(code, detail: String(cString: errorText), isConnected: connected > 0 || head.hasBegun)
        )
    }

    /// The transfer is over, one way or another; the first end counts.
    func finish(_ result: Result<Void, TransportError>) {
        upload?.close()
        download.finish(result)
        let continuation = waiter.withLock { waiter in
            waiter.isOver = true
            waiter.thread = nil
            defer { waiter.continuation = nil }
            return waiter.continuation
        }
        switch result {
        case .success: continuation?.resume(returning: head.response(body: .bytes(collected)))
        case .failure(let error): continuation?.resume(throwing: error)
        }
    }

    private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
        guard head.read(line), wish == .streamed else { return line.count }
        let (continuation, thread) = waiter.withLock { waiter in
            defer { (waiter.continuation, waiter.thread) = (nil, nil) }
            return (waiter.continuation, waiter.thread)
        }
        if let continuation, let thread {
            let body = ResponseBody(self, pipe: download, on: thread)
            continuation.resume(returning: head.response(body: .stream(body, length: head.contentLength)))
        }
        return line.count
    }

    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard case .collected(let bytesMax) = wish else {
            return download.put(bytes) ? bytes.count : Int(CURL_WRITEFUNC_PAUSE)
        }
        guard collected.count + bytes.count <= bytesMax else {
            refusal = TransportError(.tooLarge, "the response is longer than \(bytesMax) bytes")
            return 0
        }
        if collected.isEmpty, let length = head.contentLength { collected.reserveCapacity(min(Int(length), bytesMax)) }
        collected.append(contentsOf: bytes)
        return bytes.count
    }

    private func sendBody(_ room: UnsafeMutableRawBufferPointer) -> Int {
        lastProgress = SystemTime.uptime
        isWaitingForUpload = false
        switch upload?.take(room.count) ?? .end {
        case .bytes(let bytes):
            room.copyBytes(from: bytes)
            return bytes.count
        case .end: return 0
        case .later:
            isWaitingForUpload = true
            return Int(CURL_READFUNC_PAUSE)
        case .failure:
            refusal = TransportError(.uploadFailed, "the request's body ended with an error")
            return Int(CURL_READFUNC_ABORT)
        }
    }
}
