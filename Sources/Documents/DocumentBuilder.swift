/// Collects blocks, keeps the trail of headings above them, and stops at the limits.
struct DocumentBuilder {
    /// Longer paragraphs are not continued: adding to one copies it.
    private static let continuedBytesMax = 16 << 10

    private(set) var document: ExtractedDocument
    let limits: DocumentLimits
    private var trail: [(level: Int, text: String)] = []
    private var path: [String] = []
    private var textBytes = 0

    init(_ format: DocumentFormat, _ limits: DocumentLimits) {
        document = ExtractedDocument(format: format)
        self.limits = limits
    }

    var title: String? {
        get { document.title }
        set { document.title = newValue }
    }

    var isEmpty: Bool { document.blocks.isEmpty }

    mutating func setPages(_ count: Int) { document.pageCount = count }
    mutating func setSheets(_ sheets: [ExtractedDocument.Sheet]) { document.sheets = sheets }

    /// A table whose rows are to follow.
    mutating func table(_ header: [String]) -> Int {
        for name in header { textBytes += name.utf8.count }
        document.tables.append(ExtractedDocument.Table(header: header))
        return document.tables.count - 1
    }

    mutating func append(
        _ content: ExtractedDocument.Content, at place: ExtractedDocument.Place
    ) throws(ExtractionError) {
        if case .heading(let level, _) = content { leaveHeadings(from: level) }
        var place = place
        place.headingPath = path
        if case .heading(let level, let text) = content {
            trail.append((level, text))
            path.append(text)
        }
        let block = ExtractedDocument.Block(content: content, place: place)
        textBytes += Self.bytes(of: content)
        guard textBytes <= limits.textBytesMax else {
            throw .tooLarge("The document holds more than \(limits.textBytesMax >> 20) MB of text.")
        }
        guard document.blocks.count < limits.blocksMax else {
            throw .tooLarge("The document has more than \(limits.blocksMax) paragraphs and rows.")
        }
        document.blocks.append(block)
    }

    /// A paragraph, unless it is empty.
    mutating func paragraph(_ text: String, at place: ExtractedDocument.Place) throws(ExtractionError) {
        let text = text.trimmed
        if !text.isEmpty { try append(.paragraph(text), at: place) }
    }

    /// Adds to the last block when that is a paragraph of the same page that ends within a sentence.
    /// - Returns: false when nothing was added.
    mutating func continueParagraph(_ text: String, at place: ExtractedDocument.Place) -> Bool {
        guard let last = document.blocks.last, case .paragraph(let start) = last.content, last.place.page == place.page,
            let end = start.unicodeScalars.last, end.properties.isAlphabetic || end == "," || end == "-",
            start.utf8.count <= Self.continuedBytesMax, textBytes + text.utf8.count <= limits.textBytesMax
        else { return false }
        textBytes += text.utf8.count
        document.blocks[document.blocks.count - 1] = ExtractedDocument.Block(
            content: .paragraph(start + "\n" + text), place: last.place)
        return true
    }

    /// The next blocks stand under no heading of the last sheet or file.
    mutating func leaveHeadings(from level: Int = 0) {
        guard let index = trail.firstIndex(where: { $0.level >= level }) else { return }
        trail.removeSubrange(index...)
        path.removeSubrange(index...)
    }

    private static func bytes(of content: ExtractedDocument.Content) -> Int {
        switch content {
        case .heading(_, let text), .paragraph(let text), .listItem(_, _, let text), .code(_, let text):
            text.utf8.count
        // An empty cell takes memory too: a row may reach from the first column to the sixteen-thousandth.
        case .tableRow(let row): row.cells.reduce(0) { $0 + $1.utf8.count + 8 }
        }
    }
}
