import AWSCore
import Documents

/// The cells of a workbook by their address, each with its value.
enum Cells {
    static func all(in workbook: Workbook) -> Document.Object {
        var entries: [Document.Entry] = []
        for sheet in workbook.sheets {
            for row in sheet.rows {
                for cell in row.cells {
                    let letters = CellReference.letters(ofColumn: cell.column)
                    entries.append(Document.Entry("\(sheet.name)!\(letters)\(row.number)", value(cell.value)))
                }
            }
        }
        return Document.Object(entries)
    }

    private static func value(_ value: CellValue) -> Document {
        switch value {
        case .number(let number): .number(Number(number))
        case .text(let text), .error(let text), .date(let text): .string(text)
        case .bool(let value): .bool(value)
        case .duration(let seconds): .string("PT\(Number((seconds * 1000).rounded() / 1000).text)S")
        }
    }
}
