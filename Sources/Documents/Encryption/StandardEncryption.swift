internal import AWSCore

/// AES in ECB mode with a key from SHA-1: what Office 2007 writes ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9).
struct StandardEncryption: EncryptionScheme {
    private static let rounds = 50_000

    private let keyBytes: Int
    private let salt: [UInt8]
    private let verifier: [UInt8]
    private let verifierHash: [UInt8]

    /// - Parameter info: what follows the version and the flags: a header with its size before it, then the verifier.
    init(_ info: [UInt8]) throws(ExtractionError) {
        let damaged = ExtractionError.malformed("The encrypted workbook is damaged.")
        guard info.count >= 36 else { throw damaged }
        let headerBytes = Int(info.littleEndian32(at: 0))
        let start = headerBytes + 4
        guard (32...4096).contains(headerBytes), info.count >= start + 72 else { throw damaged }
        let algorithm = info.littleEndian32(at: 12)
        let bits = Int(info.littleEndian32(at: 20))
        // 0x660E to 0x6610 are AES with 128, 192 and 256 bits.
        guard (0x660E...0x6610).contains(algorithm), [128, 192, 256].contains(bits),
            info.littleEndian32(at: start) == 16
        else {
            throw .unsupported(
                "The workbook is encrypted with another method than AES.",
                advice: "Save it without a password and upload that.")
        }
        keyBytes = bits / 8
        salt = Array(info[start + 4..<start + 20])
        verifier = Array(info[start + 20..<start + 36])
        verifierHash = Array(info[start + 40..<start + 72])
    }

    func key(for password: String) throws(ExtractionError) -> [UInt8]? {
        let hash = HashAlgorithm.sha1
        // The block number of the key is zero.
        let final = hash.digest(of: hash.stretched(password, salt: salt, rounds: Self.rounds) + [0, 0, 0, 0])
        func derived(_ fill: UInt8) -> [UInt8] {
            var pad = [UInt8](repeating: fill, count: 64)
            for (index, byte) in final.enumerated() { pad[index] ^= byte }
            return hash.digest(of: pad)
        }
        let key = Array((derived(0x36) + derived(0x5C)).prefix(keyBytes))
        let expected = hash.digest(of: try AES.decrypt(verifier[...], key: key, vector: nil))
        let found = try AES.decrypt(verifierHash[...], key: key, vector: nil).prefix(expected.count)
        return expected.elementsEqual(found) ? key : nil
    }

    func decrypt(_ content: ArraySlice<UInt8>, key: [UInt8]) throws(ExtractionError) -> [UInt8] {
        try AES.decrypt(content, key: key, vector: nil)
    }
}
