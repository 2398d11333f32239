import Documents
import Foundation
import Testing

/// These run poppler's `pdftotext`, which `make install` brings.
@Suite struct PDFTests {
    @Test func columnsAreReadOneAfterTheOther() throws {
        let document = try Fixture.document("report.pdf")
        #expect(document.pageCount == 2)
        let text = document.text(ofPage: 1)
        let pears = try #require(text.range(of: "The second column"))
        let apples = try #require(text.range(of: "cut at the end of one line."))
        #expect(apples.upperBound < pears.lowerBound)
    }

    @Test func headingsAndTablesAreFound() throws {
        let outline = try Fixture.document("report.pdf").outline
        #expect(outline.first == "# Fruit Report")
        #expect(outline.contains("## Harvest"))
        #expect(outline.suffix(4).first == "| Hillside | 1,204 | 310 |")
        let document = try Fixture.document("report.pdf")
        #expect(document.tables.map(\.header) == [["Orchard", "Apples", "Pears"]])
        #expect(document.blocks.last?.place.page == 2)
        #expect(document.blocks.last?.place.headingPath == ["Fruit Report", "Harvest"])
    }

    @Test func opensUnderItsPassword() throws {
        let open = try Fixture.document("locked.pdf", password: "open sesame")
        #expect(try open.text == Fixture.document("report.pdf").text)
        #expect(refusal { try Fixture.document("locked.pdf", password: "wrong") } == .encrypted)
        #expect(refusal { try Fixture.document("locked.pdf") } == .encrypted)
    }

    @Test func pagesWithoutTextAreSaidToBePictures() throws {
        do {
            _ = try Fixture.document("scanned-no-text.pdf")
            Issue.record("there is no text")
        } catch let error as ExtractionError {
            #expect(error.kind == .noText)
            #expect(error.message == "The PDF holds no text. Its 2 pages are most likely scanned pictures.")
            #expect(error.advice.contains("OCR"))
        }
    }

    @Test func aLimitOnPagesIsKept() {
        var limits = DocumentLimits.standard
        limits.pagesMax = 2
        #expect(refusal { try Fixture.document("report.pdf", limits: limits) } == nil)
        limits.pagesMax = 1
        #expect(refusal { try Fixture.document("report.pdf", limits: limits) } == .tooLarge)
    }

    @Test func damageIsSaidToBeDamage() throws {
        #expect(refusal { try read("%PDF-1.4\nnothing more", as: "a.pdf") } == .malformed)
        #expect(refusal { try read("no PDF at all", as: "a.pdf") } == .malformed)
    }

    @Test func aPDFIsOneUnderAnyName() throws {
        let document = try DocumentExtractor().extract(Fixture.bytes("report.pdf"), name: "notes.txt")
        #expect(document.format == .pdf)
    }
}
