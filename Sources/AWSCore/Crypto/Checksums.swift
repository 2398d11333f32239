/// The checksums of bodies that S3 and the SDKs name.
public enum ChecksumAlgorithm: String, Sendable, CaseIterable {
    case crc32 = "CRC32"
    case crc32c = "CRC32C"
    case crc64NVME = "CRC64NVME"
    case sha1 = "SHA1"
    case sha256 = "SHA256"

    /// Where the checksum travels: `x-amz-checksum-crc32`.
    public var headerName: String { "x-amz-checksum-\(rawValue.lowercased())" }

    /// The algorithm of an `x-amz-checksum-...` header, in any case.
    public init?(headerName: String) {
        let name = headerName.lowercased()
        guard let algorithm = Self.allCases.first(where: { $0.headerName == name }) else { return nil }
        self = algorithm
    }

    /// Base64 of the checksum of `bytes`.
    public func checksum(of bytes: some Sequence<UInt8>) -> String {
        let checksum = Checksum(self)
        checksum.update(bytes)
        return checksum.finishBase64()
    }
}

/// A checksum of bytes that come in parts. Not for two threads at once.
public final class Checksum {
    public let algorithm: ChecksumAlgorithm
    private var state: State

    private enum State {
        case crc32(CRC32)
        case crc64(CRC64NVME)
        case digest(MessageDigest)

        init(_ algorithm: ChecksumAlgorithm) {
            self =
                switch algorithm {
                case .crc32: .crc32(CRC32())
                case .crc32c: .crc32(.castagnoli)
                case .crc64NVME: .crc64(CRC64NVME())
                case .sha1: .digest(MessageDigest(.sha1))
                case .sha256: .digest(MessageDigest(.sha256))
                }
        }
    }

    public init(_ algorithm: ChecksumAlgorithm) {
        self.algorithm = algorithm
        state = State(algorithm)
    }

    public func update(_ bytes: some Sequence<UInt8>) {
        switch state {
        case .crc32(var check):
            check.update(bytes)
            state = .crc32(check)
        case .crc64(var check):
            check.update(bytes)
            state = .crc64(check)
        case .digest(let digest):
            digest.update(bytes)
        }
    }

    /// The checksum's bytes, big-endian; then it starts anew.
    public func finish() -> [UInt8] {
        defer { state = State(algorithm) }
        switch state {
        case .crc32(let check): return Self.bigEndian(check.value)
        case .crc64(let check): return Self.bigEndian(check.value)
        case .digest(let digest): return digest.finish()
        }
    }

    /// The checksum as headers carry it; then it starts anew.
    public func finishBase64() -> String {
        Blob(finish()).base64
    }

    private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
