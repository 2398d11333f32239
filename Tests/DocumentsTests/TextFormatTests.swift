import Documents
import Testing

@Suite struct TextFormatTests {
    // MARK: Encodings

    @Test(
        arguments: [
            [0xEF, 0xBB, 0xBF] + Array("Füße".utf8), Array("Füße".utf8), [0x46, 0xFC, 0xDF, 0x65],
            [0xFF, 0xFE, 0x46, 0, 0xFC, 0, 0xDF, 0, 0x65, 0], [0xFE, 0xFF, 0, 0x46, 0, 0xFC, 0, 0xDF, 0, 0x65],
            [0x46, 0, 0xFC, 0, 0xDF, 0, 0x65, 0],
            [0xFF, 0xFE, 0, 0, 0x46, 0, 0, 0, 0xFC, 0, 0, 0, 0xDF, 0, 0, 0, 0x65, 0, 0, 0],
        ] as [[UInt8]])
    func everyEncodingGivesTheSameText(_ bytes: [UInt8]) throws {
        #expect(try DocumentExtractor().extract(bytes, name: "a.txt").outline == ["Füße"])
    }

    @Test func windowsQuotesAreQuotes() throws {
        #expect(try DocumentExtractor().extract([0x93, 0x61, 0x94, 0x80], name: "a.txt").outline == ["“a”€"])
    }

    // MARK: Plain text and detection

    @Test func paragraphsEndAtEmptyLines() throws {
        let document = try read("one\r\ntwo\r\n\r\n  \r\nthree", as: "a.txt")
        #expect(document.outline == ["one\ntwo", "three"])
        #expect(document.blocks.map(\.place.line) == [1, 5])
    }

    @Test(arguments: [
        ("a.md", DocumentFormat.markdown), ("a.txt", .plainText), ("a.CSV", .csv), ("a.htm", .html), ("a", .plainText),
        ("dir.md/a", .plainText), ("a.xls", .plainText), ("a.xlsx", .csv),
    ])
    func namesDecideBetweenTexts(_ name: String, _ format: DocumentFormat) throws {
        #expect(try read("a,b\n1,2\n", as: name).format == format)
    }

