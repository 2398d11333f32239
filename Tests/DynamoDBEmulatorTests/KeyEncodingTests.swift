import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct KeyEncodingTests {
    private static let prefix: [UInt8] = [1, 2]

    private static func key(_ partition: DynamoDB.AttributeValue, _ sort: DynamoDB.AttributeValue...) -> [UInt8] {
        KeyEncoding.key(prefix: prefix, partition: [partition], sort: sort)
    }

    /// Values in DynamoDB's order: strings by UTF-8 bytes, numbers by value, binaries unsigned.
    static let orders: [[DynamoDB.AttributeValue]] = [
        ["", "\0", "\0\0", "\0a", "A", "a", "a\0", "a\0b", "aa", "b", "é", "\u{FFFF}", "\u{10000}"].map { .s($0) },
        ["-1e125", "-2.51", "-2.5", "-1", "0", "0.1", "1", "2.5", "2.51", "10", "1e125"].map { .n($0) },
        [[], [0], [0, 0], [0, 255], [1], [127], [128], [255], [255, 0], [255, 255]].map { .b(Blob($0)) },
    ]

    @Test(arguments: orders) func sortBytesAreOrderedWhateverFollows(values: [DynamoDB.AttributeValue]) {
        for (index, left) in values.enumerated() {
            for (other, right) in values.enumerated() where index != other {
                let high = Self.key(.s("p"), left) + [0xFF, 0xFF]
                let low = Self.key(.s("p"), right) + [0x00]
                #expect(high.lexicographicallyPrecedes(low) == (index < other), "\(left) \(right)")
            }
        }
    }

    @Test(arguments: orders) func rangesHoldWhatTheirConditionSays(values: [DynamoDB.AttributeValue]) {
        let start = Self.key(.s("p"))
        let rows = values.map { Self.key(.s("p"), $0) + [0x7A] }
        func matches(_ condition: SortKeyCondition) -> [Int] {
            let range = KeyRange(in: start, where: condition)
            return rows.indices.filter { range.contains(rows[$0]) }
        }
        for (index, value) in values.enumerated() {
            #expect(matches(.equal(value)) == [index])
            #expect(matches(.less(value)) == Array(0..<index))
            #expect(matches(.lessOrEqual(value)) == Array(0...index))
            #expect(matches(.greater(value)) == Array((index + 1)..<values.count))
            #expect(matches(.greaterOrEqual(value)) == Array(index..<values.count))
            #expect(matches(.between(values[0], value)) == Array(0...index))
        }
        #expect(matches(.between(values[3], values[1])).isEmpty)
    }

    @Test func prefixesHoldWhatBeginsWithThem() {
        let texts = ["", "\0", "a", "a\0", "a\0b", "ab", "b", "b\u{FF}"]
        for prefix in texts {
            let range = KeyRange(in: Self.key(.s("p")), where: .beginsWith(.s(prefix)))
            for text in texts {
                let begins = Array(text.utf8).starts(with: Array(prefix.utf8))
                #expect(range.contains(Self.key(.s("p"), .s(text))) == begins, "\(prefix) \(text)")
            }
        }
        let binary = KeyRange(in: Self.key(.s("p")), where: .beginsWith(.b([255])))
        #expect(binary.contains(Self.key(.s("p"), .b([255, 255]))))
        #expect(!binary.contains(Self.key(.s("p"), .b([254]))))
    }

    @Test func partitionsKeepApart() {
        let whole = KeyRange(beginningWith: Self.key(.s("a")))
        #expect(whole.contains(Self.key(.s("a"), .s("x"))))
        for other: DynamoDB.AttributeValue in [.s("aa"), .s(""), .s("b"), .b([97, 0])] {
            #expect(!whole.contains(Self.key(other, .s("x"))), "\(other)")
        }
        #expect(Self.key(.n("1.0")) == Self.key(.n("1")))
    }

    @Test(arguments: [1, 2, 3, 7, 1000]) func segmentsCoverEveryRowOnce(total: Int) {
        var random = RandomSource()
        let ranges = (0..<total).map { KeyRange(prefix: Self.prefix, segment: $0, of: total) }
        for _ in 0..<200 {
            let row = Self.key(.s(random.digits(12)), .n("1"))
            #expect(ranges.count { $0.contains(row) } == 1, "seed \(random.seed)")
        }
        #expect(!ranges.contains { $0.contains([1, 1, 255]) || $0.contains([1, 3]) })
    }

    @Test func segmentsShareRowsEvenly() {
        var random = RandomSource()
        let ranges = (0..<4).map { KeyRange(prefix: Self.prefix, segment: $0, of: 4) }
        var counts = [0, 0, 0, 0]
        for _ in 0..<4000 {
            let row = Self.key(.s("user-\(random.digits(6))"))
            for (index, range) in ranges.enumerated() where range.contains(row) { counts[index] += 1 }
        }
        #expect(counts.allSatisfy { (850...1150).contains($0) }, "\(counts), seed \(random.seed)")
    }
}
