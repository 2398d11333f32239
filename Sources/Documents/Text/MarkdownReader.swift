/// Markdown as people write it: CommonMark's blocks, tables, front matter, HTML in between, tags of site generators.
struct MarkdownReader {
    private static let htmlBlocks: Set<String> = [
        "table", "div", "ul", "ol", "dl", "p", "details", "section", "article", "pre", "blockquote", "style", "script",
        "figure", "iframe", "center", "h1", "h2", "h3", "h4", "h5", "h6", "aside", "nav", "header", "footer", "main",
        "svg", "video", "form",
    ]

    private let lines: [Substring]
    private var index = 0
    private var builder: DocumentBuilder
    private var isInList = false
    /// By name of an element: the next line that closes one; the end where none does.
    private var closings: [String: Int] = [:]

    static func read(_ text: String, _ limits: DocumentLimits) throws(ExtractionError) -> ExtractedDocument {
        var reader = MarkdownReader(lines: text.lines, builder: DocumentBuilder(.markdown, limits))
        reader.frontMatter()
        while reader.index < reader.lines.count { try reader.block() }
        return reader.builder.document
    }

    private init(lines: [Substring], builder: DocumentBuilder) {
        (self.lines, self.builder) = (lines, builder)
    }

    /// YAML between two lines of three dashes, of which only the title is of use to a reader.
    private mutating func frontMatter() {
        guard lines.first?.trimmed == "---",
            let end = lines.dropFirst().firstIndex(where: { ["---", "..."].contains($0.trimmed) })
        else { return }
        for line in lines[1..<end] where line.hasPrefix("title:") {
            let value = line.dropFirst("title:".count).trimmed
            let isQuoted =
                value.count > 1 && (value.hasPrefix("\"") || value.hasPrefix("'")) && value.last == value.first
            let title = MarkdownInline.text(isQuoted ? String(value.dropFirst().dropLast()) : value)
            if !title.isEmpty { builder.title = title }
        }
        index = end + 1
    }

    private mutating func block() throws(ExtractionError) {
        let line = MarkdownLine(lines[index])
        if line.isBlank {
            index += 1
        } else if let fence = line.fence {
            try fencedCode(fence)
        } else if let heading = line.heading {
            isInList = false
            try append(heading)
        } else if line.isRule || line.isReference {
            index += 1
        } else if line.text.hasPrefix("<"), try html(line) {
            isInList = false
        } else if line.text.utf8.contains(0x7C), index + 1 < lines.count,
            let width = MarkdownTable.width(ofDelimiter: MarkdownLine(lines[index + 1]).text)
        {
            try table(line, width)
        } else if let item = line.item {
            try listItem(item)
        } else if line.indent >= 4, !isInList {
            try indentedCode()
        } else {
            try paragraph()
        }
    }

    private func place(_ index: Int) -> ExtractedDocument.Place { ExtractedDocument.Place(line: index + 1) }

    private mutating func append(_ heading: (level: Int, text: String)) throws(ExtractionError) {
        let text = MarkdownInline.text(heading.text)
        if !text.isEmpty { try builder.append(.heading(level: heading.level, text: text), at: place(index)) }
        index += 1
    }

    // MARK: Code and HTML

    private mutating func fencedCode(_ fence: (mark: Character, count: Int, info: String)) throws(ExtractionError) {
        let start = index
        let indent = MarkdownLine(lines[index]).indent
        var code: [Substring] = []
        index += 1
        while index < lines.count {
            let line = MarkdownLine(lines[index])
            if let end = line.fence, end.mark == fence.mark, end.count >= fence.count, end.info.isEmpty { break }
            code.append(MarkdownLine.dropping(indent, from: lines[index]))
            index += 1
        }
        index += 1
        let text = code.joined(separator: "\n").trimmedLines
        let language = fence.info.split(separator: " ").first.map(String.init)
        if !text.isEmpty { try builder.append(.code(language: language, text: text), at: place(start)) }
    }

    private mutating func indentedCode() throws(ExtractionError) {
        let start = index
        var code: [Substring] = []
        while index < lines.count {
            let line = MarkdownLine(lines[index])
            guard line.isBlank || line.indent >= 4 else { break }
            code.append(MarkdownLine.dropping(4, from: lines[index]))
            index += 1
        }
        let text = code.joined(separator: "\n").trimmedLines
        if !text.isEmpty { try builder.append(.code(language: nil, text: text), at: place(start)) }
    }

