/// A piece of a document, made to be found and quoted by itself.
public struct Chunk: Hashable, Sendable {
    /// 0, 1, 2, … through the document.
    public let ordinal: Int
    /// The headings above on the first line, an empty line, then the words.
    public let text: String
    /// Of ``text``, as a reader counts them.
    public let characterCount: Int
    public let source: Source

    /// Where the words come from.
    public struct Source: Hashable, Sendable {
        /// 1-based pages of a PDF.
        public internal(set) var pages: ClosedRange<Int>?
        /// Name of a worksheet.
        public internal(set) var sheet: String?
        /// 1-based rows of a worksheet or records of a CSV file.
        public internal(set) var rows: ClosedRange<Int>?
        /// 1-based lines of a text.
        public internal(set) var lines: ClosedRange<Int>?
        /// The title of the document and the headings above, from the most general down.
        public internal(set) var headingPath: [String] = []
    }
}

extension Chunk.Source {
    /// Takes in the place of one more block.
    mutating func extend(by place: ExtractedDocument.Place) {
        pages = Self.joined(pages, place.page)
        rows = Self.joined(rows, place.row)
        lines = Self.joined(lines, place.line)
        sheet = sheet ?? place.sheet
    }

    private static func joined(_ range: ClosedRange<Int>?, _ number: Int?) -> ClosedRange<Int>? {
        guard let number else { return range }
        guard let range else { return number...number }
        return min(range.lowerBound, number)...max(range.upperBound, number)
    }
}
