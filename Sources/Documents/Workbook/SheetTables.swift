/// Finds the tables of one sheet: runs of rows that follow each other, under one header row or more when these are words.
struct SheetTables {
    /// Rows that one merged range may fill; a range over half a sheet is decoration.
    private static let filledRowsMax = 1_000
    private static let headerRowsMax = 3

    private let name: String
    /// Each row of a merged range has its value.
    private let rows: [SheetRow]
    /// As the sheet has them; the same number of rows.
    private let bareRows: [SheetRow]
    /// For a row and a column, the last column of the merged range that begins there.
    private var groupEnds: [Int: [Int: Int]] = [:]
    private var table: Int?
    private var columns = 0...0
    private var lastRow = 0

    init(_ sheet: Worksheet) {
        name = sheet.name
        rows = Self.filled(sheet)
        bareRows = sheet.rows
        for range in sheet.merges where range.columns.count > 1 {
            groupEnds[range.rows.lowerBound, default: [:]][range.columns.lowerBound] = range.columns.upperBound
        }
    }

    mutating func append(to builder: inout DocumentBuilder) throws(ExtractionError) {
        var index = 0
        while index < rows.count {
            let row = rows[index]
            let isApart = row.number != lastRow + 1
            let isNew = isApart || table == nil || !columns.contains(row.cells[0].column)
            let headerRows = isNew ? headerRows(at: index) : 0
            if isNew, row.cells.count == 1, !nextIsAlike(index) {
                // A title or a note.
                table = nil
                try builder.paragraph(row.cells[0].text, at: place(row))
            } else if headerRows > 0 {
                startTable(index..<(index + headerRows), &builder)
            } else {
                if table == nil || !columns.contains(row.cells[0].column) {
                    columns = Self.columns(of: [row])
                    table = builder.table([])
                }
                let content = ExtractedDocument.TableRow(table: table ?? 0, cells: texts(of: row))
                try builder.append(.tableRow(content), at: place(row))
            }
            index += max(headerRows, 1)
            lastRow = rows[index - 1].number
        }
    }

    private func place(_ row: SheetRow) -> ExtractedDocument.Place {
        ExtractedDocument.Place(sheet: name, row: row.number)
    }

    /// The rows with what merged cells mean: each row of a range that runs downwards has its value.
    private static func filled(_ sheet: Worksheet) -> [SheetRow] {
        let tall = sheet.merges.filter { (2...filledRowsMax).contains($0.rows.count) }
        guard !tall.isEmpty else { return sheet.rows }
        var indices: [Int: Int] = [:]
        for (index, row) in sheet.rows.enumerated() { indices[row.number] = index }
        var rows = sheet.rows
        for range in tall {
            guard let first = indices[range.rows.lowerBound],
                let cell = sheet.rows[first].cells.first(where: { $0.column == range.columns.lowerBound })
            else { continue }
            for number in range.rows.dropFirst() {
                guard let index = indices[number] else { continue }
                let position = rows[index].cells.firstIndex { $0.column >= cell.column } ?? rows[index].cells.count
                if position < rows[index].cells.count, rows[index].cells[position].column == cell.column { continue }
                rows[index].cells.insert(cell, at: position)
            }
        }
        return rows
    }

    // MARK: Headers

    /// How many rows from here name the columns: a row of names, and further ones below it while one of the two has
    /// nothing in the first column, as names over groups of columns and names in two lines have.
    private func headerRows(at index: Int) -> Int {
        guard rows[index].cells.count > 1, isNames(index), follows(index) else { return 0 }
        var count = 1
        while count < Self.headerRowsMax, isNames(index + count), follows(index + count) {
            let upper = bareRows[index + count - 1].cells[0].column
            let lower = bareRows[index + count].cells[0].column
            guard upper != lower else { break }
            count += 1
        }
        return count
    }

