private import CCrypto

/// The digests that AWS's protocols name.
public enum HashAlgorithm: String, Sendable, CaseIterable {
    case md5 = "MD5"
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha512 = "SHA512"

    /// Bytes of a digest.
    public var digestLength: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// The digest of `bytes`, `digestLength` bytes long.
    public func digest(of bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.withContiguousStorageIfAvailable { digest(ofBuffer: UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes(digest(ofBuffer:))
    }

    private func digest(ofBuffer bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: digestLength) { output, count in
            let result = EVP_Digest(
                bytes.baseAddress, bytes.count, output.baseAddress, nil, method.pointer, nil)
            precondition(result == 1, "libcrypto failed to compute \(rawValue)")
            count = digestLength
        }
    }

    /// The digest of the UTF-8 bytes of `text`.
    public func digest(of text: String) -> [UInt8] {
        digest(of: text.utf8)
    }

    public func hexDigest(of bytes: some Sequence<UInt8>) -> String {
        Hex.text(of: digest(of: bytes))
    }

    var method: DigestMethod {
        switch self {
        case .md5: .md5
        case .sha1: .sha1
        case .sha256: .sha256
        case .sha512: .sha512
        }
    }
}

/// An algorithm as libcrypto provides it, looked up once: the lookup costs more than hashing a short text.
// Unchecked, since the compiler cannot know: OpenSSL lets threads share a method, which never changes.
struct DigestMethod: @unchecked Sendable {
    let pointer: OpaquePointer

    static let md5 = DigestMethod("MD5")
    static let sha1 = DigestMethod("SHA1")
    static let sha256 = DigestMethod("SHA256")
    static let sha512 = DigestMethod("SHA512")

    private init(_ name: String) {
        guard let method = EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure("libcrypto provides no \(name)")
        }
        pointer = method
    }
}
