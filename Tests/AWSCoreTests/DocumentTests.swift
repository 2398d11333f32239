import AWSCore
import Testing

@Suite struct DocumentTests {
    @Test func objectsKeepTheirOrderAndReplaceInPlace() {
        var object = Document.Object([.init("b", 1), .init("a", 2)])
        object["b"] = 3
        object["c"] = "new"
        object["a"] = nil
        #expect(object.entries == [.init("b", 3), .init("c", "new")])
    }

    @Test func numbersKeepEveryDigit() {
        let digits = "1234567890123456789012345678901234567.8"
        #expect(Number(text: digits).text == digits)
        #expect(Number(-7).int64 == -7)
        #expect(Number(1.5).text == "1.5")
        #expect(Number(Double.infinity).text == "Infinity")
    }

    @Test func timestampsAddAcrossTheSecond() {
        let late = Timestamp(seconds: -1, nanoseconds: 900_000_000)
        #expect(late + .milliseconds(200) == Timestamp(seconds: 0, nanoseconds: 100_000_000))
        #expect(late + .milliseconds(-950) == Timestamp(seconds: -2, nanoseconds: 950_000_000))
        #expect(Timestamp(milliseconds: -1).milliseconds == -1)
    }
}
