/// Reads a table line by line; its first row names the columns, unless that holds values.
struct TableReading {
    struct Row: Hashable, Sendable {
        /// One name a column; empty when the table has none.
        let names: [String]
        let cells: [String]

        /// What the row is about: its first cell.
        var key: String? { cells.first }

        /// "Name: Lamp; Price: 30".
        var text: String {
            cells.enumerated().compactMap { index, cell in
                guard !cell.isEmpty else { return nil }
                let name = index < names.count ? names[index] : ""
                return name.isEmpty ? cell : "\(name): \(cell)"
            }.joined(separator: "; ")
        }
    }

    private(set) var header: [String] = []
    private var first: [String]?
    private var rows = 0

    var isEmpty: Bool { first == nil }

    /// - Returns: the rows that are complete with this line.
    mutating func take(_ line: Substring) -> [Row] {
        let cells = Self.cells(of: line)
        let isRule = cells.allSatisfy { !$0.isEmpty && $0.allSatisfy { "-: ".contains($0) } }
        guard let first else {
            if !isRule { first = cells }
            return []
        }
        if isRule {
            if rows == 0 { header = first }
            return []
        }
        rows += 1
        guard rows == 1, header.isEmpty else { return [Row(names: header, cells: cells)] }
        if Self.areNames(first) {
            header = first
            return [Row(names: header, cells: cells)]
        }
        return [Row(names: [], cells: first), Row(names: [], cells: cells)]
    }

    /// What looked like the head of a table, and has no rows, is a line of its own.
    func end() -> String? {
        guard rows == 0, let first else { return nil }
        return first.filter { !$0.isEmpty }.joined(separator: " | ")
    }

    /// The bars at both ends are a frame; one without the other is left of an empty cell.
    private static func cells(of line: Substring) -> [String] {
        var cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
            MarkupStripper.plain($0.trimmed)
        }
        if cells.count > 1, cells.first?.isEmpty == true { cells.removeFirst() }
        if cells.count > 1, cells.last?.isEmpty == true { cells.removeLast() }
        return cells
    }

    /// Amounts and codes of digits are no names, but years are.
    private static func areNames(_ cells: [String]) -> Bool {
        cells.allSatisfy { cell in
            guard cell.contains(where: \.isNumber), !cell.contains(where: \.isLetter) else { return true }
            let year = cell.prefix(4)
            return (year.hasPrefix("19") || year.hasPrefix("20")) && year.allSatisfy(\.isNumber)
                && !(cell.dropFirst(4).first?.isNumber ?? false)
        }
    }
}
