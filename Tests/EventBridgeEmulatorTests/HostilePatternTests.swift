import EventBridgeEmulator
import Testing

@Suite struct HostilePatternTests {
    @Test func deepAndWidePatternsAreRefused() {
        let deep = String(repeating: #"{"a":"#, count: 500) + "[1]" + String(repeating: "}", count: 500)
        let wide = "{" + (0..<40).map { _ in #""$or":[{"a":[1]},{"b":[1]}]"# }.joined(separator: ",") + "}"
        let stars = #"{"a":[{"wildcard":"\#(String(repeating: "*a", count: 100))"}]}"#
        let unended = String(repeating: #"{"a":["#, count: 50)
        for pattern in [deep, wide, stars, unended, "", "{", #"{"a"#, #"{"a":["\u12"#, "\u{0}", #"{"a":[-]}"#] {
            guard case .error = Probe.test(pattern: pattern, event: "{}") else {
                Issue.record("accepted: \(pattern.prefix(60))")
                continue
            }
        }
    }

    /// Five demands on values of five long arrays: 10^15 combinations, were they tried one by one.
    @Test func longArraysDoNotMultiply() {
        let names = ["a", "b", "c", "d", "e"]
        let array = "[" + Array(repeating: #"{"x":1}"#, count: 1000).joined(separator: ",") + "]"
        let event = "{" + names.map { "\"\($0)\":\(array)" }.joined(separator: ",") + #","z":2}"#
        let pattern = "{" + names.map { "\"\($0)\":{\"x\":[1]}" }.joined(separator: ",") + #","z":[1]}"#
        #expect(Probe.test(pattern: pattern, event: event) == .noMatch)
        #expect(Probe.test(pattern: pattern.replacing(#""z":[1]"#, with: #""z":[2]"#), event: event) == .match)
    }

    /// Cutting and changing good patterns must lead to a verdict, never to a trap.
    @Test func changedPatternsNeverTrap() {
        let patterns = PatternVectorTests.vectors.prefix(150).map(\.pattern)
        for (seed, pattern) in patterns.enumerated() {
            let bytes = Array(pattern.utf8)
            for step in stride(from: 1, to: bytes.count, by: 7) {
                var changed = bytes
                changed[step] = UInt8(truncatingIfNeeded: seed &* 31 &+ step &* 17) & 0x7F
                _ = Probe.test(pattern: String(decoding: bytes[..<step], as: UTF8.self), event: "{}")
                _ = Probe.test(pattern: String(decoding: changed, as: UTF8.self), event: #"{"a":1}"#)
            }
        }
    }
}
