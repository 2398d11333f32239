import Documents
import Testing

@Suite struct ChunkerTests {
    static let prose = (1...60).map { "Sentence number \($0) says something of no weight." }.joined(separator: " ")

    @Test func chunksStandUnderTheirHeadings() throws {
        let document = try read("---\ntitle: T\n---\n# A\n## B\n\(Self.prose)\n## C\nshort.\n", as: "a.md")
        let chunks = Chunker(charactersTarget: 500).chunks(of: document)
        #expect(chunks.count > 5)
        #expect(chunks.map(\.ordinal) == Array(0..<chunks.count))
        #expect(chunks[0].text.hasPrefix("T > A > B\n\nSentence number 1 says"))
        #expect(chunks[0].source.headingPath == ["T", "A", "B"])
        #expect(chunks.last?.text == "T > A > C\n\nshort.")
        #expect(chunks.allSatisfy { $0.characterCount == $0.text.count })
        #expect(Chunker(charactersTarget: 500).chunks(of: document) == chunks)
    }

    @Test(arguments: [60, 300, 1000, 5000], [0, 1, 2])
    func sentencesAreWholeAndNoneIsLost(_ target: Int, _ overlap: Int) throws {
        let document = try read(Self.prose, as: "a.txt")
        let chunks = Chunker(charactersTarget: target, overlapSentences: overlap).chunks(of: document)
        for number in 1...60 {
            #expect(chunks.contains { $0.text.contains("Sentence number \(number) says something of no weight.") })
        }
        for chunk in chunks {
            #expect(chunk.text.hasPrefix("Sentence") && chunk.text.hasSuffix("weight."))
            #expect(chunk.characterCount <= max(target, 60))
        }
        let isOverlapping = overlap > 0 && target >= 300 && target < 5000
        let sum = chunks.reduce(0) { $0 + $1.characterCount }
        #expect((sum > Self.prose.count) == isOverlapping)
    }

    @Test func rowsComeWithTheirHeader() throws {
        let rows = (1...50).map { "item \($0),\($0 * 7),some note" }.joined(separator: "\n")
        let chunks = Chunker(charactersTarget: 300).chunks(of: try read("Name,Count,Note\n\(rows)", as: "a.csv"))
        #expect(chunks.count > 4)
        for chunk in chunks { #expect(chunk.text.hasPrefix("Name | Count | Note\nitem ")) }
        #expect(chunks[0].source.rows?.lowerBound == 2)
        #expect(chunks.last?.source.rows?.upperBound == 51)
        for (chunk, next) in zip(chunks, chunks.dropFirst()) {
            #expect((chunk.source.rows?.upperBound ?? 0) + 1 == next.source.rows?.lowerBound)
        }
    }

    @Test func aTableStandsApartFromItsTitle() throws {
        let chunks = Chunker().chunks(of: try Fixture.document("sales.xlsx"))
        #expect(chunks[0].text.contains("Sales by region\n\nRegion | Month"))
    }

    @Test func emptyCellsAtTheEndsAreKept() throws {
        let document = try read(",product,stock\n1,Gizmo,7\n,Gadget,\n", as: "a.csv")
        #expect(
            Chunker().chunks(of: document).map(\.text) == ["| | product | stock |\n1 | Gizmo | 7\n| | Gadget | |"])
    }

    /// What stands between fences is code in every chunk, and a text's own fences do not end it.
    @Test func codeStandsBetweenFences() throws {
        let document = try read("Run:\n\n```bash\ngit pull\nmake\n```\n\nDone.", as: "a.md")
        #expect(
            Chunker().chunks(of: document).map(\.text) == ["Run:\n\n```bash\ngit pull\nmake\n```\n\nDone."])
        let lines = (1...40).map { "command number \($0)" }.joined(separator: "\n")
        let chunks = Chunker(charactersTarget: 200).chunks(of: try read("~~~\n```\n\(lines)\n~~~", as: "a.md"))
        #expect(chunks.count > 3)
        for chunk in chunks { #expect(chunk.text.hasPrefix("````\n") && chunk.text.hasSuffix("\n````")) }
    }

    @Test func longWordsOfTextAreNotCut() throws {
        let words = (1...400).map { "word\($0)" }.joined(separator: " ")
        let chunks = Chunker(charactersTarget: 100).chunks(of: try read(words, as: "a.txt"))
        let found = chunks.flatMap { $0.text.split(separator: " ") }
        #expect(found.map(String.init) == (1...400).map { "word\($0)" })
        let giant = String(repeating: "x", count: 5000)
        #expect(Chunker().chunks(of: try read(giant, as: "a.txt")).map(\.text) == [giant])
    }

    @Test func pagesAreKnown() throws {
        let chunks = Chunker().chunks(of: try Fixture.document("report.pdf"))
        #expect(chunks.map(\.source.pages) == [1...1, 2...2])
        #expect(chunks[0].text.contains("with information cut at the end of one line."))
        #expect(chunks[1].text.contains("Orchard | Apples | Pears\nHillside | 1,204 | 310"))
    }

    @Test func headingsWithNothingUnderThemAreKept() throws {
        func texts(_ markdown: String) throws -> [String] {
            Chunker().chunks(of: try read(markdown, as: "a.md")).map(\.text)
        }
        #expect(try texts("# Only\n") == ["Only"])
        #expect(try texts("# A\n## B\n## C\ntext\n") == ["A\n\nB\n\nC\n\ntext"])
        #expect(try texts("# A\n## B\ntext\n# C\n# D\n") == ["A > B\n\ntext", "C\n\nD"])
    }

    @Test func smallSectionsJoinThoseBelow() throws {
        let document = try read("# A\nLead.\n## B\nBody.\n# C\nOther.\n", as: "a.md")
        #expect(Chunker().chunks(of: document).map(\.text) == ["A\n\nLead.\n\nB\n\nBody.", "C\n\nOther."])
    }

    // MARK: Sentences

    @Test(arguments: [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Smith paid $3.50. He left.", ["Dr. Smith paid $3.50.", "He left."]),
        ("See e.g. Figure 2. It is v1.2.3. ok", ["See e.g. Figure 2. It is v1.2.3. ok"]),
        ("He said \"Go.\" Then (he left.) End…", ["He said \"Go.\"", "Then (he left.)", "End…"]),
        ("Am 3. März war es. J. R. kam.", ["Am 3. März war es.", "J. R. kam."]),
        ("今日は晴れ。明日は雨！本当？「はい。」次", ["今日は晴れ。", "明日は雨！", "本当？", "「はい。」", "次"]),
        ("هل أنت هنا؟ نعم۔ حسنا", ["هل أنت هنا؟", "نعم۔", "حسنا"]), ("यह है। वह है।", ["यह है।", "वह है।"]),
        ("In 2015. The end", ["In 2015.", "The end"]), ("", []), ("...", ["..."]),
    ])
    func sentencesEndWhereTheyDo(_ text: String, _ sentences: [String]) {
        #expect(SentenceSplitter.sentences(of: text) == sentences)
    }
}
