import AWSCore
import Foundation
import TestSupport
import Testing

@Suite struct TextPatternTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let pattern: String
        let matching: [String]
        let other: [String]

        var testDescription: String { pattern }
    }

    /// Patterns of service models, and what their documentation says of the texts.
    static let rows = [
        Row(pattern: "[a-zA-Z0-9_.-]+", matching: ["Orders", "a.b-c_9"], other: ["", "a b", "ä", "a/"]),
        Row(pattern: ".*", matching: ["", "any text"], other: ["two\nlines"]),
        Row(pattern: #"[\s\S]*"#, matching: ["", "two\nlines", "\u{1F600}"], other: []),
        Row(pattern: "^[0-9a-zA-Z-_.]+$", matching: ["a-b", "_"], other: ["", "a+"]),
        Row(pattern: "([0-9a-zA-Z][_-]?){1,100}", matching: ["a", "a-b_c"], other: ["", "-a", "a--b"]),
        Row(
            pattern: "arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+",
            matching: ["arn:aws:iam::123456789012:role/r", "arn:aws-cn:iam:::role/x/y"],
            other: ["arn:aws:iam::1234:role/r", "arn:aws:iam::123456789012:role/"]),
        Row(pattern: #"(\$LATEST|[0-9]+)"#, matching: ["$LATEST", "12"], other: ["LATEST", "$LATEST1", ""]),
        Row(
            pattern: #"((?!^\d+$)^[0-9a-zA-Z-_]+$)"#, matching: ["live", "1a"], other: ["", "12", "a.b"]),
        Row(pattern: #"[0-9A-Za-z\.\-_]*(?<!\.)"#, matching: ["my.bucket", ""], other: ["bucket.", "."]),
        Row(
            pattern: #"(^(?!(system\x2e)))(^[_a-zA-Z0-9])([^$]*)"#, matching: ["_x", "systems"],
            other: ["system.x", "$x", ""]),
        Row(pattern: #"(\bTSTALIASID\b|[0-9a-zA-Z]+)"#, matching: ["TSTALIASID", "x1"], other: ["", "a-b"]),
        Row(pattern: "(|[a-zA-Z0-9$_-]+)", matching: ["", "a$"], other: ["a b"]),
        Row(
            pattern: #"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"#, matching: ["größe = 1", "日本"], other: ["", "a,b", "\u{1F600}"]),
        Row(pattern: #"\p{Print}+"#, matching: ["Az 09~"], other: ["", "é", "\t"]),
        Row(
            pattern: #"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*"#,
            matching: ["", "a\n\u{1F600}é"], other: ["\u{1}", "\u{FFFF}"]),
        Row(pattern: #"[,;:|\t ]"#, matching: [",", "\t", "|"], other: ["", ",,"]),
        Row(pattern: "^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$", matching: ["X-Header", "a.b,c"], other: ["a/b", "a b"]),
        Row(pattern: "[!-~]*", matching: ["", "a!~"], other: [" ", "\u{7F}"]),
        Row(pattern: #"^[^\$]+$"#, matching: ["abc\n"], other: ["", "a$"]),
        Row(pattern: "a{2,3}b{2}c{1,}", matching: ["aabbc", "aaabbccc"], other: ["abbc", "aaaabbc", "aabbbc"]),
        Row(pattern: "(?:ab|a)(c|bcd)", matching: ["abc", "abcd", "abbcd", "ac"], other: ["ab", "abcdd"]),
        Row(pattern: "(a*)*b?", matching: ["", "aaa", "aab"], other: ["ba"]),
    ]

    @Test(arguments: rows) func matchesWholeTexts(_ row: Row) throws {
        let pattern = try #require(TextPattern(row.pattern))
        for text in row.matching { #expect(pattern.matches(text), "\(text)") }
        for text in row.other { #expect(!pattern.matches(text), "\(text)") }
    }

    /// The pattern of EventBridge's header values: engines that only backtrack take exponential time.
    @Test(.timeLimit(.minutes(1))) func takesLittleTimeForWhatBacktracksMuch() throws {
        let header = try #require(TextPattern(#"^[ \t]*[^\x00-\x1F:\x7F]+([ \t]+[^\x00-\x1F:\x7F]+)*[ \t]*$"#))
        let text = String(repeating: "a ", count: 400)
        #expect(header.matches(text))
        #expect(!header.matches(text + "\u{1}"))
        let nested = try #require(TextPattern("(([a-z]*)*)*"))
        #expect(!nested.matches(String(repeating: "a", count: 2000) + "!"))
    }

    @Test(arguments: [
        "(", "a)", "[a", "*a", #"(a)\1"#, "a++", "[a[b]]", "[a-z&&[^b]]", "(?i)a", "a{3,2}", #"\p{Greek}"#,
    ])
    func refusesWhatItDoesNotKnow(_ pattern: String) {
        #expect(TextPattern(pattern) == nil)
    }

    @Test func refusesPatternsThatGrowTooLong() {
        #expect(TextPattern("((((a{2}b){100}c){100}d){100}e){100}") == nil)
        #expect(TextPattern(String(repeating: "(", count: 1000) + "a" + String(repeating: ")", count: 1000)) == nil)
    }

    /// Against ICU's engine, on texts that are nearly right.
    @Test(arguments: rows) func agreesWithAnotherEngine(_ row: Row) throws {
        // ICU knows no such property, and takes the halves of surrogate pairs one by one.
        if row.pattern.contains("Print") || row.pattern.contains("uD800") { return }
        let pattern = try #require(TextPattern(row.pattern))
        let oracle = try NSRegularExpression(pattern: "^(?:\(row.pattern))\\z")
        let lineEnds: Set<Unicode.Scalar> = ["\n", "\u{B}", "\u{C}", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for text in row.matching + row.other {
            for _ in 0..<200 {
                let text = String(decoding: generator.mutated(Array(text.utf8)).prefix(24), as: UTF8.self)
                // To ICU more characters end a line than to Java, and `$` also stands before a line end that is last.
                if text.unicodeScalars.contains(where: lineEnds.contains) { continue }
                let range = NSRange(text.startIndex..., in: text)
                let expected = oracle.firstMatch(in: text, range: range) != nil
                #expect(pattern.matches(text) == expected, "\(text.debugDescription) seed \(SeededGenerator.seed)")
            }
        }
    }
}
