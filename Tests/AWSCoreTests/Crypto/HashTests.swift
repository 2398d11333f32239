import AWSCore
import Testing

@Suite struct HashTests {
    /// FIPS 180-4's examples and RFC 1321's suite.
    @Test(arguments: [
        (HashAlgorithm.md5, "", "d41d8cd98f00b204e9800998ecf8427e"),
        (.md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
        (.md5, "message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        (.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (.sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            .sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            .sha512, "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ])
    func matchesTheStandards(_ algorithm: HashAlgorithm, _ text: String, _ hex: String) {
        #expect(algorithm.hexDigest(of: text.utf8) == hex)
        #expect(algorithm.digest(of: text).count == algorithm.digestLength)
    }

    @Test func digestsStartAnewAfterTheyFinish() {
        let digest = MessageDigest(.sha256)
        for _ in 0..<3 {
            digest.update("a")
            digest.update([])
            digest.update(AnySequence("bc".utf8))
            #expect(digest.finish() == HashAlgorithm.sha256.digest(of: "abc"))
        }
        digest.update("x")
        digest.reset()
        #expect(digest.finish() == HashAlgorithm.sha256.digest(of: ""))
    }

    /// RFC 4231, cases 1, 2, 3 and 6; the last is Python's `hmac` of nothing by nothing.
    static let keyed: [(key: [UInt8], message: [UInt8], hex: String)] = [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ]

    @Test(arguments: keyed)
    func keyedHashesMatchTheStandard(_ key: [UInt8], _ message: [UInt8], _ hex: String) {
        let hmac = HMACSHA256(key: key)
        #expect(Hex.text(of: hmac.code(of: message)) == hex)
        #expect(Hex.text(of: hmac.code(of: AnySequence(message))) == hex)
    }

    @Test func hexReadsBothCasesAndNothingElse() {
        #expect(Hex.bytes("00fFaB") == [0, 255, 171])
        #expect(Hex.bytes("") == [])
        for text in ["0", "0g", "é", "0x", " 0"] { #expect(Hex.bytes(text) == nil) }
    }

    @Test func comparesInConstantTime() {
        #expect(ConstantTime.isEqual("abc", "abc"))
        #expect(!ConstantTime.isEqual("abc", "abd"))
        #expect(!ConstantTime.isEqual("abc", "abcd"))
        #expect(ConstantTime.isEqual("", ""))
    }
}
