import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct ItemSizeTests {
    // Developer guide, "DynamoDB item sizes and formats": names and strings by UTF-8 bytes, binaries by raw bytes,
    // null and boolean one byte, lists and maps three bytes and one for each element.
    static let documented: [(DynamoDB.AttributeValue, Int)] = [
        (.s(""), 0), (.s("héllo"), 6), (.s("日本"), 6), (.n("123.45"), 4), (.b([1, 2, 3]), 3),
        (.ss(["a", "bcd"]), 4), (.ns(["1", "22", "333"]), 7), (.bs([[1], [2, 3]]), 3), (.null(true), 1),
        (.bool(false), 1), (.l([]), 3), (.m([:]), 3), (.l([.s("ab"), .bool(true)]), 8),
        (.m(["key": .s("value"), "n": .n("1")]), 3 + 2 + 3 + 5 + 1 + 2), (.l([.l([.m(["a": .null(true)])])]), 14),
    ]

    @Test(arguments: documented)
    func valuesAreSizedAsDocumented(value: DynamoDB.AttributeValue, bytes: Int) {
        #expect(ItemSize.bytes(of: value) == bytes)
    }

    @Test func namesCount() {
        #expect(ItemSize.bytes(of: ["id": .s("abc"), "größe": .n("12")]) == 2 + 3 + 7 + 2)
        #expect(ItemSize.bytes(of: [:]) == 0)
    }

    // dynalite's getItem tests, recorded from DynamoDB: 4082 and 4084 bytes of text beside the same attributes.
    @Test func recordedItemsStandOnEachSideOf4KB() {
        func item(text: Int, set: [Blob]) -> Item {
            [
                "a": .s(""), "b": .s(String(repeating: "b", count: text)), "c": .n("12.3456"), "d": .b([1, 2]),
                "e": .bs(set),
            ]
        }
        let small = ItemSize.bytes(of: item(text: 4081, set: [[1, 2], [2], [1]]))
        let large = ItemSize.bytes(of: item(text: 4083, set: [[1, 2], [2]]))
        #expect(ItemSize.readUnits(bytes: small, isConsistent: false) == 0.5)
        #expect(ItemSize.readUnits(bytes: large, isConsistent: false) == 1)
    }

    @Test(arguments: [(0, 1.0), (1, 1), (4096, 1), (4097, 2), (409_600, 100)])
    func readUnitsAreRoundedUpTo4KB(bytes: Int, units: Double) {
        #expect(ItemSize.readUnits(bytes: bytes, isConsistent: true) == units)
        #expect(ItemSize.readUnits(bytes: bytes, isConsistent: false) == units / 2)
        #expect(ItemSize.readUnits(bytes: bytes, isConsistent: true, isTransactional: true) == units * 2)
    }

    @Test(arguments: [(0, 1.0), (1024, 1), (1025, 2), (409_600, 400)])
    func writeUnitsAreRoundedUpTo1KB(bytes: Int, units: Double) {
        #expect(ItemSize.writeUnits(bytes: bytes) == units)
        #expect(ItemSize.writeUnits(bytes: bytes, isTransactional: true) == units * 2)
    }
}
