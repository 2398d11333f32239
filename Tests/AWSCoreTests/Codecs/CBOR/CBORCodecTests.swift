import AWSCore
import Testing

/// Encodings from RFC 8949, appendix A, where they are of the kinds that the protocol uses.
@Suite struct CBORCodecTests {
    static func bytes(_ hexadecimal: String) -> [UInt8] {
        var digits = hexadecimal.compactMap(\.hexDigitValue).map { UInt8($0) }[...]
        var bytes: [UInt8] = []
        while let high = digits.popFirst(), let low = digits.popFirst() { bytes.append(high << 4 | low) }
        return bytes
    }

    static func read(_ hexadecimal: String, as shape: Shape = .document) throws(WireError) -> Document {
        try CBORCodec.read(bytes(hexadecimal), as: shape)
    }

    static let shortest: [(hexadecimal: String, value: Document)] = [
        ("00", 0), ("01", 1), ("0a", 10), ("17", 23), ("1818", 24), ("1864", 100), ("1903e8", 1000),
        ("1a000f4240", 1_000_000), ("1b000000e8d4a51000", 1_000_000_000_000), ("20", -1), ("29", -10), ("3863", -100),
        ("3903e7", -1000), ("3b7fffffffffffffff", .number(Number(Int64.min))), ("f4", false), ("f5", true),
        ("f6", nil), ("40", .blob([])), ("4401020304", .blob([1, 2, 3, 4])), ("60", ""), ("6161", "a"),
        ("62225c", "\"\\"), ("62c3bc", "ü"), ("64f0908591", "\u{10151}"), ("80", []), ("83010203", [1, 2, 3]),
        ("8301820203820405", [1, [2, 3], [4, 5]]), ("a0", [:]), ("a26161016162820203", ["a": 1, "b": [2, 3]]),
        ("826161a161626163", ["a", ["b": "c"]]), ("fb3ff199999999999a", 1.1), ("fbc010666666666666", -4.1),
        ("c11a514b67b0", .timestamp(Timestamp(seconds: 1_363_896_240))),
        ("c1fb41d452d9ec200000", .timestamp(Timestamp(milliseconds: 1_363_896_240_500))),
    ]

    @Test(arguments: shortest)
    func bothWays(_ hexadecimal: String, _ value: Document) throws {
        #expect(try Self.read(hexadecimal) == value)
        #expect(try CBORCodec.bytes(of: value, as: .document) == Self.bytes(hexadecimal))
    }

    static let readable: [(hexadecimal: String, value: Document)] = [
        ("1bffffffffffffffff", .number(Number(text: "18446744073709551615")) as Document),
        ("3bffffffffffffffff", .number(Number(text: "-18446744073709551616"))),
        ("f90000", 0), ("f93c00", 1), ("f93e00", 1.5), ("f97bff", 65504), ("f90001", 5.960464477539063e-8),
        ("f90400", 0.00006103515625), ("f9c400", -4), ("f97c00", .number(Number(text: "Infinity"))),
        ("f97e00", .number(Number(text: "NaN"))), ("f9fc00", .number(Number(text: "-Infinity"))),
        ("fa47c35000", 100_000), ("fa7f7fffff", .number(Number(text: "3.4028235e+38"))),
        ("faff800000", .number(Number(text: "-Infinity"))), ("f7", nil),
        ("5f42010243030405ff", .blob([1, 2, 3, 4, 5])), ("5fff", .blob([])),
        ("7f657374726561646d696e67ff", "streaming"),
        ("9fff", []), ("9f018202039f0405ffff", [1, [2, 3], [4, 5]]), ("83018202039f0405ff", [1, [2, 3], [4, 5]]),
        ("bf61610161629f0203ffff", ["a": 1, "b": [2, 3]]), ("bf6346756ef563416d7421ff", ["Fun": true, "Amt": -2]),
        ("a2616101616102", ["a": 2]),
    ]

    @Test(arguments: readable)
    func reads(_ hexadecimal: String, _ value: Document) throws {
        #expect(try Self.read(hexadecimal) == value)
    }

    @Test(arguments: [
        "", "18", "1a0000", "1c", "3f", "41", "61", "5bffffffffffffffff", "7b7fffffffffffffff", "9bffffffffffffffff",
        "bbffffffffffffffff", "9a00ffffff", "ba00ffffff", "81", "a1", "a16161", "bf6161", "9f", "9f01", "5f",
        "5f6161ff",
        "7f4101ff", "5f5f4101ffff", "5f01ff", "ff", "81ff", "a161ffff", "a10102", "f8ff", "f818", "fc", "f0", "61ff",
        "62c328", "7f61c361bcff", "0000", "dfff", "f9", "fb00000000",
    ])
    func refuses(_ hexadecimal: String) {
        let error = #expect(throws: WireError.self) { try Self.read(hexadecimal) }
        guard case .malformed(_, let offset) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect((0...Self.bytes(hexadecimal).count).contains(offset))
    }

