import AWSCore
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("AZaz09-._~", "AZaz09-._~"), ("a b", "a%20b"), ("a+b/c", "a%2Bb%2Fc"), ("ሴ", "%E1%88%B4"),
        ("!*'()", "%21%2A%27%28%29"), ("%", "%25"), ("\u{0}\u{7F}", "%00%7F"),
    ])
    func keepsOnlyTheUnreserved(_ text: String, _ encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
        #expect(PercentEncoding.decode(encoded) == text)
    }

    @Test func keepsSlashesWhenAsked() {
        #expect(PercentEncoding.encode("a/b c//", keepingSlashes: true) == "a/b%20c//")
    }

    @Test func plusIsASpaceOnlyInForms() {
        #expect(PercentEncoding.decode("a+b%2b", plusIsSpace: true) == "a b+")
        #expect(PercentEncoding.decode("a+b%2b") == "a+b+")
    }

    @Test(arguments: ["%", "%2", "%zz", "a%2", "%FF", "%C3%28", "%ED%A0%80"])
    func refusesWhatIsNoText(_ text: String) {
        #expect(PercentEncoding.decode(text) == nil)
    }

    @Test(
        arguments: [
            ("", []), ("a=1&b=2", [("a", "1"), ("b", "2")]), ("delimiter", [("delimiter", nil)]), ("a=", [("a", "")]),
            ("a=b=c", [("a", "b=c")]), ("&&a=1&", [("a", "1")]), ("=v", [("", "v")]), ("k%20=%26", [("k ", "&")]),
        ] as [(String, [(String, String?)])])
    func readsQueries(_ text: String, _ items: [(String, String?)]) throws {
        #expect(try QueryString.parse(text) == items.map { HTTPRequest.QueryItem($0.0, $0.1) })
    }

    @Test func writesQueries() {
        let items = [HTTPRequest.QueryItem("a b", "1/2"), .init("delimiter"), .init("empty", "")]
        #expect(QueryString.text(of: items) == "a%20b=1%2F2&delimiter&empty=")
    }

    @Test func refusesBrokenAndEndlessQueries() {
        #expect(throws: WireError.malformed("a query parameter is not percent-encoded UTF-8", offset: 4)) {
            try QueryString.parse("a=1&b=%")
        }
        #expect(throws: WireError.tooLarge("more than 10000 query parameters")) {
            try QueryString.parse(String(repeating: "a&", count: QueryString.itemsMax + 1))
        }
    }
}
