import Documents
import Foundation
import Testing

/// Documents with bytes changed, cut and repeated: each must be read or refused, never crash, never hang.
///
/// The seed is printed with a failure and may be set by `KASS_SEED`; `KASS_ROUNDS` asks for more rounds.
@Suite struct MutationTests {
    static let seed = ProcessInfo.processInfo.environment["KASS_SEED"].flatMap { UInt64($0) } ?? 20_240_101
    static let rounds = ProcessInfo.processInfo.environment["KASS_ROUNDS"].flatMap { Int($0) } ?? 600

    static let samples: [(name: String, text: String)] = [
        ("a.csv", "Name;Note\n\"a \"\"q\"\"\";1\nb;\"two\nlines\"\nc,d|e\tf\n"),
        (
            "a.html",
            "<html><main><h1>T</h1><ul><li>a<li>b</ul><table><tr><th>x<th>y<tr><td colspan=2 rowspan=9>&amp;</table><pre>c"
        ),
        (
            "a.md",
            "---\ntitle: t\n---\n# H\n[a](b) `c` **d** <br> {{e}}\n- f\n  1. g\n\n|h|i|\n|-|-|\n|j|k|\n<div>l</div>\n```\nm\n```\n> n"
        ),
        ("a.json", "{\"a\":[1,2.5e3,{\"b\":\"\\u00e9\\ud83d\\ude00\"}],\"c\":null,\"d\":[[],{}]}"),
        ("a.txt", "One. Two! 三。\r\n\r\nThree…\u{0C}four"),
    ]

    @Test(arguments: samples.map(\.name)) func texts(_ name: String) throws {
        let text = try #require(Self.samples.first { $0.name == name }).text
        try run(Array(text.utf8), name: name, rounds: Self.rounds)
    }

    /// Mutations of the package reach little but the unzipping; those of its parts go deeper.
    @Test(arguments: ["sales.xlsx", "hand-made.xlsx", "locked-agile.xlsx"]) func packages(_ name: String) throws {
        try run(Fixture.bytes(name), name: name, rounds: Self.rounds / (name.hasPrefix("locked") ? 15 : 1))
    }

    @Test func formatsOfNumbers() {
        var chance = SeededChance(Self.seed)
        let codes = [
            "#,##0.00_);[Red]\\(#,##0.00\\)", "[h]:mm:ss.000", "# ??/??;@", "[$€-407]mmm d, yyyy h:mm AM/PM", "0.0E+0%",
        ]
        let values = [0, -1.5, 1e-9, 43_132.75, 1e17, 2_958_465.999_999_9, -0.0, 123_456_789.123]
        for _ in 0..<(Self.rounds * 4) {
            let code = chance.mutation(of: Array(codes[chance.below(codes.count)].utf8))
            let format = NumberFormat(String(decoding: code, as: UTF8.self), is1904: chance.below(2) == 0)
            _ = format.show(values[chance.below(values.count)])
            _ = format.show("text")
        }
    }

    private func run(_ original: [UInt8], name: String, rounds: Int) throws {
        var chance = SeededChance(Self.seed)
        let extractor = DocumentExtractor()
        let chunker = Chunker(charactersTarget: 100)
        for round in 0..<rounds {
            var bytes = original
            for _ in 0...chance.below(4) { bytes = chance.mutation(of: bytes) }
            // A mutation may have made it a PDF by name only; nothing here starts another program.
            guard let document = try? extractor.extract(bytes, name: name) else { continue }
            let chunks = chunker.chunks(of: document)
            #expect(!chunks.isEmpty || document.text.allSatisfy(\.isWhitespace), "seed \(Self.seed), round \(round)")
        }
    }
}

/// SplitMix64.
struct SeededChance {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// The bytes with one of them changed, or a stretch taken out, repeated, or put elsewhere.
    mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [UInt8(truncatingIfNeeded: next())] }
        var bytes = bytes
        let start = below(bytes.count)
        let end = min(bytes.count, start + 1 + below(24))
        switch below(6) {
        case 0: bytes[start] = UInt8(truncatingIfNeeded: next())
        case 1: bytes[start] ^= 1 << UInt8(below(8))
        case 2: bytes.removeSubrange(start..<end)
        case 3: bytes.insert(contentsOf: bytes[start..<end], at: below(bytes.count))
        case 4: bytes.removeSubrange(start...)
        default: bytes[start] = Array("<>\"'&;|`[](){}#-\n\r\0".utf8)[below(19)]
        }
        return bytes
    }
}
