private import CCrypto

/// Takes bytes as they come and gives their digest; then it can start anew, without making its context again.
///
/// Not for two threads at once.
public final class MessageDigest {
    public let algorithm: HashAlgorithm
    private let context: OpaquePointer

    public init(_ algorithm: HashAlgorithm) {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
        self.algorithm = algorithm
        self.context = context
        reset()
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    /// Forgets what was taken.
    public func reset() {
        check(EVP_DigestInit_ex2(context, algorithm.method.pointer, nil))
    }

    public func update(_ bytes: UnsafeRawBufferPointer) {
        check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
    }

    public func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    public func update(_ text: String) {
        update(text.utf8)
    }

    /// The digest of all that was taken since the beginning or the last ``finish()``.
    public func finish() -> [UInt8] {
        let digest = [UInt8](unsafeUninitializedCapacity: algorithm.digestLength) { output, count in
            check(EVP_DigestFinal_ex(context, output.baseAddress, nil))
            count = algorithm.digestLength
        }
        reset()
        return digest
    }

    /// libcrypto refuses these calls only when it is misused.
    private func check(_ result: Int32) {
        precondition(result == 1, "libcrypto failed to compute \(algorithm.rawValue)")
    }
}
