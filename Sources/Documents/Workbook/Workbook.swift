/// A workbook as its file has it: sheets, rows, cells; nothing guessed.
package struct Workbook {
    package var sheets: [Worksheet] = []
    package var title: String?
}

package struct Worksheet {
    package let name: String
    package let isHidden: Bool
    /// Rows with a cell that holds something, in order.
    package var rows: [SheetRow] = []
    package var merges: [CellRange] = []
}

package struct SheetRow {
    /// 1-based.
    package let number: Int
    /// Those that hold something, in order of their columns.
    package var cells: [SheetCell] = []
}

package struct SheetCell {
    /// 0-based.
    package let column: Int
    package let value: CellValue
    /// As the workbook shows it.
    package let text: String
}

/// What a cell holds; of a formula, what it came to when the workbook was saved.
package enum CellValue: Equatable {
    case number(Double)
    case text(String)
    case bool(Bool)
    /// `#DIV/0!` and its like.
    case error(String)
    /// ISO 8601, a date or a date with a time.
    case date(String)
    case duration(seconds: Double)
}

/// A rectangle of cells, bounds included.
package struct CellRange: Equatable {
    package let rows: ClosedRange<Int>
    package let columns: ClosedRange<Int>

    /// From `A1:B2` or `A1`; nil for anything else.
    init?(_ text: String) {
        let ends = text.split(separator: ":")
        guard let first = ends.first.flatMap({ CellReference($0) }), ends.count <= 2,
            let last = ends.last.flatMap({ CellReference($0) }), first.row <= last.row, first.column <= last.column
        else { return nil }
        rows = first.row...last.row
        columns = first.column...last.column
    }
}

/// `BC23`
package struct CellReference: Equatable {
    /// Excel's last row and column (Excel specifications and limits): 1,048,576 and XFD.
    static let rowMax = 1 << 20
    static let columnMax = (1 << 14) - 1

    /// 1-based.
    package let row: Int
    /// 0-based.
    package let column: Int

    package init?(_ text: some StringProtocol) {
        self.init(utf8: text.utf8)
    }

    init?(utf8: some Sequence<UInt8>) {
        var (column, row, digits) = (0, 0, 0)
        for byte in utf8 where byte != UInt8(ascii: "$") {
            if byte.isLetterASCII, digits == 0 {
                column = column * 26 + Int(byte.lowercasedASCII - 0x60)
            } else if byte.isDigitASCII {
                row = row * 10 + Int(byte - 0x30)
                digits += 1
            } else {
                return nil
            }
            guard column <= Self.columnMax + 1, row <= Self.rowMax else { return nil }
        }
        guard column > 0, row > 0 else { return nil }
        self.row = row
        self.column = column - 1
    }

    /// `A`, `Z`, `AA`.
    package static func letters(ofColumn column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column + 1
        while rest > 0 {
            letters.append(UInt8(0x41 + (rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
