/// Turns the pages of a PDF into blocks: headings by the size of their letters, paragraphs, lists, tables.
enum PDFDocument {
    /// What programs write for a title that nobody gave.
    private static let placeholders: Set<String> = ["untitled", "untitled document", "anonymous", "(anonymous)"]

    static func read(
        _ bytes: [UInt8], password: String?, _ limits: DocumentLimits
    ) throws(ExtractionError) -> ExtractedDocument {
        let layout = try PDFText(limits: limits).layout(of: bytes, password: password)
        let reader = PageLayoutReader(layout)
        guard reader.pages.count <= limits.pagesMax else {
            throw .tooLarge("The PDF has more than \(limits.pagesMax) pages.")
        }
        guard !reader.pages.isEmpty else { throw .malformed("The PDF has no pages.") }
        guard reader.pages.contains(where: { $0.blocks.contains { $0.lines.contains { !$0.words.isEmpty } } }) else {
            let pages = reader.pages.count == 1 ? "Its one page is" : "Its \(reader.pages.count) pages are"
            throw .noText("The PDF holds no text. \(pages) most likely scanned pictures.")
        }
        var builder = DocumentBuilder(.pdf, limits)
        builder.setPages(reader.pages.count)
        if let title = reader.title, !title.isEmpty, !Self.placeholders.contains(title.lowercased()) {
            builder.title = title
        }
        let sizes = LetterSizes(reader.pages)
        for page in reader.pages { try PDFPage(page, sizes).append(to: &builder) }
        return builder.document
    }
}

/// The sizes of letters in a document: the one that most text has, and the larger ones of headings.
struct LetterSizes {
    /// A heading's letters are at least this much larger than the text's.
    private static let headingRatio = 1.18
    private static let levelsMax = 4
    private static let headingCharactersMax = 200
    private static let headingLinesMax = 3

    private let body: Double
    /// Descending.
    private let headings: [Double]

    init(_ pages: [PageLayout]) {
        var characters: [Double: Int] = [:]
        for line in pages.lazy.flatMap(\.blocks).flatMap(\.lines) where !line.isRotated {
            characters[Self.rounded(line.height), default: 0] += line.words.reduce(0) { $0 + $1.text.utf8.count }
        }
        let body = characters.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
        self.body = body
        headings = characters.keys.filter { $0 >= body * Self.headingRatio }.sorted(by: >)
    }

    /// 1 for the largest letters; nil for a block that is no heading.
    func level(of block: PageLayout.Block) -> Int? {
        guard let first = block.lines.first, block.lines.count <= Self.headingLinesMax else { return nil }
        let size = Self.rounded(first.height)
        guard let rank = headings.firstIndex(of: size),
            block.lines.allSatisfy({ Self.rounded($0.height) >= body * Self.headingRatio && !$0.isRotated })
        else { return nil }
        let text = block.lines.map(\.text).joined(separator: " ")
        let letters = text.unicodeScalars.count { $0.properties.isAlphabetic }
        guard letters >= 3, text.count <= Self.headingCharactersMax else { return nil }
        return min(rank + 1, Self.levelsMax)
    }

    /// To half a point: sizes that differ by rounding are one.
    private static func rounded(_ height: Double) -> Double { (height * 2).rounded() / 2 }
}

/// One page, its tables put back together.
private struct PDFPage {
    private let page: PageLayout
    private let sizes: LetterSizes
    private let tables: [PageTables.Table]

    init(_ page: PageLayout, _ sizes: LetterSizes) {
        self.page = page
        self.sizes = sizes
        tables = PageTables(page).find()
    }

    func append(to builder: inout DocumentBuilder) throws(ExtractionError) {
        var written = Set<Int>()
        for block in page.blocks {
            var rest = PageLayout.Block()
            for line in block.lines {
                var outside = PageLayout.Line()
                for word in line.words {
                    guard let table = index(ofTableWith: word.box) else {
                        outside.words.append(word)
                        continue
                    }
                    guard written.insert(table).inserted else { continue }
                    try append(rest, to: &builder)
                    rest = PageLayout.Block()
                    try append(tables[table], to: &builder)
                }
                if !outside.words.isEmpty { rest.lines.append(outside) }
            }
            try append(rest, to: &builder)
        }
    }

    private func index(ofTableWith box: PageLayout.Box) -> Int? {
        tables.firstIndex {
            $0.box.top <= box.middle && box.middle <= $0.box.bottom && $0.box.left <= box.right
                && box.left <= $0.box.right
        }
    }

    private var place: ExtractedDocument.Place { ExtractedDocument.Place(page: page.number) }

    private func append(
        _ table: PageTables.Table, to builder: inout DocumentBuilder
    ) throws(ExtractionError) {
        let index = builder.table(table.header)
        for row in table.rows { try builder.append(.tableRow(.init(table: index, cells: row)), at: place) }
    }

    private func append(_ block: PageLayout.Block, to builder: inout DocumentBuilder) throws(ExtractionError) {
        guard !block.lines.isEmpty else { return }
        if let level = sizes.level(of: block) {
            let text = block.lines.map(\.text).joined(separator: " ")
            return try builder.append(.heading(level: level, text: text), at: place)
        }
        var lines: [String] = []
        for line in block.lines {
            let text = line.text
            // A bullet begins an item, and ends what stood before it.
            if Self.startsItem(text), !lines.isEmpty {
                try append(lines, to: &builder)
                lines = []
            }
            lines.append(text)
        }
        try append(lines, to: &builder)
    }

    private func append(_ lines: [String], to builder: inout DocumentBuilder) throws(ExtractionError) {
        guard let first = lines.first else { return }
        guard Self.startsItem(first) else {
            let text = lines.joined(separator: "\n")
            // A block that begins in the middle of a sentence goes on where the last one broke off.
            let goesOn = first.unicodeScalars.first?.properties.isLowercase ?? false
            if goesOn, builder.continueParagraph(text, at: place) { return }
            return try builder.paragraph(text, at: place)
        }
        let marker = String(first.prefix(1))
        let text = ([String(first.dropFirst()).trimmed] + lines.dropFirst()).joined(separator: "\n")
        try builder.append(.listItem(depth: 0, marker: marker, text: text), at: place)
    }

    private static func startsItem(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, text.unicodeScalars.count > 2 else { return false }
        return ["\u{2022}", "\u{25AA}", "\u{25CF}", "\u{25E6}", "\u{2023}", "\u{F0B7}"].contains(first)
    }
}
