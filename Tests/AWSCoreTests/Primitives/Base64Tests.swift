import AWSCore
import Testing

@Suite struct Base64Tests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func matchesTheStandard(_ text: String, _ base64: String) {
        #expect(Blob(text).base64 == base64)
        #expect(Blob(base64: base64) == Blob(text))
    }

    @Test func everyByteAndLengthReturns() {
        let all = (0...255).map { UInt8($0) }
        #expect(Blob(all).base64.hasSuffix("+fr7/P3+/w=="))
        for length in 0...256 {
            let blob = Blob(Array(all.prefix(length)))
            #expect(Blob(base64: blob.base64) == blob)
        }
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zm8", "=", "====", "Z===", "Zg==Zg==", "Zm=v", "Zm9v\n", " Zm9v", "Zm9-", "Zm_v", "Zh==",
        "Zm9=", "Zg==\u{0}", "Zm9é", "=Zg=", "Z=g=",
    ])
    func refusesAnythingElse(_ text: String) {
        #expect(Blob(base64: text) == nil)
    }
}
