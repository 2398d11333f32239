/// HTML as blocks: headings, paragraphs, lists, tables and code; what only frames a page is left out.
struct HTMLReader {
    private static let sectionBreaks: Set<String> = [
        "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "hr", "html", "main", "p", "section", "summary", "table", "caption", "tbody", "thead",
        "tfoot",
    ]
    /// Text that nobody reads.
    private static let unread: Set<String> = [
        "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head", "select", "button",
        "textarea", "canvas", "audio", "video", "datalist",
    ]
    private static let frames: Set<String> = ["nav", "header", "footer", "aside", "form", "menu", "dialog"]
    private static let frameRoles: Set<String> = ["navigation", "banner", "contentinfo", "search", "complementary"]
    private static let raw: Set<String> = ["script", "style", "textarea", "noscript", "iframe"]
    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    /// What a page is reduced to.
    private enum Scope {
        /// Only what stands in `<main>`.
        case main
        /// All but what frames pages.
        case body
        case everything
    }

    private enum Role: Equatable {
        case paragraph
        case heading(Int)
        case item
        case code
    }

    private let scope: Scope
    private let firstLine: Int
    private var tokens: HTMLTokenizer
    private var text = ""
    private var role = Role.paragraph
    private var line = 1
    private var lists: [HTMLList] = []
    private var tables: [HTMLTable] = []
    private var skipped: (name: String, depth: Int)?
    private var mainDepth = 0

    static func read(_ text: String, _ limits: DocumentLimits) throws(ExtractionError) -> ExtractedDocument {
        let hasMain = text.utf8.contains(sequence: "<main") || text.utf8.contains(sequence: "role=\"main\"")
        for scope in hasMain ? [Scope.main, .body, .everything] : [.body, .everything] {
            var builder = DocumentBuilder(.html, limits)
            var reader = HTMLReader(text, scope, firstLine: 1)
            try reader.run(&builder)
            if !builder.isEmpty { return builder.document }
        }
        return DocumentBuilder(.html, limits).document
    }

    /// A piece of HTML inside another text, which begins at a line of it.
    static func append(
        _ html: String, at line: Int, to builder: inout DocumentBuilder
    ) throws(ExtractionError) {
        var reader = HTMLReader(html, .everything, firstLine: line)
        try reader.run(&builder)
    }

    private init(_ text: String, _ scope: Scope, firstLine: Int) {
        (self.scope, self.firstLine) = (scope, firstLine)
        tokens = HTMLTokenizer(text)
    }

    private mutating func run(_ builder: inout DocumentBuilder) throws(ExtractionError) {
        while let token = tokens.next() {
            switch token {
            case .text(let text): take(text)
            case .open(let name, let attributes, let isEmpty):
                if skipped != nil {
                    skip(opening: name)
                } else {
                    try open(name, attributes, isEmpty: isEmpty, &builder)
                }
            case .close(let name):
                if skipped != nil { skip(closing: name) } else { try close(name, &builder) }
            }
        }
        try flush(&builder)
        while let table = tables.popLast() { try table.append(to: &builder, at: place) }
    }

    private var place: ExtractedDocument.Place { ExtractedDocument.Place(line: firstLine - 1 + line) }

    private mutating func take(_ more: String) {
        guard skipped == nil, scope != .main || mainDepth > 0 else { return }
        if text.isEmpty { line = tokens.line }
        // White space is only that much in HTML; line ends of their own come from <br>.
        text += role == .code ? more : more.replacing("\n", with: " ")
    }

    // MARK: Tags

    private mutating func open(
        _ name: String, _ attributes: [String: String], isEmpty: Bool, _ builder: inout DocumentBuilder
    ) throws(ExtractionError) {
        if name == "title", builder.title == nil {
            let title = Entities.decode(tokens.rawText(until: "title")).collapsed
            if !title.isEmpty { builder.title = title }
        }
        if isUnread(name, attributes) {
            if Self.raw.contains(name) { _ = tokens.rawText(until: name) }
            if !Self.void.contains(name), !isEmpty { skipped = (name, 1) }
            return
        }
        if name == "main" || attributes["role"] == "main" { mainDepth += 1 }
        if let level = Self.headingLevel(name) {
            try flush(&builder)
            role = .heading(level)
            return
        }
        switch name {
        case "br": text += "\n"
        case "img": if let alt = attributes["alt"], alt.contains(" ") { take(" \(alt) ") }
        case "ul", "ol":
            try flush(&builder)
            lists.append(HTMLList(isOrdered: name == "ol", next: attributes["start"].flatMap { Int($0) } ?? 1))
        case "li":
            try flush(&builder)
            role = .item
        case "pre":
            try flush(&builder)
            role = .code
        case "table":
            try flush(&builder)
            if let outer = tables.indices.last { try tables[outer].becomeLayout(&builder, at: place) }
            tables.append(HTMLTable())
        case "tr": try endRow(&builder)
        case "td", "th":
            try endCell(&builder)
            tables.indices.last.map { tables[$0].startCell(isHeader: name == "th", attributes) }
        default: if Self.sectionBreaks.contains(name) { try flush(&builder) }
        }
    }

