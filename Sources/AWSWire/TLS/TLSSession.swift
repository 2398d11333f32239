import CSSL
import NIOCore

/// TLS of one connection, away from any socket: bytes in, bytes out.
final class TLSSession {
    enum Progress {
        case done
        /// Not before the other side sends more.
        case waits
        /// The other side has said that it sends no more.
        case ended
        case failed(TLSError)
    }

    private let session: OpaquePointer
    private let received: OpaquePointer
    private let toSend: OpaquePointer

    /// The plaintext of one record (RFC 8446, 5.1), in bytes.
    private static let recordBytesMax = 16_384

    init(_ context: TLSContext) throws(TLSError) {
        guard let session = SSL_new(context.pointer), let received = BIO_new(BIO_s_mem()),
            let toSend = BIO_new(BIO_s_mem())
        else { throw TLSError(trying: "No memory for TLS") }
        (self.session, self.received, self.toSend) = (session, received, toSend)
        // The session owns both from here on.
        SSL_set_bio(session, received, toSend)
        SSL_set_accept_state(session)
    }

    deinit {
        SSL_free(session)
    }

    /// Takes what came from the socket.
    func receive(_ ciphertext: ByteBuffer) {
        ciphertext.withUnsafeReadableBytes { bytes in
            // A BIO in memory takes all that it is given.
            _ = BIO_write(received, bytes.baseAddress, Int32(bytes.count))
        }
    }

    /// Gives what has to go to the socket; nil when there is nothing.
    func send(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
        let count = BIO_ctrl_pending(toSend)
        guard count > 0 else { return nil }
        var buffer = allocator.buffer(capacity: count)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
            max(0, Int(BIO_read(toSend, bytes.baseAddress, Int32(bytes.count))))
        }
        return buffer
    }

    func shakeHands() -> Progress {
        ERR_clear_error()
        return progress(SSL_do_handshake(session))
    }

    /// What the two sides will speak, of the names that the client has offered.
    var negotiatedProtocol: String? {
        var (name, count) = (UnsafePointer<UInt8>?.none, UInt32(0))
        SSL_get0_alpn_selected(session, &name, &count)
        guard let name, count > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
    }

    /// Decrypts all that has been received into `plaintext`.
    /// - Returns: never ``Progress/done``.
    func read(into plaintext: inout ByteBuffer) -> Progress {
        while true {
            ERR_clear_error()
            var result: Int32 = 0
            plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.recordBytesMax) { bytes in
                result = SSL_read(session, bytes.baseAddress, Int32(bytes.count))
                return max(0, Int(result))
            }
            if result <= 0 { return progress(result) }
        }
    }

    /// Encrypts all of `plaintext`.
    func write(_ plaintext: ByteBuffer) -> Progress {
        plaintext.withUnsafeReadableBytes { bytes in
            var rest = UnsafeRawBufferPointer(rebasing: bytes[...])
            while !rest.isEmpty {
                ERR_clear_error()
                let result = SSL_write(session, rest.baseAddress, Int32(clamping: rest.count))
                if result <= 0 { return progress(result) }
                rest = UnsafeRawBufferPointer(rebasing: rest[Int(result)...])
            }
            return .done
        }
    }

    /// Says that nothing more will be sent.
    func finishSending() {
        ERR_clear_error()
        _ = SSL_shutdown(session)
        ERR_clear_error()
    }

    private func progress(_ result: Int32) -> Progress {
        if result > 0 { return .done }
        return switch SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: .waits
        case SSL_ERROR_ZERO_RETURN: .ended
        default: .failed(TLSError(trying: "TLS failed"))
        }
    }
}
