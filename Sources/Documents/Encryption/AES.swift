private import CCrypto

/// The block cipher of libcrypto, for reading only.
enum AES {
    static let blockBytes = 16

    /// Decrypts whole blocks, in CBC mode with a vector and in ECB mode without; what is left of a block is dropped.
    /// - Parameter key: 16, 24 or 32 bytes.
    static func decrypt(
        _ content: ArraySlice<UInt8>, key: [UInt8], vector: [UInt8]?
    ) throws(ExtractionError) -> [UInt8] {
        guard let context = EVP_CIPHER_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
        defer { EVP_CIPHER_CTX_free(context) }
        let cipher =
            switch (key.count, vector == nil) {
            case (16, true): EVP_aes_128_ecb()
            case (24, true): EVP_aes_192_ecb()
            case (32, true): EVP_aes_256_ecb()
            case (16, false): EVP_aes_128_cbc()
            case (24, false): EVP_aes_192_cbc()
            default: EVP_aes_256_cbc()
            }
        let count = content.count / blockBytes * blockBytes
        let isSound = [16, 24, 32].contains(key.count) && (vector?.count ?? blockBytes) == blockBytes
        guard isSound, EVP_DecryptInit_ex(context, cipher, nil, key, vector) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1
        else { throw .malformed("The encrypted workbook is damaged.") }
        return [UInt8](unsafeUninitializedCapacity: count + blockBytes) { output, written in
            var length: Int32 = 0
            content.withUnsafeBufferPointer { input in
                _ = EVP_DecryptUpdate(context, output.baseAddress, &length, input.baseAddress, Int32(count))
            }
            written = Int(length)
        }
    }
}
