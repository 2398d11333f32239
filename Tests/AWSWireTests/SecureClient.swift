import CSSL

/// TLS of a client that checks what the server shows.
final class SecureClient: Sendable {
    // Used by one thread at a time: a test sends, then reads.
    private nonisolated(unsafe) let session: OpaquePointer

    struct Settings: Sendable {
        /// A file with the certificates that are trusted.
        var authority: String
        /// The name that the certificate must have.
        var host = "localhost"
        var protocols: [String] = []
        /// The newest version that the client speaks.
        var versionMax = TLS1_3_VERSION
    }

    init(_ settings: Settings, on descriptor: Int32) throws {
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw RawError.malformed("no TLS") }
        defer { SSL_CTX_free(context) }
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        SSL_CTX_load_verify_locations(context, settings.authority, nil)
        _ = SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(settings.versionMax), nil)
        let names = settings.protocols.flatMap { [UInt8($0.utf8.count)] + $0.utf8 }
        if !names.isEmpty { SSL_CTX_set_alpn_protos(context, names, UInt32(names.count)) }
        guard let session = SSL_new(context) else { throw RawError.malformed("no TLS") }
        self.session = session
        let isAddress = settings.host.utf8.allSatisfy { $0 != UInt8(ascii: ":") ? $0 < 0x3A : true }
        if isAddress {
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), settings.host)
        } else {
            SSL_set1_host(session, settings.host)
        }
        SSL_set_fd(session, descriptor)
        ERR_clear_error()
        guard SSL_connect(session) == 1 else {
            throw RawError.malformed(ERR_reason_error_string(ERR_get_error()).map { String(cString: $0) } ?? "closed")
        }
    }

    deinit {
        SSL_free(session)
    }

    func write(_ start: UnsafeRawPointer, _ count: Int) -> Int {
        Int(SSL_write(session, start, Int32(count)))
    }

    func read(_ buffer: inout [UInt8]) -> Int {
        Int(SSL_read(session, &buffer, Int32(buffer.count)))
    }

    var negotiated: String? {
        var (name, count) = (UnsafePointer<UInt8>?.none, UInt32(0))
        SSL_get0_alpn_selected(session, &name, &count)
        return name.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(count)), as: UTF8.self) }
    }
}