    /// Words; years and dates too, unless what stands below them is of the same kind.
    private func isNames(_ index: Int) -> Bool {
        guard index < rows.count else { return false }
        let periods = rows[index].cells.filter { Self.isPeriod($0.value) }
        guard periods.count < rows[index].cells.count || rows[index].cells[0].column > 0 else { return false }
        let below = index + 1 < rows.count ? rows[index + 1].cells : []
        let areValues = periods.allSatisfy { period in
            below.contains { $0.column == period.column && Self.isPeriod($0.value) }
        }
        guard periods.isEmpty || !areValues else { return false }
        return rows[index].cells.allSatisfy { cell in
            if case .text(let text) = cell.value { return text.utf8.count <= ColumnNames.bytesMax }
            return Self.isPeriod(cell.value)
        }
    }

    private static func isPeriod(_ value: CellValue) -> Bool {
        switch value {
        case .date: true
        case .number(let number): number == number.rounded() && (1900...2100).contains(number)
        default: false
        }
    }

    /// Whether a row with more than one cell stands right below.
    private func follows(_ index: Int) -> Bool {
        index + 1 < rows.count && rows[index + 1].number == rows[index].number + 1 && rows[index + 1].cells.count > 1
    }

    /// One cell over another: a list of one column, not a title.
    private func nextIsAlike(_ index: Int) -> Bool {
        guard index + 1 < rows.count else { return false }
        let (row, next) = (rows[index], rows[index + 1])
        return next.number == row.number + 1 && next.cells.count == 1 && next.cells[0].column == row.cells[0].column
    }

    /// The row below, which is there, belongs to the table wherever it begins: no header is left without rows.
    private mutating func startTable(_ header: Range<Int>, _ builder: inout DocumentBuilder) {
        columns = Self.columns(of: rows[header.lowerBound...header.upperBound])
        var names: [String] = []
        for index in header {
            let row = index + 1 < header.upperBound ? spread(bareRows[index]) : bareRows[index]
            for (column, text) in texts(of: row).enumerated() where !text.isEmpty {
                while names.count <= column { names.append("") }
                names[column] += names[column].isEmpty ? text : " " + text
            }
        }
        table = builder.table(names)
    }

    /// The row with the name of each merged group in all columns of the group.
    private func spread(_ row: SheetRow) -> SheetRow {
        let ends = groupEnds[row.number] ?? [:]
        var cells: [SheetCell] = []
        for (index, cell) in row.cells.enumerated() {
            let next = index + 1 < row.cells.count ? row.cells[index + 1].column : columns.upperBound + 1
            let last = max(cell.column, min(ends[cell.column] ?? cell.column, next - 1))
            cells += (cell.column...last).map { SheetCell(column: $0, value: cell.value, text: cell.text) }
        }
        return SheetRow(number: row.number, cells: cells)
    }

    // MARK: Cells

    private static func columns(of rows: some Collection<SheetRow>) -> ClosedRange<Int> {
        let first = rows.lazy.map { $0.cells[0].column }.min() ?? 0
        let last = rows.lazy.map { $0.cells[$0.cells.count - 1].column }.max() ?? first
        return first...max(first, last)
    }

    /// One text a column from the first of the table on, each in one line; what stands left of the table comes last.
    private func texts(of row: SheetRow) -> [String] {
        let last = max(columns.lowerBound, row.cells[row.cells.count - 1].column)
        var texts = Array(repeating: "", count: last - columns.lowerBound + 1)
        var outside: [String] = []
        for cell in row.cells {
            let text = cell.text.collapsedIfNeeded
            if cell.column < columns.lowerBound {
                outside.append(text)
            } else {
                texts[cell.column - columns.lowerBound] = text
            }
        }
        while texts.last == "" { texts.removeLast() }
        return texts + outside
    }
}

extension String {
    /// Most cells are one line without runs of spaces: these are taken as they are.
    fileprivate var collapsedIfNeeded: String {
        var wasSpace = true
        for byte in utf8 {
            let isSpace = byte.isSpaceASCII || byte > 0x7F
            if isSpace, wasSpace || byte != 0x20 { return collapsed }
            wasSpace = isSpace
        }
        return wasSpace ? collapsed : self
    }
}
