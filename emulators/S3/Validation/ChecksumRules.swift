import AWSCore
import AWSS3

/// The checksums that a request brings.
///
/// Source: API reference, PutObject; S3 User Guide, "Checking object integrity"; messages as recorded by LocalStack.
struct ChecksumRules: Sendable {
    /// What the body must come to, in base64; nil where the caller leaves it to S3.
    let expected: String?
    /// What the checksum is computed by.
    let algorithm: ChecksumAlgorithm
    /// Whether the caller named it.
    let isNamed: Bool
    let md5: [UInt8]?

    /// - Parameter operation: names itself in the error for algorithms that are not emulated.
    init(
        _ fields: some ChecksumFields, algorithm named: S3.ChecksumAlgorithm?, contentMD5: String?, _ operation: String
    ) throws(S3Error) {
        if let member = fields.unsupportedChecksum { throw .notEmulated(operation, parameter: member) }
        let given = fields.givenChecksums
        guard given.count <= 1 else {
            throw .invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
        }
        if let given = given.first, Blob(base64: given.value)?.count != given.algorithm.length {
            throw .invalidRequest("Value for \(given.algorithm.headerName) header is invalid.")
        }
        let namedAlgorithm = try Self.algorithm(named, operation)
        if let given = given.first, let namedAlgorithm, given.algorithm != namedAlgorithm {
            throw .invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.")
        }
        expected = given.first?.value
        algorithm = given.first?.algorithm ?? namedAlgorithm ?? .crc64NVME
        isNamed = !given.isEmpty || namedAlgorithm != nil
        md5 = try Self.md5(contentMD5)
    }

    /// - Throws: InvalidRequest for a word that names none, NotImplemented for one that this emulator lacks.
    static func algorithm(
        _ named: S3.ChecksumAlgorithm?, _ operation: String
    ) throws(S3Error) -> ChecksumAlgorithm? {
        guard let named else { return nil }
        if let algorithm = ChecksumAlgorithm(rawValue: named.rawValue) { return algorithm }
        if notEmulated.contains(named.rawValue) {
            throw .notEmulated(operation, parameter: "ChecksumAlgorithm \(named.rawValue)")
        }
        throw .invalidRequest(
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                + "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")
    }

    private static let notEmulated = ["SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"]

    private static func md5(_ text: String?) throws(S3Error) -> [UInt8]? {
        guard let text else { return nil }
        guard let bytes = Blob(base64: text)?.bytes, bytes.count == HashAlgorithm.md5.digestLength else {
            throw .refusal(
                "InvalidDigest", "The Content-MD5 you specified was invalid.", ["Content-MD5": .string(text)])
        }
        return bytes
    }

    /// - Throws: BadDigest.
    func check(_ body: ReceivedBody) throws(S3Error) {
        if let md5, md5 != body.md5 {
            throw .refusal(
                "BadDigest", "The Content-MD5 you specified did not match what we received.",
                [
                    "ExpectedDigest": .string(Blob(md5).base64), "CalculatedDigest": .string(Blob(body.md5).base64),
                ])
        }
        if let expected, expected != body.checksum {
            throw .refusal(
                "BadDigest", "The \(algorithm.rawValue) you specified did not match the calculated checksum.")
        }
    }
}