    private mutating func close(_ name: String, _ builder: inout DocumentBuilder) throws(ExtractionError) {
        if Self.headingLevel(name) != nil { return try flush(&builder) }
        switch name {
        case "ul", "ol":
            try flush(&builder)
            _ = lists.popLast()
        case "li", "pre": try flush(&builder)
        case "td", "th": try endCell(&builder)
        case "tr": try endRow(&builder)
        case "table":
            try endRow(&builder)
            if let table = tables.popLast() { try table.append(to: &builder, at: place) }
        default:
            if Self.sectionBreaks.contains(name) { try flush(&builder) }
            if name == "main", mainDepth > 0 { mainDepth -= 1 }
        }
    }

    private static func headingLevel(_ name: String) -> Int? {
        let bytes = Array(name.utf8)
        guard bytes.count == 2, bytes[0] == UInt8(ascii: "h"), (0x31...0x36).contains(bytes[1]) else { return nil }
        return Int(bytes[1] - 0x30)
    }

    private func isUnread(_ name: String, _ attributes: [String: String]) -> Bool {
        if Self.unread.contains(name) && name != "head" { return true }
        if attributes["hidden"] != nil || attributes["aria-hidden"] == "true" { return true }
        if attributes["style"]?.replacing(" ", with: "").contains("display:none") ?? false { return true }
        guard scope != .everything else { return false }
        return Self.frames.contains(name) || attributes["role"].map { Self.frameRoles.contains($0) } ?? false
    }

    private mutating func skip(opening name: String) {
        if skipped?.name == name, !Self.void.contains(name) { skipped?.depth += 1 }
    }

    private mutating func skip(closing name: String) {
        guard skipped?.name == name else { return }
        skipped?.depth -= 1
        if skipped?.depth == 0 { skipped = nil }
    }

    // MARK: Blocks

    /// What was collected becomes a block, or a part of the cell that it stands in.
    private mutating func flush(_ builder: inout DocumentBuilder) throws(ExtractionError) {
        defer {
            text = ""
            role = .paragraph
        }
        if role == .code, tables.isEmpty {
            let code = text.trimmedLines
            if !code.isEmpty { try builder.append(.code(language: nil, text: code), at: place) }
            return
        }
        let lines = text.lines.map(\.collapsed).filter { !$0.isEmpty }
        guard !lines.isEmpty else { return }
        let words = lines.joined(separator: "\n")
        if let table = tables.indices.last, tables[table].isInCell { return tables[table].add(words) }
        switch role {
        case .heading(let level):
            try builder.append(.heading(level: level, text: lines.joined(separator: " ")), at: place)
        case .item:
            let marker = lists.indices.last.map { lists[$0].marker() } ?? "-"
            let depth = max(0, lists.count - 1)
            try builder.append(.listItem(depth: depth, marker: marker, text: words), at: place)
        case .paragraph, .code: try builder.paragraph(words, at: place)
        }
    }

    private mutating func endCell(_ builder: inout DocumentBuilder) throws(ExtractionError) {
        try flush(&builder)
        if let table = tables.indices.last { tables[table].endCell() }
    }

    private mutating func endRow(_ builder: inout DocumentBuilder) throws(ExtractionError) {
        try endCell(&builder)
        if let table = tables.indices.last { try tables[table].endRow(&builder, at: place) }
    }
}

/// An open list.
private struct HTMLList {
    let isOrdered: Bool
    var next: Int

    mutating func marker() -> String {
        guard isOrdered else { return "-" }
        defer { next &+= 1 }
        return "\(next)."
    }
}

extension String {
    /// Without empty lines at either end, and without spaces at the ends of lines.
    var trimmedLines: String {
        var kept = lines.map { line in
            String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
        while kept.last?.isEmpty ?? false { kept.removeLast() }
        return kept.drop { $0.isEmpty }.joined(separator: "\n")
    }
}
