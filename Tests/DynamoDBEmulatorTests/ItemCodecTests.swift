import AWSCore
import AWSDynamoDB
import DynamoDBEmulator
import Testing

@Suite struct ItemCodecTests {
    static let items: [Item] = [
        [:], ["a": .s("")], ["a": .s("text"), "é": .n("-1.5"), "": .b([0, 255])],
        [
            "a": .ss(["x", "y"]), "b": .ns(["1", "2"]), "c": .bs([[], [1]]), "d": .null(true), "e": .bool(true),
            "f": .bool(false),
        ],
        ["m": .m(["l": .l([.m([:]), .l([]), .s("deep")]), "n": .n("1")])],
        ["long": .s(String(repeating: "é", count: 70000)), "blob": .b(Blob([UInt8](repeating: 7, count: 300)))],
    ]

    @Test(arguments: items) func itemsComeBack(item: Item) throws {
        #expect(same(try ItemCodec.decode(ItemCodec.encode(item)), item))
    }

    @Test func equalItemsGiveEqualBytes() {
        let names = (0..<100).map { "name\($0)" }
        var forward: Item = [:]
        var backward: Item = [:]
        for name in names { forward[name] = .s(name) }
        for name in names.reversed() { backward[name] = .s(name) }
        #expect(ItemCodec.encode(forward) == ItemCodec.encode(backward))
        // Count, length, "b", string, length, "x": the bytes that databases already hold.
        #expect(ItemCodec.encode(["b": .s("x"), "a": .bool(true)]) == [2, 1, 97, 11, 1, 98, 1, 1, 120])
    }

    @Test func randomItemsComeBack() throws {
        var random = RandomSource()
        for _ in 0..<300 {
            let item = random.item()
            let bytes = ItemCodec.encode(item)
            #expect(same(try ItemCodec.decode(bytes), item), "seed \(random.seed)")
            #expect(ItemCodec.encode(try ItemCodec.decode(bytes)) == bytes, "seed \(random.seed)")
        }
    }

    @Test func damagedBytesAreRefusedOrReadButNeverTrap() {
        var random = RandomSource()
        for _ in 0..<3000 {
            var bytes = ItemCodec.encode(random.item())
            for _ in 0..<random.int(1..<4) where !bytes.isEmpty {
                let place = random.int(0..<bytes.count)
                switch random.int(0..<3) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place...)
                default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            _ = try? ItemCodec.decode(bytes)
        }
    }

    static let refused: [([UInt8], ItemCodec.Failure)] = [
        ([], .truncated), ([1], .truncated), ([1, 1, 97], .truncated), ([1, 1, 97, 1, 5, 120], .truncated),
        ([255, 255, 255, 255, 255, 255, 255, 255, 255, 255], .truncated), ([1, 1, 97, 99], .unknownTag(99)),
        ([0, 0], .trailingBytes), ([1, 1, 97, 8, 200, 1], .truncated),
        ([1, 1, 97] + Array(repeating: [8, 1], count: 1000).flatMap { $0 } + [9], .nestedTooDeep),
    ]
    @Test(arguments: refused) func foreignBytesAreRefused(bytes: [UInt8], why: ItemCodec.Failure) {
        #expect(throws: why) { try ItemCodec.decode(bytes) }
    }
}

extension RandomSource {
    mutating func item() -> Item {
        var item: Item = [:]
        for _ in 0..<int(0..<6) { item[digits(int(1..<5))] = value(depth: 0) }
        return item
    }

    mutating func value(depth: Int) -> Value {
        switch int(0..<(depth < 4 ? 10 : 8)) {
        case 0: .s(digits(int(0..<200)))
        case 1: .n(String(int(-9999..<9999)))
        case 2: .b(Blob(digits(int(0..<9))))
        case 3: .ss(Array(Set((0..<int(1..<5)).map { _ in digits(3) })).sorted())
        case 4: .ns(Array(Set((0..<int(1..<5)).map { _ in int(0..<99) })).sorted().map(String.init))
        case 5: .bs([Blob(digits(2))])
        case 6: .null(true)
        case 7: .bool(int(0..<2) == 0)
        case 8: .l((0..<int(0..<4)).map { _ in value(depth: depth + 1) })
        default:
            .m(Dictionary((0..<int(0..<4)).map { _ in (digits(2), value(depth: depth + 1)) }) { first, _ in first })
        }
    }
}
