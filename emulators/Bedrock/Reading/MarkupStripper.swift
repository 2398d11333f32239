/// Takes markup off text and leaves the words.
enum MarkupStripper {
    /// Lines without front matter, template tags and HTML; rows of HTML tables become lines with bars.
    static func lines(of text: String) -> [Substring] {
        let body = withoutFrontMatter(text)
        guard body.contains("<") || body.contains("{%") || body.contains("{{") else {
            return body.split(separator: "\n", omittingEmptySubsequences: false)
        }
        return withoutTags(body).split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// Front matter is the lines between two lines of three dashes at the start.
    static func withoutFrontMatter(_ text: String) -> Substring {
        guard text.hasPrefix("---\n"), let end = text.dropFirst(4).firstRange(of: "\n---") else { return text[...] }
        return text[end.upperBound...].drop { $0 != "\n" }
    }

    /// Emphasis goes, links keep their text, code its backticks.
    static func plain(_ text: some StringProtocol) -> String {
        guard text.utf8.count <= plainBytesMax else { return String(text) }
        guard
            text.utf8.contains(where: {
                $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "&")
            })
        else { return String(text) }
        var result = ""
        var rest = Substring(text)
        while let character = rest.first {
            if character == "*" {
                rest = rest.drop { $0 == "*" }
                if rest.first == " ", result.last?.isWhitespace ?? true == false, result.isEmpty { result.append("*") }
            } else if character == "[" || (character == "!" && rest.dropFirst().first == "["), let link = link(in: rest)
            {
                result += plain(link.text)
                rest = link.rest
            } else if character == "_", rest.hasPrefix("__") {
                rest = rest.dropFirst(2)
            } else if character == "&", let entity = entities.first(where: { rest.hasPrefix($0.0) }) {
                result += entity.1
                rest = rest.dropFirst(entity.0.count)
            } else {
                result.append(character)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    /// What is longer than a paragraph ever is stays as it is, so that no text takes long.
    private static let plainBytesMax = 8000

    private static let entities = [
        ("&nbsp;", " "), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
        ("&mdash;", "-"), ("&ndash;", "-"),
    ]

    /// `[text](address)` at the start; nil where none is.
    private static func link(in text: Substring) -> (text: Substring, rest: Substring)? {
        let inner = text.drop { $0 != "[" }.dropFirst()
        guard let close = inner.firstIndex(of: "]") else { return nil }
        let after = inner[close...].dropFirst()
        guard after.first == "(" else { return nil }
        if after.hasPrefix("(<"), let end = after.firstRange(of: ">)") {
            return (inner[..<close], after[end.upperBound...])
        }
        guard let end = after.firstIndex(of: ")") else { return nil }
        return (inner[..<close], after[end...].dropFirst())
    }

    private static func withoutTags(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let character = rest.first {
            if character == "<", let tag = tag(in: rest) {
                result += replacement(of: tag.name)
                rest = tag.rest
            } else if character == "{", rest.hasPrefix("{%") || rest.hasPrefix("{{"),
                let end = rest.firstRange(of: rest.hasPrefix("{%") ? "%}" : "}}")
            {
                rest = rest[end.upperBound...]
            } else {
                let run = rest.dropFirst().prefix { $0 != "<" && $0 != "{" }
                result.append(character)
                result += run
                rest = rest[run.endIndex...]
            }
        }
        return result
    }

    /// A tag is a `<`, a letter, slash or exclamation mark, and a `>` before the next line but two.
    private static func tag(in text: Substring) -> (name: Substring, rest: Substring)? {
        let inner = text.dropFirst()
        guard let first = inner.first, first == "/" || first == "!" || (first.isLetter && first.isLowercase) else {
            return nil
        }
        if inner.hasPrefix("!--"), let end = inner.firstRange(of: "-->") { return ("!", inner[end.upperBound...]) }
        guard let end = inner.prefix(tagLengthMax).firstIndex(of: ">") else { return nil }
        let name = inner.prefix { $0 == "/" || $0.isLetter || $0.isNumber }
        guard knownTags.contains(String(name.drop { $0 == "/" })) else { return nil }
        return (name, inner[end...].dropFirst())
    }

    private static let tagLengthMax = 400
    private static let knownTags: Set<String> = [
        "a", "abbr", "b", "big", "blockquote", "br", "button", "caption", "center", "cite", "code", "col", "colgroup",
        "dd",
        "del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4",
        "h5",
        "h6", "header", "hr", "i", "iframe", "img", "input", "ins", "kbd", "label", "li", "link", "main", "mark",
        "meta",
        "nav", "ol", "option", "p", "path", "pre", "q", "s", "samp", "script", "section", "select", "small", "span",
        "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "tfoot", "th", "thead",
        "tr",
        "tt", "u", "ul", "use", "var", "video", "wbr", "article", "aside", "usa",
    ]

    private static func replacement(of name: Substring) -> String {
        switch name {
        case "br", "p", "/p", "div", "/div", "/ul", "/ol", "ul", "ol", "table", "/table", "tr", "/h1", "/h2", "/h3",
            "/h4", "hr", "/li", "dt", "dd", "/dt", "/dd", "/summary":
            "\n"
        case "li": "\n- "
        case "h1", "h2": "\n## "
        case "h3", "h4", "h5", "h6": "\n### "
        case "/td", "/th": " | "
        case "/tr": "|\n"
        default: ""
        }
    }
}
