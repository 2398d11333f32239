public import AWSCore

/// Sends requests by libcurl: HTTP/1.1, HTTP/2 over TLS (1.2 or later), connections kept and shared.
///
/// All transfers run on one thread of their own, which ends with the transport and the last of its responses.
public final class CurlTransport: HTTPTransport {
    private let thread: CurlThread
    private let settings: CurlSettings

    /// - Parameters:
    ///   - connectionsPerHostMax: more requests at a time wait for a connection.
    ///   - environment: where certificates (`AWS_CA_BUNDLE`) and proxies (`HTTPS_PROXY`, `NO_PROXY`) are looked up.
    public init(connectionsPerHostMax: Int = 50, environment: [String: String] = SystemEnvironment.variables) {
        thread = CurlThread(connectionsPerHostMax: connectionsPerHostMax)
        settings = CurlSettings(environment: environment)
    }

    public func send(
        _ request: HTTPRequest, to origin: Origin, body: ResponseBodyWish, timeouts: Timeouts
    ) async throws(TransportError) -> HTTPResponse {
        let transfer = try CurlTransfer(request, to: origin, body: body, timeouts: timeouts, settings: settings)
        do {
            return try await withTaskCancellationHandler {
                guard case .stream(let chunks, _) = request.body, let upload = transfer.upload else {
                    return try await transfer.response(on: thread)
                }
                return try await uploading(chunks, through: upload, of: transfer)
            } onCancel: {
                thread.post(.cancel(transfer))
            }
        } catch {
            throw error as? TransportError ?? TransportError(.other, "\(error)")
        }
    }

    /// Feeds the body while the transfer runs. A server that answers early needs no more of it.
    private func uploading(
        _ chunks: any AsyncSequence<[UInt8], any Error> & Sendable, through upload: UploadPipe,
        of transfer: CurlTransfer
    ) async throws -> HTTPResponse {
        let thread = thread
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let wake = { thread.post(.resume(transfer)) }
                do {
                    for try await chunk in chunks {
                        guard await upload.give(chunk, wake: wake) else { return }
                    }
                    upload.finish(wake: wake)
                } catch {
                    upload.finish(failed: true, wake: wake)
                }
            }
            defer { group.cancelAll() }
            return try await transfer.response(on: thread)
        }
    }
}
