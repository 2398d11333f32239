/// Tells the names of columns from a row of values.
enum ColumnNames {
    /// Longer texts are no names of columns.
    static let bytesMax = 120

    /// Two words or more, no two the same. The first may be missing, as that of an index is, and any at the end. A year is
    /// a name unless another stands below it.
    static func areNames(_ cells: [String], above values: [String]) -> Bool {
        var last = cells.count
        while last > 0, cells[last - 1].isEmpty { last -= 1 }
        let names = cells[..<last].drop(while: \.isEmpty)
        guard names.count > 1, names.startIndex <= 1, Set(names).count == names.count else { return false }
        let years = names.indices.filter { isYear(names[$0]) }
        let areValues = years.allSatisfy { $0 < values.count && isYear(values[$0]) }
        guard years.isEmpty || !areValues else { return false }
        return names.indices.allSatisfy { years.contains($0) || isWord(names[$0]) }
            && (names.startIndex == 1 || years.count < names.count)
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= bytesMax && Double(text.replacing(",", with: "")) == nil
    }

    /// 1900 to 2100, as tables are about them.
    static func isYear(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 4 && Int(text).map { (1900...2100).contains($0) } ?? false
    }
}
