/// What was read out of a file: blocks in reading order, each with the place that it came from.
public struct ExtractedDocument: Hashable, Sendable {
    public let format: DocumentFormat
    /// From the file itself: front matter, `<title>`, the PDF's information.
    public internal(set) var title: String?
    /// Of a PDF; nil for what has no pages.
    public internal(set) var pageCount: Int?
    /// Of a workbook, in its order, with those that hold nothing.
    public internal(set) var sheets: [Sheet] = []
    /// The tables that rows belong to; a ``TableRow`` names one by its index.
    public internal(set) var tables: [Table] = []
    public internal(set) var blocks: [Block] = []

    public struct Sheet: Hashable, Sendable {
        public let name: String
        /// Hidden from whoever opens the workbook. Its text is here all the same.
        public let isHidden: Bool
    }

    /// The head of a table.
    public struct Table: Hashable, Sendable {
        /// One name a column; empty when the table has no header.
        public let header: [String]
    }

    /// A piece of text with a role.
    public struct Block: Hashable, Sendable {
        public let content: Content
        public let place: Place
    }

    public enum Content: Hashable, Sendable {
        /// Level 1 is the most general.
        case heading(level: Int, text: String)
        /// Line breaks are those of the source: in a PDF, where the printed lines end.
        case paragraph(String)
        /// Depth 0 is the outermost list; the marker is `-` or a number with its point.
        case listItem(depth: Int, marker: String, text: String)
        case tableRow(TableRow)
        case code(language: String?, text: String)
    }

    public struct TableRow: Hashable, Sendable {
        /// Index into ``ExtractedDocument/tables``.
        public let table: Int
        /// One text a column, empty where the cell is.
        public let cells: [String]
    }

    /// Where in its file a block stands.
    public struct Place: Hashable, Sendable {
        /// 1-based page of a PDF.
        public var page: Int?
        /// Name of a worksheet.
        public var sheet: String?
        /// 1-based row of a worksheet or record of a CSV file.
        public var row: Int?
        /// 1-based line of a text.
        public var line: Int?
        /// The headings above, from the most general down.
        public var headingPath: [String] = []

        public init(page: Int? = nil, sheet: String? = nil, row: Int? = nil, line: Int? = nil) {
            self.page = page
            self.sheet = sheet
            self.row = row
            self.line = line
        }
    }
}

extension ExtractedDocument.Block {
    /// The words alone.
    public var text: String {
        switch content {
        case .heading(_, let text), .paragraph(let text), .code(_, let text): text
        case .listItem(_, let marker, let text): "\(marker) \(text)"
        case .tableRow(let row): row.cells.joined(separator: "\t")
        }
    }
}

extension ExtractedDocument {
    /// All words in reading order, one block after the other; each header of a table before its first row.
    public var text: String { text { _ in true } }

    /// The words of one page.
    /// - Complexity: O(blocks).
    public func text(ofPage page: Int) -> String { text { $0.place.page == page } }

    private func text(where isWanted: (Block) -> Bool) -> String {
        var text = ""
        var table: Int?
        for block in blocks where isWanted(block) {
            if case .tableRow(let row) = block.content, row.table != table {
                table = row.table
                let header = tables[row.table].header
                if !header.isEmpty { text += header.joined(separator: "\t") + "\n" }
            }
            text += block.text
            text += "\n"
        }
        return text
    }
}
