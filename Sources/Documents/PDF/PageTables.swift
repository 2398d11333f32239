/// Finds tables on a page. The program that reads the page takes columns of a table for columns of text, and gives them
/// one after the other; what belongs to one row is seen only by where words stand.
struct PageTables {
    /// A run of words of one row without a wide gap.
    struct Segment {
        var words: [PageLayout.Word]
        var box: PageLayout.Box

        var text: String { words.lazy.map(\.text).joined(separator: " ") }

        /// A number, an amount, a share, a dash for nothing.
        var isNumeric: Bool {
            var digits = 0
            var others = 0
            for scalar in words.lazy.flatMap(\.text.unicodeScalars) {
                if scalar.properties.numericType != nil {
                    digits += 1
                } else if scalar.properties.isAlphabetic {
                    others += 1
                }
            }
            return digits > others || (others == 0 && text.count <= 2)
        }
    }

    struct Row {
        var segments: [Segment]
        var box: PageLayout.Box
    }

    struct Table {
        let header: [String]
        let rows: [[String]]
        let box: PageLayout.Box
    }

    private static let rowsMin = 3
    /// Rows of one table on one page; more is a picture made of letters.
    private static let rowsMax = 2_000
    private static let headerRowsMax = 4
    /// Of the page's width: what is wider is running text.
    private static let cellWidthMax = 0.3

    private let pageWidth: Double
    private let rows: [Row]

    init(_ page: PageLayout) {
        pageWidth = page.width
        rows = Self.rows(of: page.blocks.flatMap { $0.lines.flatMap(\.words) }.filter { !$0.isRotated })
    }

    func find() -> [Table] {
        var tables: [Table] = []
        var start = 0
        while start < rows.count {
            guard isTabular(rows[start]) else {
                start += 1
                continue
            }
            let end = endOfRun(from: start)
            if let table = table(Array(rows[start..<end])) { tables.append(table) }
            start = end
        }
        return tables
    }

    // MARK: Rows

    /// Words that stand at one height, from the top of the page down.
    private static func rows(of words: [PageLayout.Word]) -> [Row] {
        let sorted = words.sorted { ($0.box.middle, $0.box.left) < ($1.box.middle, $1.box.left) }
        var groups: [[PageLayout.Word]] = []
        var middle = -Double.infinity
        for word in sorted {
            if word.box.middle - middle < 0.4 * word.box.height, !groups.isEmpty {
                groups[groups.count - 1].append(word)
            } else {
                groups.append([word])
                middle = word.box.middle
            }
        }
        return groups.map { group in
            let segments = segments(of: group.sorted { $0.box.left < $1.box.left })
            var box = segments[0].box
            for segment in segments { box.join(segment.box) }
            return Row(segments: segments, box: box)
        }
    }

    private static func segments(of words: [PageLayout.Word]) -> [Segment] {
        var segments: [Segment] = []
        for word in words {
            if let last = segments.last, word.box.left - last.box.right < 0.9 * min(word.box.height, last.box.height) {
                segments[segments.count - 1].words.append(word)
                segments[segments.count - 1].box.join(word.box)
            } else {
                segments.append(Segment(words: [word], box: word.box))
            }
        }
        return segments
    }

    private func isTabular(_ row: Row) -> Bool {
        guard row.segments.count > 1 else { return false }
        let widths = row.segments.map(\.box.width).sorted()
        return widths[widths.count / 2] < Self.cellWidthMax * pageWidth
    }

    /// Rows follow each other closely; one that has a single narrow cell may stand between two of the table.
    private func endOfRun(from start: Int) -> Int {
        var end = start + 1
        while end < rows.count, end - start < Self.rowsMax {
            let gap = rows[end].box.top - rows[end - 1].box.bottom
            guard gap < 2.2 * max(rows[end].box.height, 4) else { break }
            let isContinued =
                end + 1 < rows.count && isTabular(rows[end + 1])
                && rows[end].box.width < Self.cellWidthMax * pageWidth
            guard isTabular(rows[end]) || isContinued else { break }
            end += 1
        }
        return end
    }

    // MARK: Columns

    private func table(_ rows: [Row]) -> Table? {
        guard rows.count >= Self.rowsMin else { return nil }
        let columns = Self.columns(of: rows)
        let segments = rows.flatMap(\.segments)
        let numeric = Double(segments.count(where: \.isNumeric)) / Double(segments.count)
        let lengths = segments.map { $0.text.count }.sorted()
        let filled = Double(segments.count) / Double(rows.count * max(1, columns.count))
        let isTable = columns.count >= 3 ? numeric >= 0.25 || lengths[lengths.count / 2] <= 16 : numeric >= 0.4
        guard columns.count >= 2, isTable, filled >= 0.5 else { return nil }
        var box = rows[0].box
        for row in rows { box.join(row.box) }
        let cells = rows.map { Self.cells(of: $0, columns) }
        let headerRows = Self.headerRows(rows)
        let header =
            headerRows == 0
            ? []
            : (0..<columns.count).map { column in
                cells[..<headerRows].map { $0[column] }.filter { !$0.isEmpty }.joined(separator: " ")
            }
        return Table(header: header, rows: Array(cells[headerRows...]), box: box)
    }

    /// Rows above the first that holds a number; one where no row does.
    private static func headerRows(_ rows: [Row]) -> Int {
        let first = rows.firstIndex { $0.segments.dropFirst().contains(where: \.isNumeric) }
        guard let first else { return 1 }
        return first <= headerRowsMax && first < rows.count ? first : 0
    }

    /// Where the columns are: the stretches of the page that the cells of typical rows cover together.
    private static func columns(of rows: [Row]) -> [ClosedRange<Double>] {
        var counts: [Int: Int] = [:]
        for row in rows { counts[row.segments.count, default: 0] += 1 }
        let typical = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
        let boxes = rows.filter { $0.segments.count == typical }.flatMap(\.segments).map(\.box)
        var columns: [ClosedRange<Double>] = []
        for box in boxes.sorted(by: { $0.left < $1.left }) where box.left <= box.right {
            if let last = columns.last, box.left < last.upperBound {
                columns[columns.count - 1] = last.lowerBound...max(last.upperBound, box.right)
            } else {
                columns.append(box.left...box.right)
            }
        }
        return columns
    }

    /// The texts of a row, each in the column that it overlaps most or stands nearest to.
    private static func cells(of row: Row, _ columns: [ClosedRange<Double>]) -> [String] {
        var cells = Array(repeating: "", count: columns.count)
        for segment in row.segments {
            let best =
                columns.indices.max { overlap(segment.box, columns[$0]) < overlap(segment.box, columns[$1]) } ?? 0
            cells[best] += cells[best].isEmpty ? segment.text : " " + segment.text
        }
        return cells
    }

    /// Below zero: the distance.
    private static func overlap(_ box: PageLayout.Box, _ column: ClosedRange<Double>) -> Double {
        min(box.right, column.upperBound) - max(box.left, column.lowerBound)
    }
}
