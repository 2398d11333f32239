/// A table of HTML while it is read: its rows wait until it is known whether it holds data or only places things.
struct HTMLTable {
    private struct Cell {
        var text = ""
        let isHeader: Bool
        let columns: Int
        let rows: Int
    }

    private struct Row {
        let cells: [String]
        let isHeader: Bool
        let place: ExtractedDocument.Place
    }

    /// What `colspan` and `rowspan` may ask for; browsers stop at 1,000 (HTML standard, 4.9.11).
    private static let spanMax = 100
    private static let columnsMax = 1_000

    private var rows: [Row] = []
    private var cells: [Cell] = []
    private var cell: Cell?
    /// By column: a text that goes on downwards, and through how many rows.
    private var spans: [Int: (text: String, rows: Int)] = [:]
    private var isLayout = false

    var isInCell: Bool { cell != nil && !isLayout }

    mutating func startCell(isHeader: Bool, _ attributes: [String: String]) {
        func span(_ name: String) -> Int { min(max(attributes[name].flatMap { Int($0) } ?? 1, 1), Self.spanMax) }
        cell = Cell(isHeader: isHeader, columns: span("colspan"), rows: span("rowspan"))
    }

    mutating func add(_ words: String) {
        let line = words.replacing("\n", with: " ")
        if let text = cell?.text { cell?.text = text.isEmpty ? line : text + " " + line }
    }

    mutating func endCell() {
        if let cell { cells.append(cell) }
        cell = nil
    }

    mutating func endRow(
        _ builder: inout DocumentBuilder, at place: ExtractedDocument.Place
    ) throws(ExtractionError) {
        guard !cells.isEmpty else { return }
        defer { cells = [] }
        guard !isLayout else { return }
        var texts: [String] = []
        for cell in cells where texts.count < Self.columnsMax {
            fillSpans(&texts)
            if cell.rows > 1 { spans[texts.count] = (cell.text, cell.rows - 1) }
            texts.append(cell.text)
            texts += Array(repeating: "", count: cell.columns - 1)
        }
        fillSpans(&texts)
        let isHeader = cells.allSatisfy(\.isHeader) && cells.count > 1
        rows.append(Row(cells: texts, isHeader: isHeader, place: place))
        guard rows.count <= builder.limits.blocksMax else {
            throw .tooLarge("A table has more than \(builder.limits.blocksMax) rows.")
        }
    }

    private mutating func fillSpans(_ texts: inout [String]) {
        while let span = spans[texts.count] {
            spans[texts.count] = span.rows > 1 ? (span.text, span.rows - 1) : nil
            texts.append(span.text)
        }
    }

    /// Holds another table, so it only places things: what is in it is running text.
    mutating func becomeLayout(
        _ builder: inout DocumentBuilder, at place: ExtractedDocument.Place
    ) throws(ExtractionError) {
        let waiting = rows.flatMap(\.cells) + cells.map(\.text) + [cell?.text ?? ""]
        isLayout = true
        (rows, cells, cell) = ([], [], nil)
        for text in waiting { try builder.paragraph(text, at: place) }
    }

    func append(to builder: inout DocumentBuilder, at place: ExtractedDocument.Place) throws(ExtractionError) {
        let filled = rows.filter { $0.cells.contains { !$0.isEmpty } }
        guard filled.contains(where: { $0.cells.count > 1 }) else {
            for row in filled { try builder.paragraph(row.cells.joined(separator: " "), at: row.place) }
            return
        }
        let hasHeader = filled[0].isHeader && filled.count > 1
        let table = builder.table(hasHeader ? filled[0].cells : [])
        for row in filled.dropFirst(hasHeader ? 1 : 0) {
            try builder.append(.tableRow(.init(table: table, cells: row.cells)), at: row.place)
        }
    }
}
