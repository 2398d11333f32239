import CSSL

/// A server's certificate and key, ready to be used by connections.
public final class TLSContext: Sendable {
    // Unchecked by the compiler: set up once, and the library counts and locks what connections share.
    nonisolated(unsafe) let pointer: OpaquePointer

    /// - Parameters:
    ///   - certificates: a file with the server's certificate and those that lead to its authority, as PEM.
    ///   - key: a file with the private key, as PEM.
    public init(certificates: String, key: String) throws(TLSError) {
        guard let pointer = SSL_CTX_new(TLS_server_method()) else { throw TLSError(trying: "TLS cannot be used") }
        self.pointer = pointer
        guard cssl_harden(pointer) == 1 else { throw TLSError(trying: "TLS 1.2 cannot be required") }
        guard SSL_CTX_use_certificate_chain_file(pointer, certificates) == 1 else {
            throw TLSError(trying: "The certificate in \(certificates) cannot be used")
        }
        guard SSL_CTX_use_PrivateKey_file(pointer, key, SSL_FILETYPE_PEM) == 1,
            SSL_CTX_check_private_key(pointer) == 1
        else { throw TLSError(trying: "The key in \(key) cannot be used") }
        SSL_CTX_set_alpn_select_cb(
            pointer,
            { _, chosen, chosenCount, offered, offeredCount, _ in
                let list = UnsafeBufferPointer(start: offered, count: Int(offeredCount))
                guard let range = TLSContext.choice(among: list) else { return SSL_TLSEXT_ERR_NOACK }
                chosen?.pointee = offered.map { $0 + range.lowerBound }
                chosenCount?.pointee = UInt8(range.count)
                return SSL_TLSEXT_ERR_OK
            }, nil)
    }

    deinit {
        SSL_CTX_free(pointer)
    }

    /// HTTP/2 where the client speaks it.
    /// - Parameter offered: names, each after a byte that says its length (RFC 7301, 3.1).
    private static func choice(among offered: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var names: [Range<Int>] = []
        var index = 0
        while index < offered.count {
            let end = index + 1 + Int(offered[index])
            guard end <= offered.count else { return nil }
            names.append(index + 1..<end)
            index = end
        }
        for wanted in ["h2", "http/1.1"] {
            if let range = names.first(where: { offered[$0].elementsEqual(wanted.utf8) }) { return range }
        }
        return nil
    }
}
