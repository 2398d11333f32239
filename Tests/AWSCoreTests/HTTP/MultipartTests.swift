import AWSCore
import TestSupport
import Testing

@Suite struct MultipartTests {
    static let type = "multipart/form-data; boundary=X"

    /// The parts of a form, each with its content.
    static func parse(
        _ pieces: [[UInt8]], type: String = type, partsMax: Int = 100
    ) throws(MultipartFailure) -> [(part: MultipartPart, content: [UInt8])] {
        var parser = try MultipartParser(contentType: type, partsMax: partsMax)
        var parts: [(part: MultipartPart, content: [UInt8])] = []
        for piece in pieces {
            for event in try parser.feed(piece) {
                switch event {
                case .part(let part): parts.append((part, []))
                case .data(let bytes): parts[parts.count - 1].content += bytes
                case .partEnd: break
                }
            }
        }
        try parser.finish()
        return parts
    }

    static func parse(_ text: String, type: String = type) throws(MultipartFailure) -> [(MultipartPart, String)] {
        try parse([Array(text.utf8)], type: type).map { ($0.part, String(decoding: $0.content, as: UTF8.self)) }
    }

    static let form = """
        preamble, to be passed over\r
        --X  \t\r
        Content-Disposition: form-data; name="files"; filename="a.txt"\r
        content-type:text/plain\r
        X-Other: y\r
        \r
        one\r\n--Y\r\n\r\n two--X\r
        --X\r
        Content-Disposition: form-data; name=note\r
        \r
        \r
        --X\r
        Content-Disposition: form-data; name="files"; filename="empty.pdf"\r
        \r
        \r
        --X--\r
        epilogue --X\r\n
        """

    @Test func readsParts() throws {
        let parts = try Self.parse(Self.form)
        #expect(parts.map(\.0.name) == ["files", "note", "files"])
        #expect(parts.map(\.0.fileName) == ["a.txt", nil, "empty.pdf"])
        #expect(parts.map(\.0.contentType) == ["text/plain", nil, nil])
        #expect(parts.map(\.1) == ["one\r\n--Y\r\n\r\n two--X", "", ""])
    }