    @Test func contentDecidesBeforeNames() throws {
        #expect(try read("<!DOCTYPE html><p>x", as: "a.txt").format == .html)
        #expect(try read("<table><tr><td>x<td>y</table>", as: "export.xlsx").format == .html)
        #expect(
            refusal { try DocumentExtractor().extract([0x89, 0x50, 0x4E, 0x47, 0, 0], name: "a.txt") } == .unsupported)
        #expect(refusal { try DocumentExtractor().extract([0, 1, 2, 3, 4, 5, 6, 7], name: "a.txt") } == .unsupported)
        #expect(refusal { try DocumentExtractor().extract([0, 1, 2, 3, 4, 5, 6, 7], name: "a.xlsx") } == .malformed)
        #expect(refusal { try read("PK", as: "a.xlsx") } == .malformed)
        #expect(refusal { try read("x", as: "a.docx") } == .malformed)
        let oldOffice: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(refusal { try DocumentExtractor().extract(oldOffice, name: "a.xls") } == .malformed)
    }

    @Test(arguments: ["a.txt", "a.md", "a.csv", "a.html"])
    func spacesAreNoText(_ name: String) {
        #expect(refusal { try read(" \n \n", as: name) } == .noText)
    }

    // MARK: CSV

    @Test func quotesHoldSeparatorsAndLines() throws {
        let document = try read("Name,Note\r\n\"Doe, J.\",\"said \"\"hi\"\"\nand left\"\r\nRoe,\r\n", as: "a.csv")
        #expect(document.tables[0].header == ["Name", "Note"])
        #expect(document.outline == ["| Doe, J. | said \"hi\" and left |", "| Roe |  |"])
        #expect(document.blocks.map(\.place.row) == [2, 3])
    }

    @Test(arguments: [
        "Name;Note\n\"a,b\";1,5\nc;2,5\n", "Name\tNote\na,b\t1,5\nc\t2,5\n", "sep=;\nName;Note\na,b;1,5\nc;2,5",
    ])
    func theSeparatorIsFound(_ text: String) throws {
        let document = try read(text, as: "a.csv")
        #expect(document.tables[0].header == ["Name", "Note"])
        #expect(document.outline == ["| a,b | 1,5 |", "| c | 2,5 |"])
    }

    @Test func numbersAreNoHeader() throws {
        #expect(try read("1,2\n3,4\n", as: "a.csv").outline == ["| 1 | 2 |", "| 3 | 4 |"])
        #expect(try read("only,names", as: "a.csv").outline == ["| only | names |"])
    }

    @Test(arguments: [
        ("City,2023,2024\nOslo,1000,2000\n", ["City", "2023", "2024"]),
        (",product,stock\n0,Widget,12\n", ["", "product", "stock"]), (",2023,2024\nOslo,1,2\n", ["", "2023", "2024"]),
        ("a,b,,\n1,2,,\n", ["a", "b", "", ""]), ("Volvo,2015,blue\nSaab,2009,red\n", []),
        ("Report 2024,,\n1,2,3\n", []), ("a,,b\n1,2,3\n", []), ("a,a\n1,2\n", []), ("2023,2024\n1,2\n", []),
    ])
    func namesOfColumnsAreKnownFromValues(_ text: String, _ names: [String]) throws {
        #expect(try read(text, as: "a.csv").tables.first?.header == names)
    }

    @Test func aLimitOnFieldsIsKept() {
        var limits = DocumentLimits.standard
        limits.cellsMax = 4
        #expect(refusal { try read("1,2\n3,4\n", as: "a.csv", limits: limits) } == nil)
        #expect(refusal { try read("1,2\n3,4\n5", as: "a.csv", limits: limits) } == .tooLarge)
    }

    // MARK: JSON

    @Test func valuesStandBehindTheirPaths() throws {
        let document = try read(#"{"a":{"b":[1,{"c":"x\ny"}],"d":null},"e":true}"#, as: "a.json")
        #expect(document.outline == ["a.b 1: 1; a.b 2.c: x y; e: true"])
    }

    @Test func manyValuesAreManyParagraphs() throws {
        let items = (0..<30).map { #"{"id":\#($0),"name":"n\#($0)"}"# }.joined(separator: ",")
        let outline = try read(#"{"all":[\#(items)]}"#, as: "a.json").outline
        #expect(outline.count == 30)
        #expect(outline[29] == "all 30.id: 29; all 30.name: n29")
    }

    @Test func elementsAtTheTopStandForThemselves() throws {
        let text = #"[{"name":"Widget","tags":["a","b"]},{"name":"Gadget","sizes":[{"cm":7},{"cm":9}]}]"#
        #expect(
            try read(text, as: "a.json").outline
                == ["name: Widget; tags: a, b", "name: Gadget; sizes 1.cm: 7; sizes 2.cm: 9"])
        #expect(try read("[1,2]", as: "a.json").outline == ["1, 2"])
    }

    @Test func linesOfJSONAreRead() throws {
        let document = try read("{\"a\":1}\n\n{\"a\":2}\n", as: "a.jsonl")
        #expect(document.outline == ["a: 1", "a: 2"])
        #expect(document.blocks.map(\.place.line) == [1, 3])
    }

    @Test func badJSONIsRefused() {
        #expect(refusal { try read("{\"a\":", as: "a.json") } == .malformed)
        let message = "The JSON is not valid in line 2 at byte"
        #expect { try read("{\"a\":1}\n{\"a\":}\n", as: "a.jsonl") } throws: {
            ($0 as? ExtractionError)?.message.hasPrefix(message) == true
        }
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(refusal { try read(deep, as: "a.json") } == .tooLarge)
    }
}
