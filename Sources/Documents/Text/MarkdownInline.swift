/// The inside of a paragraph of Markdown as text: links and pictures by their words, tags of HTML and of site generators
/// left out. Marks of emphasis and code stay, since models read them and chat windows show them.
struct MarkdownInline {
    private static let depthMax = 8
    /// How far the end of a link, a tag or a template is looked for.
    private static let reach = 2_000

    private static let tags: Set<String> = [
        "a", "abbr", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "details", "dfn",
        "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
        "iframe",
        "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span",
        "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "tt", "u", "ul",
        "var",
        "wbr",
    ]

    private let scalars: [Unicode.Scalar]
    private let depth: Int
    private var index = 0
    private var plain = String.UnicodeScalarView()
    private var result = ""

    /// In the lines that it had, each without superfluous space.
    static func text(_ markdown: String) -> String {
        var inline = MarkdownInline(Array(markdown.unicodeScalars), depth: 0)
        return inline.read().lines.map(\.collapsed).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Without `{% … %}` and `{{ … }}`.
    static func withoutTemplates(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var inline = MarkdownInline(Array(text.unicodeScalars), depth: 0)
        while inline.index < inline.scalars.count {
            if inline.scalars[inline.index] != "{" || !inline.template() { inline.keep() }
        }
        return String(inline.plain)
    }

    private init(_ scalars: [Unicode.Scalar], depth: Int) {
        (self.scalars, self.depth) = (scalars, depth)
    }

    private mutating func read() -> String {
        while index < scalars.count {
            let isRead: Bool =
                switch scalars[index] {
                case "`": code()
                case "\\": escape()
                case "!" where peek(1) == "[": link(from: index + 1)
                case "[": link(from: index)
                case "<": tag()
                case "{": template()
                default: false
                }
            if !isRead { keep() }
        }
        flush()
        return result
    }

    private func peek(_ ahead: Int) -> Unicode.Scalar? {
        index + ahead < scalars.count ? scalars[index + ahead] : nil
    }

    private mutating func keep() {
        plain.append(scalars[index])
        index += 1
    }

    private mutating func flush() {
        result += Entities.decode(String(plain))
        plain = String.UnicodeScalarView()
    }

    /// As far as anything is looked for, where `scalar` stands next.
    private func find(_ scalar: Unicode.Scalar, from start: Int) -> Int? {
        let end = min(start + Self.reach, scalars.count)
        return start < end ? scalars[start..<end].firstIndex(of: scalar) : nil
    }

    /// A run of backticks up to one of the same length: what is inside stays as it is.
    private mutating func code() -> Bool {
        var count = 0
        while peek(count) == "`" { count += 1 }
        var end = index + count
        let last = min(end + Self.reach, scalars.count)
        while end < last {
            guard scalars[end] == "`" else {
                end += 1
                continue
            }
            var run = 0
            while end + run < scalars.count, scalars[end + run] == "`" { run += 1 }
            end += run
            if run == count {
                flush()
                result.unicodeScalars.append(contentsOf: scalars[index..<end])
                index = end
                return true
            }
        }
        plain.append(contentsOf: scalars[index..<index + count])
        index += count
        return true
    }

    private mutating func escape() -> Bool {
        guard let next = peek(1), next.isASCII, !next.properties.isAlphabetic, !("0"..."9").contains(next),
            !next.properties.isWhitespace
        else { return false }
        plain.append(next)
        index += 2
        return true
    }

    /// `[text](target)`, `[text][name]`, `![text](target)`: the text. Anything else in brackets is left alone.
    private mutating func link(from start: Int) -> Bool {
        guard depth < Self.depthMax, let close = closing("[", "]", from: start), close + 1 < scalars.count else {
            return false
        }
        let end: Int?
        switch scalars[close + 1] {
        case "(": end = closing("(", ")", from: close + 1)
        case "[": end = find("]", from: close + 1)
        default: end = nil
        }
        guard let end else { return false }
        var inside = MarkdownInline(Array(scalars[(start + 1)..<close]), depth: depth + 1)
        flush()
        result += inside.read()
        index = end + 1
        return true
    }

    /// The bracket that closes the one at `start`; brackets inside count, escaped ones do not.
    private func closing(_ open: Unicode.Scalar, _ close: Unicode.Scalar, from start: Int) -> Int? {
        var level = 0
        var position = start
        let end = min(start + Self.reach, scalars.count)
        while position < end {
            let scalar = scalars[position]
            if scalar == "\\" {
                position += 1
            } else if scalar == open {
                level += 1
            } else if scalar == close {
                level -= 1
                if level == 0 { return position }
            }
            position += 1
        }
        return nil
    }

    /// A tag of HTML goes, an address in angle brackets stays; `<NAME>` is a placeholder and stays as it is.
    private mutating func tag() -> Bool {
        guard let end = find(">", from: index + 1) else { return false }
        let inside = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
        let name = inside.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        if inside.hasPrefix("http://") || inside.hasPrefix("https://") || inside.hasPrefix("mailto:") {
            plain.append(contentsOf: inside.unicodeScalars)
        } else if inside.hasPrefix("!--") {
            guard let close = commentEnd() else { return false }
            index = close
            return true
        } else if name == "br" {
            plain.append("\n")
        } else if !Self.tags.contains(name) {
            return false
        }
        index = end + 1
        return true
    }

    private func commentEnd() -> Int? {
        var position = index
        while position < index + Self.reach, let end = find(">", from: position) {
            if end >= index + 6, scalars[end - 1] == "-", scalars[end - 2] == "-" { return end + 1 }
            position = end + 1
        }
        return nil
    }

    /// `{{ value }}`, `{% tag %}` and `{: .class }`.
    private mutating func template() -> Bool {
        guard let second = peek(1), second == "{" || second == "%" || second == ":" else { return false }
        let wanted: [Unicode.Scalar] = second == "{" ? ["}", "}"] : second == "%" ? ["%", "}"] : ["}"]
        var position = index + 2
        let end = min(position + Self.reach, scalars.count)
        while position + wanted.count <= end {
            if scalars[position..<position + wanted.count].elementsEqual(wanted) {
                index = position + wanted.count
                return true
            }
            position += 1
        }
        return false
    }
}
