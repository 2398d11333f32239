import AWSCore
import CSSL

/// A private key on the curve P-256, which every client takes.
final class SigningKeyPair {
    let pointer: OpaquePointer

    init() throws(TLSError) {
        guard let pointer = cssl_make_key() else { throw TLSError(trying: "No key can be made") }
        self.pointer = pointer
    }

    init(pem: [UInt8]) throws(TLSError) {
        let pointer = MemoryBIO.reading(pem) { PEM_read_bio_PrivateKey($0, nil, nil, nil) }
        guard let pointer else { throw TLSError(trying: "The key cannot be read") }
        self.pointer = pointer
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// Not encrypted: the file's permissions keep it.
    var pem: [UInt8] {
        MemoryBIO.written { PEM_write_bio_PrivateKey($0, pointer, nil, nil, 0, nil, nil) }
    }
}

/// An X.509 certificate.
final class Certificate {
    let pointer: OpaquePointer

    init(pem: [UInt8]) throws(TLSError) {
        let pointer = MemoryBIO.reading(pem) { PEM_read_bio_X509($0, nil, nil, nil) }
        guard let pointer else { throw TLSError(trying: "The certificate cannot be read") }
        self.pointer = pointer
    }

    /// Signs a new one.
    /// - Parameters:
    ///   - days: from `now` on; it is valid an hour before, for clocks that are slow.
    ///   - issuer: whose certificate and key vouch for it; nil: it vouches for itself.
    ///   - extensions: by OpenSSL's number, in the language of openssl.cnf.
    init(
        name: String, key: SigningKeyPair, from now: Timestamp, days: Int64,
        issuer: (certificate: Certificate, key: SigningKeyPair)?, extensions: [(number: Int32, value: String)]
    ) throws(TLSError) {
        guard let pointer = X509_new() else { throw TLSError(trying: "No certificate can be made") }
        self.pointer = pointer
        var serial: UInt64 = 0
        let subject = X509_get_subject_name(pointer)
        let isSet =
            withUnsafeMutableBytes(of: &serial) { RAND_bytes($0.baseAddress, Int32($0.count)) == 1 }
            && X509_set_version(pointer, 2) == 1
            // Positive, and never zero.
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(pointer), serial >> 1 | 1) == 1
            && Self.add("O", "KASS", to: subject) && Self.add("CN", name, to: subject)
            && X509_set_issuer_name(pointer, X509_get_subject_name(issuer?.certificate.pointer ?? pointer)) == 1
            && X509_set_pubkey(pointer, key.pointer) == 1
            && ASN1_TIME_set(X509_getm_notBefore(pointer), Int(now.seconds - 3600)) != nil
            && ASN1_TIME_set(X509_getm_notAfter(pointer), Int(now.seconds + days * 86_400)) != nil
            && extensions.allSatisfy { number, value in
                cssl_add_extension(pointer, issuer?.certificate.pointer ?? pointer, number, value) == 1
            }
            && X509_sign(pointer, issuer?.key.pointer ?? key.pointer, EVP_sha256()) > 0
        guard isSet else { throw TLSError(trying: "The certificate of \(name) cannot be made") }
    }

    deinit {
        X509_free(pointer)
    }

    private static func add(_ field: String, _ text: String, to name: OpaquePointer?) -> Bool {
        let bytes = Array(text.utf8)
        return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0) == 1
    }

    var pem: [UInt8] { MemoryBIO.written { PEM_write_bio_X509($0, pointer) } }

    func isSigned(by issuer: Certificate) -> Bool { X509_verify(pointer, X509_get0_pubkey(issuer.pointer)) == 1 }

    func belongs(to key: SigningKeyPair) -> Bool { X509_check_private_key(pointer, key.pointer) == 1 }

    /// The first instant at which it is valid no more.
    var expiry: Timestamp {
        var (days, seconds): (Int32, Int32) = (0, 0)
        let epoch = ASN1_TIME_set(nil, 0)
        defer { ASN1_TIME_free(epoch) }
        guard ASN1_TIME_diff(&days, &seconds, epoch, X509_get0_notAfter(pointer)) == 1 else { return .epoch }
        return Timestamp(seconds: Int64(days) * 86_400 + Int64(seconds))
    }

    /// SHA-256 of the certificate, as browsers and `openssl x509 -fingerprint` show it.
    var fingerprint: String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard X509_digest(pointer, EVP_sha256(), &digest, &count) == 1 else { return "" }
        return digest.prefix(Int(count)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined(separator: ":")
    }
}

/// Bytes as OpenSSL reads and writes them.
enum MemoryBIO {
    static func reading<Value>(_ bytes: [UInt8], _ read: (OpaquePointer) -> Value?) -> Value? {
        guard let bio = BIO_new_mem_buf(bytes, Int32(bytes.count)) else { return nil }
        defer { BIO_free(bio) }
        return read(bio)
    }

    static func written(_ write: (OpaquePointer) -> Int32) -> [UInt8] {
        guard let bio = BIO_new(BIO_s_mem()) else { return [] }
        defer { BIO_free(bio) }
        guard write(bio) == 1 else { return [] }
        var start: UnsafeMutablePointer<CChar>?
        let count = cssl_memory(bio, &start)
        return start.map { UnsafeRawBufferPointer(start: $0, count: count).map { $0 } } ?? []
    }
}
