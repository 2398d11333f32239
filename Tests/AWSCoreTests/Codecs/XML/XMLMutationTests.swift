import AWSCore
import TestSupport
import Testing

/// Damaged XML is read or refused, and what is read is written so that it reads the same again.
@Suite struct XMLMutationTests {
    static let roundsCount = 4000

    static let corpus =
        XMLCodecTests.pairs.map { "<Everything>\($0.xml)</Everything>" } + [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a:b xmlns:a='urn:&amp;'>\r\n<![CDATA[<x>]]>&#x1F639;<!--c--><?d e?></a:b>",
            "<ErrorResponse><Error><Type>Sender</Type><Code>C</Code></Error><RequestId>r</RequestId></ErrorResponse>",
        ]

    @Test func elementsSurvive() throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for round in 0..<Self.roundsCount {
            let bytes = generator.mutated(Array(Self.corpus[round % Self.corpus.count].utf8))
            guard let element = try? XMLReader.read(bytes) else { continue }
            var writer = XMLWriter()
            writer.element(element)
            #expect(try XMLReader.read(writer.bytes) == element, "seed \(SeededGenerator.seed), round \(round)")
        }
    }

    @Test func documentsSurvive() throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for round in 0..<Self.roundsCount {
            let xml = String(
                decoding: generator.mutated(Array(Self.corpus[round % Self.corpus.count].utf8)), as: UTF8.self)
            guard let document = try? XMLCodecTests.read(xml, as: XMLCodecTests.everything) else { continue }
            let written = try XMLCodecTests.write(document, as: XMLCodecTests.everything)
            let again = try XMLCodecTests.read(written, as: XMLCodecTests.everything)
            #expect(
                try XMLCodecTests.write(again, as: XMLCodecTests.everything) == written,
                "seed \(SeededGenerator.seed), round \(round)")
        }
    }
}