    @Test func piecesOfAnySizeGiveTheSame() throws {
        let bytes = Array(Self.form.utf8)
        let whole = try Self.parse([bytes])
        for split in 1..<bytes.count {
            let parts = try Self.parse([Array(bytes[..<split]), Array(bytes[split...])])
            #expect(
                parts.map(\.part) == whole.map(\.part) && parts.map(\.content) == whole.map(\.content), "at \(split)")
        }
        let single = try Self.parse(bytes.map { [$0] })
        #expect(single.map(\.content) == whole.map(\.content))
    }

    /// WHATWG HTML, "multipart/form-data": quotes and line ends in names are percent-encoded. curl writes a backslash.
    @Test(arguments: [
        (#""a b.txt""#, "a b.txt"), (#""a%22b.txt""#, "a\"b.txt"), (#""a\"b.txt""#, "a\"b.txt"),
        (#""Übersicht – 表.xlsx""#, "Übersicht – 表.xlsx"),
        (#""C:\dir\new.txt""#, #"C:\dir\new.txt"#), (#""a;b=c.txt""#, "a;b=c.txt"), ("plain.txt", "plain.txt"),
        (#""""#, ""), (#""100%.txt""#, "100%.txt"),
    ])
    func readsNames(written: String, name: String) throws {
        let text = "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\(written)\r\n\r\nx\r\n--X--"
        #expect(try Self.parse(text).first?.0.fileName == name)
    }

    @Test(arguments: [
        "multipart/form-data; boundary=X", "multipart/form-data;boundary=\"X\"",
        "Multipart/Form-Data; charset=utf-8; Boundary=X",
    ])
    func readsBoundaries(type: String) throws {
        let text = "--X\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--X--"
        #expect(try Self.parse(text, type: type).map(\.1) == ["x"])
    }

    @Test(arguments: [
        "", "text/plain", "multipart/form-data", "multipart/mixed; boundary=X", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=\"a\u{1}b\"",
        "multipart/form-data; boundary=\"a ",
    ])
    func refusesBoundaries(type: String) {
        #expect(throws: MultipartFailure.badBoundary) { try Self.parse("", type: type) }
    }

    @Test(arguments: [(70, false), (71, true)]) func boundariesAreBounded(length: Int, isRefused: Bool) {
        let type = "multipart/form-data; boundary=\(String(repeating: "b", count: length))"
        #expect((try? MultipartParser(contentType: type, partsMax: 1)) == nil ? isRefused : !isRefused)
    }

    @Test(arguments: [
        ("", MultipartFailure.cutShort), ("--X\r\n", .cutShort),
        ("--X\r\nContent-Disposition: form-data; name=a\r\n\r\nx", .cutShort),
        ("--X\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--X\r\n", .cutShort),
        ("--X\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--X", .cutShort), ("--Xyz\r\n", .badDelimiter),
        ("--X-\n", .badDelimiter),
        ("--X\r\n\r\nx\r\n--X--", .notFormData),
        ("--X\r\nContent-Disposition: attachment; name=a\r\n\r\n", .notFormData),
        ("--X\r\nContent-Disposition: form-data\r\n\r\n", .notFormData),
        ("--X\r\nContent-Disposition: form-data; name=\"a\r\n\r\n", .notFormData),
        ("--X\r\nno colon\r\n\r\n", .badHeader), ("--X\r\n: x\r\n\r\n", .badHeader),
        ("--X\r\nA: b\r\n c\r\n\r\n", .badHeader),
        ("--X\r\nA: \u{0}\r\n\r\n", .badHeader),
    ])
    func refusesWhatIsNoForm(text: String, failure: MultipartFailure) {
        #expect(throws: failure) { try Self.parse(text) }
    }

    @Test func refusesHeadersThatAreNoText() {
        let bytes = Array("--X\r\nA: ".utf8) + [0xFF, 0xFE] + Array("\r\n\r\n".utf8)
        #expect(throws: MultipartFailure.badHeader) { try Self.parse([bytes]) }
    }

    @Test func headersAndPaddingAreBounded() {
        let endless = [UInt8](repeating: UInt8(ascii: "a"), count: MultipartParser.headerBytesMax)
        #expect(throws: MultipartFailure.headersTooLarge) { try Self.parse([Array("--X\r\n".utf8), endless]) }
        let padding = String(repeating: " ", count: MultipartParser.paddingBytesMax + 1)
        #expect(throws: MultipartFailure.badDelimiter) { try Self.parse("--X\(padding)") }
    }

    @Test(arguments: [(3, false), (4, true)]) func partsAreCounted(count: Int, isRefused: Bool) {
        let part = "--X\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n"
        let bytes = Array((String(repeating: part, count: count) + "--X--").utf8)
        #expect((try? Self.parse([bytes], partsMax: 3)) == nil ? isRefused : !isRefused)
    }

    // Chance.

    /// Content that looks like delimiters in every possible way comes out as it went in, however it is cut.
    @Test func anyContentSurvives() throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        let bits: [[UInt8]] = [
            [13], [10], [13, 10], [13, 10, 45], [45, 45], Array("\r\n--".utf8), Array("--X".utf8), [0], [255],
            Array("X".utf8),
        ]
        for round in 0..<400 {
            var content: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<24, using: &generator) {
                content += bits.randomElement(using: &generator) ?? []
            }
            if content.contains(Array("\r\n--X".utf8)) || content.starts(with: Array("--X".utf8)) { continue }
            let form =
                Array("--X\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8) + content + Array("\r\n--X--".utf8)
            let parts = try Self.parse(generator.cut(form))
            #expect(parts.map(\.content) == [content], "seed \(SeededGenerator.seed), round \(round)")
        }
    }

    /// Damaged forms are refused or read; never is there more content than bytes, and pieces never change the outcome.
    @Test func damageIsHarmless() {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for round in 0..<3_000 {
            let bytes = generator.mutated(Array(Self.form.utf8))
            let whole = Result { () throws(MultipartFailure) in try Self.parse([bytes]) }
            let cut = Result { () throws(MultipartFailure) in try Self.parse(generator.cut(bytes)) }
            switch (whole, cut) {
            case (.success(let one), .success(let other)):
                #expect(one.map(\.content) == other.map(\.content) && one.map(\.part) == other.map(\.part))
                #expect(one.reduce(0) { $0 + $1.content.count } <= bytes.count)
            case (.failure(let one), .failure(let other)): #expect(one == other)
            default: Issue.record("seed \(SeededGenerator.seed), round \(round): pieces change the outcome")
            }
        }
    }
}
