/// One line of Markdown, its quotation marks taken off, and what it may begin.
struct MarkdownLine {
    /// Columns of white space before the text.
    let indent: Int
    /// Without white space at either end.
    let text: Substring

    init(_ line: Substring) {
        var rest = line
        var indent = 0
        while true {
            while let byte = rest.utf8.first, byte == 0x20 || byte == 0x09 {
                indent += byte == 0x09 ? 4 : 1
                rest = rest.dropFirst()
            }
            // Quoted text reads like any other.
            guard rest.utf8.first == UInt8(ascii: ">"), indent < 4 else { break }
            rest = rest.dropFirst()
            indent = rest.utf8.first == 0x20 ? -1 : 0
        }
        self.indent = max(0, indent)
        while let last = rest.unicodeScalars.last, last == " " || last == "\t" { rest = rest.dropLast() }
        text = rest
    }

    /// The line without up to `count` columns of white space at its start.
    static func dropping(_ count: Int, from line: Substring) -> Substring {
        var rest = line
        var left = count
        while left > 0, let byte = rest.utf8.first, byte == 0x20 || byte == 0x09 {
            left -= byte == 0x09 ? 4 : 1
            rest = rest.dropFirst()
        }
        return rest
    }

    var isBlank: Bool { text.isEmpty }

    /// Three backticks or tildes, or more.
    var fence: (mark: Character, count: Int, info: String)? {
        guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
        let count = text.prefix { $0 == mark }.count
        let info = text.dropFirst(count).trimmed
        guard count >= 3, mark == "~" || !info.contains("`") else { return nil }
        return (mark, count, info)
    }

    /// `## Heading ##`
    var heading: (level: Int, text: String)? {
        guard text.utf8.first == UInt8(ascii: "#"), indent < 4 else { return nil }
        let level = text.prefix { $0 == "#" }.count
        let rest = text.dropFirst(level)
        guard level <= 6, rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        var words = rest.trimmed
        if words.hasSuffix("#") {
            let bare = String(words.reversed().drop { $0 == "#" }.reversed())
            if bare.isEmpty || bare.hasSuffix(" ") { words = bare.trimmed }
        }
        return (level, words)
    }

    /// A line of `=` or `-` alone.
    var underline: Int? {
        guard let first = text.utf8.first, first == UInt8(ascii: "=") || first == UInt8(ascii: "-"), indent < 4,
            text.utf8.count >= 2, text.utf8.allSatisfy({ $0 == first })
        else { return nil }
        return first == UInt8(ascii: "=") ? 1 : 2
    }

    /// `***`, `- - -`, `___`
    var isRule: Bool {
        let marks = text.utf8.filter { $0 != 0x20 && $0 != 0x09 }
        guard marks.count >= 3, let first = marks.first, "*-_".utf8.contains(first) else { return false }
        return marks.allSatisfy { $0 == first }
    }

    /// `[name]: target`: for links, not for readers.
    var isReference: Bool {
        guard text.hasPrefix("["), !text.hasPrefix("[^"), let end = text.firstIndex(of: "]") else { return false }
        return text[text.index(after: end)...].hasPrefix(": ")
    }

    /// `- text`, `* text`, `1. text`
    var item: (indent: Int, marker: String, text: String)? {
        guard let first = text.utf8.first else { return nil }
        var length = 1
        if first.isDigitASCII {
            length = text.utf8.prefix { $0.isDigitASCII }.count + 1
            guard length <= 10, let end = text.utf8.dropFirst(length - 1).first, end == 0x2E || end == 0x29 else {
                return nil
            }
        } else if !"-*+".utf8.contains(first) {
            return nil
        }
        let rest = text.dropFirst(length)
        guard let space = rest.utf8.first, space == 0x20 || space == 0x09 else { return nil }
        let marker = first.isDigitASCII ? String(text.prefix(length)) : "-"
        return (indent, marker, rest.trimmed)
    }

    /// The box of a task (GitHub Flavored Markdown, 5.3) as a sign, which nobody takes for a citation or a word.
    static func withBoxAsSign(_ item: String) -> String {
        guard let sign = ["[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "][item.prefix(4)] else { return item }
        return sign + item.dropFirst(4)
    }
}

/// Tables drawn with bars (GitHub Flavored Markdown, 4.10).
enum MarkdownTable {
    /// How many columns a line of dashes and colons stands for; nil when it is none.
    static func width(ofDelimiter line: Substring) -> Int? {
        guard line.utf8.contains(0x2D), line.utf8.allSatisfy({ "|:- \t".utf8.contains($0) }) else { return nil }
        let cells = cells(of: line)
        let isTable = cells.allSatisfy { $0.contains("-") } && (cells.count > 1 || line.utf8.contains(0x7C))
        return isTable ? cells.count : nil
    }

    /// Between bars that are not escaped and not inside code.
    static func cells(of line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var (isEscaped, isInCode) = (false, false)
        for character in line {
            if character == "`", !isEscaped { isInCode.toggle() }
            if character == "|", isEscaped {
                cell.removeLast()
                cell.append(character)
            } else if character == "|", !isInCode {
                cells.append(cell.trimmed)
                cell = ""
            } else {
                cell.append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        cells.append(cell.trimmed)
        if cells.first == "", line.first == "|" { cells.removeFirst() }
        if cells.last == "", line.last == "|" { cells.removeLast() }
        return cells
    }
}
