internal import AWSCore

/// AES in CBC mode, described in XML: what Office 2010 and later write ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15).
struct AgileEncryption: EncryptionScheme {
    private static let segmentBytes = 4096
    private static let verifierInputBlock: [UInt8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79]
    private static let verifierValueBlock: [UInt8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E]
    private static let keyValueBlock: [UInt8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6]

    /// How the package is encrypted, or how its key is.
    struct Parameters {
        let hash: HashAlgorithm
        let keyBytes: Int
        let salt: [UInt8]

        init(_ attributes: XMLAttributes) throws(ExtractionError) {
            guard let hash = attributes["hashAlgorithm"].flatMap({ Self.hash($0) }),
                let bits = attributes.int("keyBits"),
                [128, 192, 256].contains(bits), attributes["cipherAlgorithm"] == "AES",
                attributes["cipherChaining"] == "ChainingModeCBC"
            else {
                throw .unsupported(
                    "The workbook is encrypted with a method that is not read here.",
                    advice: "Save it without a password and upload that.")
            }
            self.hash = hash
            keyBytes = bits / 8
            salt = attributes.blob("saltValue")
        }

        private static func hash(_ name: String) -> HashAlgorithm? {
            HashAlgorithm(rawValue: name.replacing("-", with: ""))
        }

        /// A key or a vector for one use: a hash, cut or filled to its length.
        func fitted(_ bytes: [UInt8], to count: Int) -> [UInt8] {
            Array((bytes + Array(repeating: 0x36, count: max(0, count - bytes.count))).prefix(count))
        }
    }

    private let package: Parameters
    private let user: Parameters
    private let rounds: Int
    private let verifierInput: [UInt8]
    private let verifierValue: [UInt8]
    private let keyValue: [UInt8]

    init(_ xml: [UInt8]) throws(ExtractionError) {
        let handler = Handler()
        let parser = ExpatParser(handler)
        // Some writers pad the stream with zeros.
        let text = Array(xml.prefix { $0 != 0 })
        try text.withUnsafeBufferPointer { piece throws(ExtractionError) in try parser.parse(piece) }
        try parser.finish()
        guard let package = handler.package, let user = handler.user else {
            throw .unsupported(
                "The workbook is encrypted for certificates, not with a password.",
                advice: "Save it without encryption and upload that.")
        }
        guard (0...EncryptedPackage.spinCountMax).contains(handler.rounds) else {
            throw .tooLarge("The workbook asks for \(handler.rounds) rounds of hashing to open it.")
        }
        (self.package, self.user, rounds) = (package, user, handler.rounds)
        (verifierInput, verifierValue, keyValue) = (handler.verifierInput, handler.verifierValue, handler.keyValue)
    }

    func key(for password: String) throws(ExtractionError) -> [UInt8]? {
        let stretched = user.hash.stretched(password, salt: user.salt, rounds: rounds)
        func opened(_ value: [UInt8], _ block: [UInt8]) throws(ExtractionError) -> [UInt8] {
            let key = user.fitted(user.hash.digest(of: stretched + block), to: user.keyBytes)
            return try AES.decrypt(value[...], key: key, vector: user.fitted(user.salt, to: AES.blockBytes))
        }
        let input = try opened(verifierInput, Self.verifierInputBlock).prefix(user.salt.count)
        let expected = user.hash.digest(of: input)
        let found = try opened(verifierValue, Self.verifierValueBlock)
        guard found.count >= expected.count, found.starts(with: expected) else { return nil }
        return Array(try opened(keyValue, Self.keyValueBlock).prefix(package.keyBytes))
    }

    /// Segments of 4,096 bytes, each with a vector made of the salt and its number.
    func decrypt(_ content: ArraySlice<UInt8>, key: [UInt8]) throws(ExtractionError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var start = content.startIndex
        var number: UInt32 = 0
        while start < content.endIndex {
            let end = min(start + Self.segmentBytes, content.endIndex)
            let block = withUnsafeBytes(of: number.littleEndian) { Array($0) }
            let vector = package.fitted(package.hash.digest(of: package.salt + block), to: AES.blockBytes)
            result += try AES.decrypt(content[start..<end], key: key, vector: vector)
            (start, number) = (end, number + 1)
        }
        return result
    }

    private final class Handler: XMLHandler {
        var package: Parameters?
        var user: Parameters?
        var rounds = 0
        var verifierInput: [UInt8] = []
        var verifierValue: [UInt8] = []
        var keyValue: [UInt8] = []

        func start(_ name: XMLName, _ attributes: XMLAttributes) throws(ExtractionError) {
            if name == "keyData" {
                package = try Parameters(attributes)
            } else if name == "encryptedKey", attributes["encryptedVerifierHashInput"] != nil {
                user = try Parameters(attributes)
                rounds = attributes.int("spinCount") ?? -1
                verifierInput = attributes.blob("encryptedVerifierHashInput")
                verifierValue = attributes.blob("encryptedVerifierHashValue")
                keyValue = attributes.blob("encryptedKeyValue")
            }
        }

        func end(_ name: XMLName) {}
        func characters(_ utf8: UnsafeBufferPointer<UInt8>) {}
    }
}

extension XMLAttributes {
    fileprivate func blob(_ name: StaticString) -> [UInt8] {
        self[name].flatMap { Blob(base64: $0) }?.bytes ?? []
    }
}
