import AWSCore
import Testing

@Suite struct ChecksumTests {
    /// The check values of "123456789" in the catalogue of parametrised CRC algorithms (ISO-HDLC, ISCSI, NVME).
    @Test func matchTheCatalogue() {
        let bytes = Array("123456789".utf8)
        #expect(CRC32.checksum(of: bytes) == 0xCBF4_3926)
        var castagnoli = CRC32.castagnoli
        castagnoli.update(bytes)
        #expect(castagnoli.value == 0xE306_9283)
        var nvme = CRC64NVME()
        nvme.update(bytes)
        #expect(nvme.value == 0xAE8B_1486_0A79_9888)
    }

    /// RFC 3720, B.4.
    @Test func castagnoliMatchesTheStandard() {
        func value(_ bytes: [UInt8]) -> UInt32 {
            var check = CRC32.castagnoli
            check.update(bytes)
            return check.value
        }
        let counting = (0..<32).map { UInt8($0) }
        #expect(value([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(value([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(value(counting) == 0x46DD_794E)
        #expect(value(counting.reversed()) == 0x113F_DB5C)
    }

    /// NVM Express NVM Command Set Specification 1.0c, section 5.2.1.3.5.
    @Test func nvmeMatchesTheStandard() {
        func value(_ bytes: [UInt8]) -> UInt64 {
            var check = CRC64NVME()
            check.update(bytes)
            return check.value
        }
        #expect(value([UInt8](repeating: 0, count: 4096)) == 0x6482_D367_EB22_B64E)
        #expect(value([UInt8](repeating: 0xFF, count: 4096)) == 0xC0DD_BA73_02EC_A3AC)
    }

    /// Long messages take another way through the processor than single bytes do, around its limits above all.
    @Test(
        arguments: [ChecksumAlgorithm.crc32, .crc32c, .crc64NVME], [0, 1, 127, 128, 129, 143, 144, 191, 192, 257, 4099])
    func longMessagesGiveTheSameAsSingleBytes(_ algorithm: ChecksumAlgorithm, _ count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        let checksum = Checksum(algorithm)
        for byte in bytes { checksum.update(CollectionOfOne(byte)) }
        #expect(checksum.finishBase64() == algorithm.checksum(of: bytes))
    }

    /// 1000 bytes, the n-th of them 7n; computed with Python's zlib, and bit by bit from the polynomials.
    @Test func longMessagesMatchOthers() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        #expect(CRC32.checksum(of: bytes) == 0x114A_D5FF)
        var castagnoli = CRC32.castagnoli
        castagnoli.update(bytes)
        #expect(castagnoli.value == 0x79A1_6AE6)
        var nvme = CRC64NVME()
        nvme.update(bytes)
        #expect(nvme.value == 0x9A9A_1592_2194_C6CA)
    }

    @Test(arguments: ChecksumAlgorithm.allCases)
    func partsGiveTheSameAsTheWhole(_ algorithm: ChecksumAlgorithm) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        for split in [0, 1, 7, 8, 9, 500, 999, 1000] {
            let checksum = Checksum(algorithm)
            checksum.update(bytes[..<split])
            checksum.update(AnySequence(bytes[split...]))
            #expect(checksum.finishBase64() == algorithm.checksum(of: bytes))
            checksum.update([])
            #expect(checksum.finishBase64() == algorithm.checksum(of: []))
        }
    }

    /// Computed with Python's zlib and hashlib; `hello world`.
    @Test(arguments: [
        (ChecksumAlgorithm.crc32, "DUoRhQ==", "x-amz-checksum-crc32"),
        (.sha1, "Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "x-amz-checksum-sha1"),
        (.sha256, "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=", "x-amz-checksum-sha256"),
    ])
    func headersCarryBase64(_ algorithm: ChecksumAlgorithm, _ base64: String, _ header: String) {
        #expect(algorithm.checksum(of: "hello world".utf8) == base64)
        #expect(algorithm.headerName == header)
        #expect(ChecksumAlgorithm(headerName: header.uppercased()) == algorithm)
        #expect(ChecksumAlgorithm(headerName: "x-amz-checksum-md5") == nil)
    }
}