    @Test func depth() throws {
        let deepest = [UInt8](repeating: 0x81, count: CBORReader.depthMax) + [0x00]
        #expect(try CBORCodec.read(deepest, as: .document) != .null)
        for opening: UInt8 in [0x81, 0x9F, 0xC2] {
            let bytes = [UInt8](repeating: opening, count: 1_000_000) + [0x00]
            #expect(throws: WireError.tooLarge("CBOR nests deeper than \(CBORReader.depthMax) items")) {
                try CBORCodec.read(bytes, as: .document)
            }
        }
    }

    static let shape = Shape.structure {
        StructureSchema(
            "S",
            [
                Member("count", .integer(.byte)), Member("ratio", .float), Member("at", .timestamp(.dateTime)),
                Member("list", .list(ListShape(.string()))),
                Member("sparse", .list(ListShape(.string(), isSparse: true))),
                Member("map", .map(MapShape(.string()))),
            ])
    }

    static let shaped: [(hexadecimal: String, value: Document)] = [
        ("a165636f756e74187f", ["count": 127] as Document),
        ("a165636f756e74f93c00", ["count": 1]),
        ("a165726174696f01", ["ratio": 1]),
        ("a165726174696ffa3f8ccccd", ["ratio": 1.1]),
        ("a1626174c100", ["at": .timestamp(.epoch)]),
        ("a2666e6f626f6479bf6161c24101ff65636f756e7401", ["count": 1]),
        ("a165636f756e74f6", [:]),
        ("a1646c69737483f66161f7", ["list": ["a"]]),
        ("a1667370617273658261 61f6", ["sparse": ["a", nil]]),
        ("a1636d6170a26161f661626163", ["map": ["b": "c"]]),
    ]

    @Test(arguments: shaped)
    func readsByShape(_ hexadecimal: String, _ value: Document) throws {
        #expect(try Self.read(hexadecimal, as: Self.shape) == value)
    }

    static let misshapen: [(hexadecimal: String, error: WireError)] = [
        ("80", WireError.unexpectedType(expected: "structure", at: "")),
        ("a165636f756e741880", .unexpectedType(expected: "integer", at: "count")),
        ("a165636f756e74f93e00", .unexpectedType(expected: "integer", at: "count")),
        ("a165636f756e746131", .unexpectedType(expected: "integer", at: "count")),
        ("a165636f756e74c24101", .unexpectedType(expected: "integer", at: "count")),
        ("a165726174696ff5", .unexpectedType(expected: "float", at: "ratio")),
        ("a162617400", .unexpectedType(expected: "timestamp", at: "at")),
        ("a1626174c16130", .unexpectedType(expected: "timestamp", at: "at")),
        ("a1626174c1f97e00", .unexpectedType(expected: "timestamp", at: "at")),
        ("a1626174c11bffffffffffffffff", .unexpectedType(expected: "timestamp", at: "at")),
        ("a1646c697374820001", .unexpectedType(expected: "string", at: "list.1")),
        ("a1636d6170a1616b00", .unexpectedType(expected: "string", at: "map.k")),
    ]

    @Test(arguments: misshapen)
    func refusesByShape(_ hexadecimal: String, _ error: WireError) {
        #expect(throws: error) { try Self.read(hexadecimal, as: Self.shape) }
    }

    @Test func floatsKeepTheirWidth() throws {
        #expect(try CBORCodec.bytes(of: ["ratio": 1.5], as: Self.shape) == Self.bytes("a165726174696ffa3fc00000"))
        #expect(try CBORCodec.bytes(of: 100_000, as: .double) == Self.bytes("fb40f86a0000000000"))
    }

    static let union = Shape.structure { StructureSchema("One", [Member("left", .string())], isUnion: true) }

    @Test func aUnionsUnknownMemberIsReadForItsNameAndNotWritten() throws {
        let later = try Self.read("a1656c61746572a0", as: Self.union)
        #expect(later == ["later": [:]])
        #expect(try Self.read("a2656c6174657200646c6566746161", as: Self.union) == ["left": "a"])
        #expect(throws: WireError.unexpectedType(expected: "member of One", at: "")) {
            try CBORCodec.bytes(of: later, as: Self.union)
        }
    }
}
