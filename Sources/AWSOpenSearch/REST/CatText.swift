import AWSCore

/// Tables as text: what `_cat` answers people with.
enum CatText {
    /// The columns that `h` asks for, sorted as `s` says.
    static func selected(_ table: OpenSearch.CatOutput, _ parameters: OpenSearch.Parameters) -> OpenSearch.CatOutput {
        let columns = parameters.names(in: "h").map { patterns in
            patterns.flatMap { pattern in table.columns.filter { Glob.matches(pattern, $0) } }
        }
        var selected = table
        selected.defaultColumns = columns ?? table.defaultColumns
        for key in (parameters.names(in: "s") ?? []).reversed() { sort(&selected.rows, by: key) }
        selected.rows = selected.rows.map { row in
            Document.Object(selected.defaultColumns.map { Document.Entry($0, row[$0] ?? .null) })
        }
        return selected
    }

    static func text(_ table: OpenSearch.CatOutput, _ parameters: OpenSearch.Parameters) -> String {
        let columns = table.defaultColumns
        if parameters.flag("help") ?? false { return table.columns.map { "\($0) | | \n" }.joined() }
        var lines = table.rows.map { row in columns.map { row[$0]?.scalarText ?? "" } }
        if parameters.flag("v") ?? false { lines.insert(columns, at: 0) }
        let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = line.indices.map { column in
                let isLast = column == line.count - 1
                let padding = isLast ? 0 : widths[column] - line[column].count
                return line[column] + String(repeating: " ", count: padding)
            }
            return cells.joined(separator: " ") + "\n"
        }.joined()
    }

    /// - Parameter key: a column, `:desc` behind it for the reverse.
    private static func sort(_ rows: inout [Document.Object], by key: String) {
        let parts = key.split(separator: ":").map(String.init)
        guard let column = parts.first else { return }
        let isReversed = parts.last == "desc"
        let keyed = rows.enumerated().map {
            (offset: $0.offset, text: $0.element[column]?.scalarText ?? "", row: $0.element)
        }
        rows = keyed.sorted { left, right in
            if left.text == right.text { return left.offset < right.offset }
            if let a = Double(left.text), let b = Double(right.text), a != b { return isReversed ? a > b : a < b }
            return isReversed ? left.text > right.text : left.text < right.text
        }.map(\.row)
    }
}
