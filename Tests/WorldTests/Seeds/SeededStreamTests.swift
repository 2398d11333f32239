import AWSCore
import Testing
import World

@Suite struct SeededStreamTests {
    @Test func theSameSeedAndNameGiveTheSameValues() {
        let (first, second) = (SeededStream(seed: 1, name: "a"), SeededStream(seed: 1, name: "a"))
        #expect((0..<10).map { _ in first.next() } == (0..<10).map { _ in second.next() })
        #expect(SeededStream(seed: 1, name: "b").next() != SeededStream(seed: 1, name: "a").next())
        #expect(SeededStream(seed: 2, name: "a").next() != SeededStream(seed: 1, name: "a").next())
    }

    @Test func oneConsumerDoesNotShiftAnother() throws {
        let (quiet, busy) = (try World(), try World())
        for _ in 0..<100 { _ = busy.stream(named: "noise").next() }
        #expect(quiet.stream(named: "ids").uuid() == busy.stream(named: "ids").uuid())
        #expect(quiet.stream(named: "ids") === quiet.stream(named: "ids"))
    }

    @Test func numbersAreEvenlySpread() {
        let stream = SeededStream(seed: 3, name: "dice")
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<60_000 { counts[stream.next(below: 6)] += 1 }
        #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
        let mean = (0..<10_000).reduce(0.0) { sum, _ in sum + stream.nextDouble() } / 10_000
        #expect(abs(mean - 0.5) < 0.02)
        let range = Duration.milliseconds(5)...Duration.milliseconds(7)
        #expect((0..<100).allSatisfy { _ in range.contains(stream.nextDuration(in: range)) })
    }

    @Test func identifiersHaveAWSForms() throws {
        let stream = SeededStream(seed: 4, name: "ids")
        for _ in 0..<200 {
            #expect(
                stream.uuid().wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                    != nil)
            #expect(stream.upperAlphanumeric(52).wholeMatch(of: /[0-9A-Z]{52}/) != nil)
            #expect(stream.hex(32).wholeMatch(of: /[0-9a-f]{32}/) != nil)
            #expect(stream.iamID(prefix: "AROA").wholeMatch(of: /AROA[A-Z2-7]{17}/) != nil)
            #expect(stream.s3VersionID().wholeMatch(of: /[A-Za-z0-9._]{32}/) != nil)
            #expect(stream.digits(12).wholeMatch(of: /[0-9]{12}/) != nil)
        }
        #expect(stream.bytes(13).count == 13)
        #expect(Set((0..<1000).map { _ in stream.uuid() }).count == 1000)
        let letters = Set(stream.alphanumeric(4000))
        #expect(letters.count == 62)
    }

    /// The time part is that of the example in https://github.com/ulid/spec (01ARYZ6S41 for 1469918176385).
    @Test func ulidsSortByTime() {
        let stream = SeededStream(seed: 5, name: "ulids")
        let ulid = stream.ulid(at: Timestamp(milliseconds: 1_469_918_176_385))
        #expect(ulid.count == 26)
        #expect(ulid.hasPrefix("01ARYZ6S41"))
        #expect(stream.ulid(at: Timestamp(milliseconds: 1_469_918_176_386)) > ulid)
    }
}
