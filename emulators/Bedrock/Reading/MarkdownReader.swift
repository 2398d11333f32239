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
    private var table = TableReading()
    private var fence: String?
    private var block = 0

    /// - Complexity: O(n) in the length of the text.
    static func statements(of text: String, passage: Int, title: String?) -> [Statement] {
        var reader = MarkdownReader(passage: passage)
        if let title { reader.headings.append((0, title)) }
        let lines = MarkupStripper.lines(of: text)
        let last = lines.lastIndex { !$0.trimmed.isEmpty } ?? 0
        for (number, line) in lines.enumerated() {
            let isApart = number == 0 || lines[number - 1].trimmed.isEmpty
            reader.take(line, isAlone: isApart && number < last && isBreak(lines[number + 1].trimmed))
        }
        reader.endParagraph()
        reader.endTable()
        return reader.statements
    }

    /// Nothing, or a list: no paragraph goes on with it.
    private static func isBreak(_ line: Substring) -> Bool { line.isEmpty || item(line) != nil }

    private init(passage: Int) {
        self.passage = passage
    }

    /// - Parameter isAlone: a paragraph of one line, with more to follow.
    private mutating func take(_ line: Substring, isAlone: Bool) {
        let text = line.trimmed
        if let open = fence {
            if text.hasPrefix(open) { fence = nil } else { add(text, .code) }
        } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
            endParagraph()
            fence = String(text.prefix { $0 == text.first })
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
        } else if isAlone, Self.isTitle(text) {
            endParagraph()
            enter(statements.isEmpty ? 1 : Self.titleLevel, String(text))
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

    private mutating func endTable() {
        if let line = table.end() { append(line, .sentence) }
        table = TableReading()
    }

    private mutating func takeRow(_ text: Substring) {
        if table.isEmpty { block += 1 }
        for row in table.take(text) { append(row.text, .row, row: row) }
    }

    private mutating func add(_ text: Substring, _ kind: Statement.Kind) {
        append(String(text), kind)
    }

    private mutating func append(_ text: String, _ kind: Statement.Kind, row: TableReading.Row? = nil) {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return }
        var context = headings.map(\.text)
        if kind == .item || kind == .code, let leadIn { context.append(leadIn) }
        if kind == .row { context += table.header }
        statements.append(
            Statement(
                text: text, kind: kind, passage: passage, block: block, context: context.joined(separator: " / "),
                leadIn: kind == .item || kind == .code ? leadIn : nil, row: row))
    }

    /// Below all headings that are marked as such.
    private static let titleLevel = 7
    private static let titleWordsMax = 8

    /// A short line without an end, a question, or a trail of headings: "Handbook > Leave".
    private static func isTitle(_ text: Substring) -> Bool {
        guard let last = text.last, !".!:;,…。".contains(last), !text.contains(": ") else { return false }
        return text.contains(" > ") || text.split(separator: " ").count <= titleWordsMax
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
