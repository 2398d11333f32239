internal import AWSCore

/// A workbook under a password ([MS-OFFCRYPTO] 2.3): a compound file with the encrypted package as one of its streams.
enum EncryptedPackage {
    /// Excel's own password for workbooks that are protected only from changes ([MS-OFFCRYPTO] 2.1, footnote).
    static let passwordOfExcel = "VelvetSweatshop"
    /// Rounds of hashing that a file may ask for. Office writes 100,000.
    static let spinCountMax = 1_000_000

    /// - Returns: the bytes of the package.
    static func decrypt(_ bytes: [UInt8], password: String?) throws(ExtractionError) -> [UInt8] {
        let file = try CompoundFile(bytes)
        guard let info = try file.stream("EncryptionInfo"), let content = try file.stream("EncryptedPackage") else {
            throw legacy(file)
        }
        guard info.count > 8, content.count > 8 else { throw .malformed("The encrypted workbook is damaged.") }
        let scheme: any EncryptionScheme =
            switch (info.littleEndian16(at: 0), info.littleEndian16(at: 2)) {
            case (4, 4): try AgileEncryption(Array(info[8...]))
            case (2...4, 2): try StandardEncryption(Array(info[8...]))
            default:
                throw .unsupported(
                    "The workbook is encrypted in a way that is not read here.",
                    advice: "Save it without a password and upload that.")
            }
        guard let key = try scheme.key(for: password ?? passwordOfExcel) else {
            throw .needsPassword(isWrong: password != nil)
        }
        let count = Int(content.littleEndian32(at: 0))
        let package = try scheme.decrypt(content[8...], key: key)
        guard count <= package.count else { throw .malformed("The encrypted workbook is cut short.") }
        return Array(package.prefix(count))
    }

    private static func legacy(_ file: CompoundFile) -> ExtractionError {
        let names = Set(file.names)
        if names.contains("Workbook") || names.contains("Book") {
            return .unsupported(
                "The file is a workbook from before Excel 2007 (.xls), which is not read here.",
                advice: "Save it as .xlsx and upload that.")
        }
        let kind = names.contains("WordDocument") ? "a Word document (.doc)" : "an old Office file"
        return .unsupported("The file is \(kind), which is not read here.", advice: "Save it as PDF and upload that.")
    }
}

/// One of the ways in which Office encrypts.
protocol EncryptionScheme {
    /// The key of the package; nil when the password is wrong.
    func key(for password: String) throws(ExtractionError) -> [UInt8]?
    func decrypt(_ content: ArraySlice<UInt8>, key: [UInt8]) throws(ExtractionError) -> [UInt8]
}

extension HashAlgorithm {
    /// A password as both schemes stretch it: H(n) = hash(n, H(n-1)), H(0) = hash(salt, password in UTF-16).
    func stretched(_ password: String, salt: [UInt8], rounds: Int) -> [UInt8] {
        let digest = MessageDigest(self)
        digest.update(salt)
        digest.update(password.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
        var hash = digest.finish()
        for round in 0..<rounds {
            withUnsafeBytes(of: UInt32(round).littleEndian) { digest.update($0) }
            digest.update(hash)
            hash = digest.finish()
        }
        return hash
    }
}
