private import CCrypto

/// Keyed hashing by SHA-256 (RFC 2104), with the key's half of the work done once.
public struct HMACSHA256: Sendable {
    private let context: Context

    public init(key: some Sequence<UInt8>) {
        context = Context(key: Array(key))
    }

    /// 32 bytes.
    public func code(of message: some Sequence<UInt8>) -> [UInt8] {
        let code: [UInt8]? = message.withContiguousStorageIfAvailable { context.code(of: UnsafeRawBufferPointer($0)) }
        return code ?? Array(message).withUnsafeBytes { context.code(of: $0) }
    }

    public func code(of text: String) -> [UInt8] {
        code(of: text.utf8)
    }

    /// libcrypto's context after it took the key; copied for each message and itself never changed.
    // Unchecked, since the compiler cannot know: EVP_MAC_CTX_dup only reads its argument.
    private final class Context: @unchecked Sendable {
        private let keyed: OpaquePointer

        init(key: [UInt8]) {
            guard let context = EVP_MAC_CTX_new(Method.hmac.pointer) else {
                preconditionFailure("libcrypto is out of memory")
            }
            // An empty key needs a pointer too, or libcrypto takes it for "no key given".
            var padded = key.isEmpty ? [0] : key
            let result = withDigestParameter { EVP_MAC_init(context, &padded, key.count, $0) }
            precondition(result == 1, "libcrypto refused a key")
            keyed = context
        }

        deinit {
            EVP_MAC_CTX_free(keyed)
        }

        func code(of message: UnsafeRawBufferPointer) -> [UInt8] {
            guard let context = EVP_MAC_CTX_dup(keyed) else { preconditionFailure("libcrypto is out of memory") }
            defer { EVP_MAC_CTX_free(context) }
            return [UInt8](unsafeUninitializedCapacity: 32) { output, count in
                let bytes = message.bindMemory(to: UInt8.self).baseAddress
                let result = EVP_MAC_update(context, bytes, message.count)
                precondition(result == 1 && EVP_MAC_final(context, output.baseAddress, &count, 32) == 1)
            }
        }
    }

    // Unchecked, since the compiler cannot know: OpenSSL lets threads share a method, which never changes.
    private struct Method: @unchecked Sendable {
        let pointer: OpaquePointer

        static let hmac: Method = {
            guard let method = EVP_MAC_fetch(nil, "HMAC", nil) else { preconditionFailure("libcrypto has no HMAC") }
            return Method(pointer: method)
        }()
    }
}

/// The parameters keep pointers to both texts, which live as long as `body` runs.
private func withDigestParameter<Result>(_ body: (UnsafePointer<OSSL_PARAM>) -> Result) -> Result {
    var digest = Array("SHA256".utf8CString)
    return "digest".withCString { name in
        digest.withUnsafeMutableBufferPointer { digest in
            body([OSSL_PARAM_construct_utf8_string(name, digest.baseAddress, 0), OSSL_PARAM_construct_end()])
        }
    }
}
