/// Reads Markdown, with the HTML that is often in it, into statements.
///
/// It forgives everything: what is no Markdown comes out as sentences.
struct MarkdownReader {
    private let passage: Int
    private var statements: [Statement] = []
    private var headings: [(level: Int, text: String)] = []
    private var paragraph = ""
    private var paragraphKind = Statement.Kind.sentence
    private var leadIn: String?
    private var tableHeader: [String] = []
    private var tableRows = 0
    private var fence: String?
    private var block = 0

    /// - Complexity: O(n) in the length of the text.
    static func statements(of text: String, passage: Int, title: String?) -> [Statement] {
        var reader = MarkdownReader(passage: passage)
        if let title { reader.headings.append((0, title)) }
        for line in MarkupStripper.lines(of: text) { reader.take(line) }
        reader.endParagraph()
        reader.endTable()
        return reader.statements
    }

    private init(passage: Int) {
        self.passage = passage
    }

    private mutating func take(_ line: Substring) {
        let text = line.trimmed
        if let open = fence {
            if text.hasPrefix(open) { fence = nil } else { add(text, .code) }
        } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
            endParagraph()
            fence = String(text.prefix(3))
        } else if text.isEmpty {
            endParagraph()
        } else if let heading = Self.heading(text) {
            endParagraph()
            enter(heading.level, heading.text)
        } else if text.hasPrefix("|") || text.hasSuffix("|") || text.contains(" | ") {
            endParagraph(keepsLeadIn: true)
            takeRow(text)
        } else if let item = Self.item(text) {
            endParagraph(keepsLeadIn: true)
            (paragraph, paragraphKind) = (String(item), .item)
        } else {
            paragraph += paragraph.isEmpty ? String(text) : " " + text
        }
    }

    private mutating func enter(_ level: Int, _ text: String) {
        headings.removeAll { $0.level >= level && $0.level > 0 }
        headings.append((level, MarkupStripper.plain(text)))
        leadIn = nil
        endTable()
        block += 1
        append(MarkupStripper.plain(text), .heading)
    }

    private mutating func endParagraph(keepsLeadIn: Bool = false) {
        defer { (paragraph, paragraphKind) = ("", .sentence) }
        guard !paragraph.isEmpty else {
            if !keepsLeadIn { endTable() }
            return
        }
        if paragraphKind == .sentence {
            leadIn = nil
            block += 1
        }
        let sentences = SentenceSplitter.sentences(in: MarkupStripper.plain(paragraph))
        for sentence in sentences { append(sentence, paragraphKind) }
        if paragraphKind == .sentence { leadIn = sentences.last.flatMap { $0.hasSuffix(":") ? $0 : nil } }
    }

    /// A line that looked like the head of a table, and has no rows, is a line of its own.
    private mutating func endTable() {
        if tableRows == 0, !tableHeader.isEmpty { append(tableHeader.joined(separator: " | "), .sentence) }
        (tableHeader, tableRows) = ([], 0)
    }

    private mutating func takeRow(_ text: Substring) {
        var cells = text.split(separator: "|", omittingEmptySubsequences: false).map {
            MarkupStripper.plain($0.trimmed)
        }
        if cells.first?.isEmpty == true { cells.removeFirst() }
        if cells.last?.isEmpty == true { cells.removeLast() }
        if cells.allSatisfy({ !$0.isEmpty && $0.allSatisfy { "-: ".contains($0) } }) { return }
        guard !tableHeader.isEmpty else {
            (tableHeader, block) = (cells, block + 1)
            return
        }
        tableRows += 1
        let named = cells.enumerated().compactMap { index, cell -> String? in
            guard !cell.isEmpty else { return nil }
            let name = index < tableHeader.count ? tableHeader[index] : ""
            return name.isEmpty ? cell : "\(name): \(cell)"
        }
        append(named.joined(separator: "; "), .row, key: cells.first)
    }

    private mutating func add(_ text: Substring, _ kind: Statement.Kind) {
        append(String(text), kind)
    }

    private mutating func append(_ text: String, _ kind: Statement.Kind, key: String? = nil) {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return }
        var context = headings.map(\.text)
        if kind == .item || kind == .code, let leadIn { context.append(leadIn) }
        if kind == .row { context += tableHeader }
        statements.append(
            Statement(
                text: text, kind: kind, passage: passage, block: block, context: context.joined(separator: " / "),
                leadIn: kind == .item || kind == .code ? leadIn : nil, key: key))
    }

    private static func heading(_ text: Substring) -> (level: Int, text: String)? {
        let marks = text.prefix { $0 == "#" }.count
        guard (1...6).contains(marks), text.dropFirst(marks).hasPrefix(" ") else { return nil }
        return (marks, String(text.dropFirst(marks).trimmed))
    }

    /// What follows "- ", "* ", "+ ", "1. " or "a) ".
    private static func item(_ text: Substring) -> Substring? {
        if let first = text.first, "-*+•".contains(first), text.dropFirst().hasPrefix(" ") {
            return text.dropFirst(2).trimmed
        }
        let number = text.prefix { $0.isNumber }
        guard (1...3).contains(number.count) else { return nil }
        let rest = text.dropFirst(number.count)
        return rest.hasPrefix(". ") || rest.hasPrefix(") ") ? rest.dropFirst(2).trimmed : nil
    }
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
