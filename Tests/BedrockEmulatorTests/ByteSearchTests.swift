import BedrockEmulator
import Testing

@Suite struct ByteSearchTests {
    private func find(_ wanted: String, in text: String) -> Int? {
        Array(wanted.utf8).withUnsafeBufferPointer { wanted in
            Array(text.utf8).withUnsafeBufferPointer { ByteSearch.first(wanted, in: $0) }
        }
    }

    /// Wherever it stands, also where a step of thirty-two bytes ends, and behind places that only begin alike.
    @Test(arguments: ["x", "xy", "xyz", "xyxyz"])
    func findsTheFirstPlace(wanted: String) {
        for before in 0..<100 {
            for after in [0, 1, 31, 32, 33] {
                let text = String(repeating: "-", count: before) + wanted + String(repeating: "x", count: after)
                #expect(find(wanted, in: text) == before)
                let lure = String(repeating: "xyx-", count: before) + wanted
                #expect(find(wanted, in: lure) == (wanted.count < 3 ? 0 : before * 4))
            }
        }
    }

    @Test func findsNothingThatIsNotThere() {
        for count in 0..<100 { #expect(find("ab", in: String(repeating: "a", count: count)) == nil) }
        #expect(find("abc", in: "ab") == nil)
        #expect(find("a", in: "") == nil)
        #expect(find("", in: "") == 0)
        #expect(find("", in: "abc") == 0)
    }
}