    /// A comment, or a block of HTML up to its closing tag or an empty line. False when it is none.
    private mutating func html(_ line: MarkdownLine) throws(ExtractionError) -> Bool {
        let start = index
        if line.text.hasPrefix("<!--") {
            while index < lines.count, !lines[index].contains("-->") { index += 1 }
            index += 1
            guard index <= lines.count else { return true }
            let rest =
                lines[index - 1].split(separator: "-->", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
            try builder.paragraph(MarkdownInline.text(String(rest)), at: place(index - 1))
            return true
        }
        let name = line.text.dropFirst().prefix { $0.isLetter || $0.isNumber }.lowercased()
        guard Self.htmlBlocks.contains(name) else { return false }
        var depth = 0
        while index < lines.count {
            let text = lines[index].lowercased()
            depth += text.count(of: "<\(name)") - text.count(of: "</\(name)")
            index += 1
            if depth <= 0 { break }
            // Without a closing tag anywhere the block would swallow the rest of the page.
            if index < lines.count, lines[index].isBlankLine, !isClosed(name, from: index) { break }
        }
        let html = MarkdownInline.withoutTemplates(lines[start..<index].joined(separator: "\n"))
        try HTMLReader.append(html, at: start + 1, to: &builder)
        return true
    }

    /// - Complexity: O(lines) for all calls of one name together.
    private mutating func isClosed(_ name: String, from index: Int) -> Bool {
        if let known = closings[name], known >= index { return known < lines.count }
        let wanted = "</\(name)"
        let found = lines[index...].firstIndex { $0.lowercased().contains(wanted) } ?? lines.count
        closings[name] = found
        return found < lines.count
    }

    // MARK: Tables, lists and paragraphs

    private mutating func table(_ line: MarkdownLine, _ width: Int) throws(ExtractionError) {
        let table = builder.table(MarkdownTable.cells(of: line.text).map { MarkdownInline.text($0) })
        let start = index
        index += 2
        while index < lines.count {
            let row = MarkdownLine(lines[index])
            guard !row.isBlank, row.text.utf8.contains(0x7C), row.fence == nil else { break }
            let cells = MarkdownTable.cells(of: row.text).map { MarkdownInline.text($0) }
            try builder.append(.tableRow(.init(table: table, cells: cells)), at: place(index))
            index += 1
        }
        // A header without rows is still text.
        if index == start + 2 {
            let header = builder.document.tables[table].header.joined(separator: " ")
            try builder.paragraph(header, at: place(start))
        }
    }

    private mutating func listItem(_ item: (indent: Int, marker: String, text: String)) throws(ExtractionError) {
        isInList = true
        if let heading = MarkdownLine(Substring(item.text)).heading { return try append(heading) }
        let start = index
        var text = [MarkdownLine.withBoxAsSign(item.text)]
        index += 1
        while index < lines.count, continuesParagraph(MarkdownLine(lines[index])) {
            text.append(String(MarkdownLine(lines[index]).text))
            index += 1
        }
        let words = MarkdownInline.text(text.joined(separator: "\n"))
        guard !words.isEmpty else { return }
        try builder.append(
            .listItem(depth: min(item.indent / 2, 8), marker: item.marker, text: words), at: place(start))
    }

    private mutating func paragraph() throws(ExtractionError) {
        let start = index
        var text: [Substring] = []
        if MarkdownLine(lines[index]).indent == 0 { isInList = false }
        repeat {
            text.append(MarkdownLine(lines[index]).text)
            index += 1
            // A line of signs below a paragraph makes it a heading.
            if index < lines.count, let level = MarkdownLine(lines[index]).underline {
                let words = MarkdownInline.text(text.joined(separator: " "))
                if !words.isEmpty { try builder.append(.heading(level: level, text: words), at: place(start)) }
                index += 1
                return
            }
        } while index < lines.count && continuesParagraph(MarkdownLine(lines[index]))
        try builder.paragraph(MarkdownInline.text(text.joined(separator: "\n")), at: place(start))
    }

    private func continuesParagraph(_ line: MarkdownLine) -> Bool {
        guard !line.isBlank, line.fence == nil, line.heading == nil, line.item == nil, !line.isRule else {
            return false
        }
        guard line.text.hasPrefix("<") else { return true }
        let name = line.text.dropFirst().prefix { $0.isLetter || $0.isNumber }.lowercased()
        return !Self.htmlBlocks.contains(name) && !line.text.hasPrefix("<!--")
    }
}

extension StringProtocol {
    var isBlankLine: Bool { utf8.allSatisfy(\.isSpaceASCII) }

    /// How often `text` stands in it.
    fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
