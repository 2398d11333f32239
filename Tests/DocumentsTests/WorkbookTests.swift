import Documents
import Testing

@Suite struct WorkbookTests {
    @Test func readsSheetsInOrderAndMarksTheHiddenOne() throws {
        let document = try Fixture.document("sales.xlsx")
        #expect(document.format == .workbook)
        #expect(document.title == "Quarterly figures")
        #expect(document.sheets.map(\.name) == ["Sales", "Merged", "Notes", "Empty"])
        #expect(document.sheets.map(\.isHidden) == [false, false, true, false])
        #expect(document.outline.contains("# Notes (hidden sheet)"))
        #expect(!document.outline.contains("# Empty"))
    }

    @Test func showsNumbersAndDatesAsTheWorkbookDoes() throws {
        let outline = try Fixture.document("sales.xlsx").outline
        #expect(outline.contains("Sales by region"))
        #expect(outline.contains("| North | 2024-01-31 | € 12,345.60 | 25.6% | TRUE |"))
        #expect(outline.contains("| West | Mar 31, 2024 17:45 (2024-03-31 17:45:00) | -€ 4,321.05 | 4.4% | TRUE |"))
    }

    @Test func rowsKnowTheirHeaderAndPlace() throws {
        let document = try Fixture.document("sales.xlsx")
        let row = try #require(document.blocks.first { $0.text.hasPrefix("South") })
        guard case .tableRow(let content) = row.content else {
            Issue.record("South is no row")
            return
        }
        #expect(document.tables[content.table].header == ["Region", "Month", "Revenue", "Share", "Checked"])
        #expect(row.place.sheet == "Sales")
        #expect(row.place.row == 5)
        #expect(row.place.headingPath == ["Sales"])
    }

    @Test func mergedCellsGoForEachOfTheirRows() throws {
        let outline = try Fixture.document("sales.xlsx").outline
        #expect(outline.contains("| Blue | Ann |"))
        #expect(outline.contains("| Blue | Cleo |"))
        #expect(outline.contains("| Red | Dan |"))
    }

    @Test(arguments: [
        ("Years", ["City", "2023", "2024"]), ("Corner", ["", "2023", "2024"]),
        ("Months", ["City", "2024-01-01", "2024-02-01"]),
        ("Groups", ["Product", "Q1 units", "Q1 EUR", "Q2 units", "Q2 EUR"]), ("No header", []),
    ])
    func namesOfColumnsAreKnownFromValues(_ sheet: String, _ names: [String]) throws {
        let document = try Fixture.document("headers.xlsx")
        let rows = document.blocks.compactMap { block -> ExtractedDocument.TableRow? in
            guard block.place.sheet == sheet, case .tableRow(let row) = block.content else { return nil }
            return row
        }
        #expect(Set(rows.map(\.table)).count == 1)
        #expect(document.tables[try #require(rows.first).table].header == names)
    }

    @Test func countsFrom1904WhereTheWorkbookSaysSo() throws {
        let workbook = try WorkbookReader.read(Fixture.bytes("dates-1904.xlsx"))
        #expect(workbook.sheets[0].rows[0].cells[0].value == .date("2021-01-01"))
    }

    @Test func readsWhatIsRarelyWritten() throws {
        let sheets = try WorkbookReader.read(Fixture.bytes("hand-made.xlsx")).sheets
        #expect(sheets.map(\.name) == ["One"])
        let rows = sheets[0].rows
        #expect(rows.map(\.number) == [1, 2])
        #expect(rows[0].cells.map(\.value) == [.text("two runs"), .text("東京"), .text("a\rbA")])
        #expect(rows[1].cells.map(\.column) == [0, 1, 2, 3, 4])
        #expect(
            rows[1].cells.map(\.value) == [
                .number(2), .text("cached"), .error("#DIV/0!"), .bool(true), .text("inline"),
            ])
    }

    @Test func opensUnderItsPassword() throws {
        let open = try Fixture.document("locked-agile.xlsx", password: "open sesame")
        #expect(try open.blocks == Fixture.document("sales.xlsx").blocks)
        #expect(refusal { try Fixture.document("locked-agile.xlsx", password: "wrong") } == .encrypted)
        #expect(refusal { try Fixture.document("locked-agile.xlsx") } == .encrypted)
    }

    @Test(arguments: [
        ("bomb-zeros.xlsx", ExtractionError.Kind.bomb), ("bomb-false-size.xlsx", .bomb), ("bomb-entities.xlsx", .bomb),
        ("letter.docx", .unsupported), ("plain.zip", .unsupported),
    ])
    func refuses(_ name: String, _ kind: ExtractionError.Kind) {
        #expect(refusal { try Fixture.document(name) } == kind)
    }

    @Test func everyLimitIsKept() {
        func kind(_ change: (inout DocumentLimits) -> Void) -> ExtractionError.Kind? {
            var limits = DocumentLimits.standard
            change(&limits)
            return refusal { try Fixture.document("sales.xlsx", limits: limits) }
        }
        // 31 cells hold something in sheets of 1 + 5 × 4, 2 + 4 + 2 and 2.
        #expect(kind { $0.cellsMax = 31 } == nil)
        #expect(kind { $0.cellsMax = 30 } == .tooLarge)
        #expect(kind { $0.sheetsMax = 4 } == nil)
        #expect(kind { $0.sheetsMax = 3 } == .tooLarge)
        #expect(kind { $0.entriesMax = 5 } == .tooLarge)
        #expect(kind { $0.expandedBytesMax = 1_000 } == .bomb)
        #expect(kind { $0.documentBytesMax = 6_000 } == .tooLarge)
        #expect(kind { $0.textBytesMax = 100 } == .tooLarge)
        #expect(kind { $0.blocksMax = 3 } == .tooLarge)
    }

    @Test func damageIsSaidToBeDamage() throws {
        let bytes = try Fixture.bytes("sales.xlsx")
        #expect(refusal { try DocumentExtractor().extract(Array(bytes.prefix(3000)), name: "a.xlsx") } == .malformed)
        #expect(refusal { try DocumentExtractor().extract([], name: "a.xlsx") } == .malformed)
    }

    @Test(arguments: [("A1", 1, 0), ("Z9", 9, 25), ("AA10", 10, 26), ("$XFD$1048576", 1_048_576, 16_383)])
    func addressesAreRead(_ text: String, _ row: Int, _ column: Int) {
        let reference = CellReference(text)
        #expect(reference?.row == row)
        #expect(reference?.column == column)
    }

    @Test(arguments: ["", "A", "1", "A0", "1A", "A1B", "XFE1", "A1048577", "ÄA1"])
    func whatIsNoAddressIsNone(_ text: String) {
        #expect(CellReference(text) == nil)
    }
}
