/// Finds passages in a prompt: in tags, in numbered blocks, under a heading that says so.
enum PassageFinder {
    /// - Returns: the passages, and what is left of the text without them.
    /// - Complexity: O(n).
    static func split(_ text: String) -> (passages: [Passage], rest: String) {
        var passages: [Passage] = []
        let untagged = takeTags(text, &passages)
        if !passages.isEmpty { return (passages, untagged) }
        let rest = NumberedBlocks.take(untagged, &passages)
        if !passages.isEmpty { return (passages, rest) }
        let question = takeContext(untagged, &passages)
        return (passages, question)
    }

    private static let elements: Set<String> = [
        "document", "passage", "doc", "source", "chunk", "search_result", "result", "excerpt", "article", "snippet",
    ]
    private static let containers: Set<String> = [
        "documents", "passages", "sources", "context", "search_results", "results", "knowledge", "excerpts", "chunks",
        "reference", "references",
    ]

    private static let depthMax = 4

    private static func takeTags(_ text: String, _ passages: inout [Passage], depth: Int = 0) -> String {
        guard depth < depthMax, text.contains("</") else { return text }
        var rest = ""
        // Elements that nothing closes are not looked for again and again.
        var unclosed: Set<String> = []
        var remaining = text[...]
        while let open = remaining.firstIndex(of: "<") {
            guard let tag = Tag(remaining[open...]), elements.contains(tag.name) || containers.contains(tag.name),
                !unclosed.contains(tag.name)
            else {
                rest += remaining[...open]
                remaining = remaining[open...].dropFirst()
                continue
            }
            guard let close = remaining[tag.end...].firstRange(of: "</\(tag.name)>") else {
                unclosed.insert(tag.name)
                continue
            }
            rest += remaining[..<open]
            let content = remaining[tag.end..<close.lowerBound]
            if elements.contains(tag.name) {
                passages.append(passage(tag, content, number: passages.count + 1))
            } else {
                takeContainer(String(content), &passages, depth: depth)
            }
            remaining = remaining[close.upperBound...]
        }
        return rest + remaining
    }

    private static func takeContainer(_ content: String, _ passages: inout [Passage], depth: Int) {
        let before = passages.count
        let rest = takeTags(content, &passages, depth: depth + 1)
        guard passages.count == before else { return }
        _ = NumberedBlocks.take(rest, &passages)
        if passages.count == before, !content.trimmed.isEmpty {
            passages.append(Passage(label: String(before + 1), text: String(content.trimmed), isLabelled: false))
        }
    }

    private static func passage(_ tag: Tag, _ content: Substring, number: Int) -> Passage {
        let label = ["number", "index", "n", "id"].lazy.compactMap { tag.attributes[$0] }.first
        var title = tag.attributes["title"] ?? tag.attributes["name"] ?? tag.attributes["source"]
        var text = String(content)
        for name in ["title", "source", "name"] {
            if let inner = Tag.content(of: name, in: text) {
                title = title ?? String(inner.content.trimmed)
                text = inner.rest
            }
        }
        for name in ["document_content", "content", "text"] {
            if let inner = Tag.content(of: name, in: text) { text = String(inner.content) }
        }
        return Passage(label: label ?? String(number), title: title, text: String(text.trimmed))
    }

    /// "Context:" and what follows, up to the question.
    private static func takeContext(_ text: String, _ passages: inout [Passage]) -> String {
        guard text.utf8.contains(UInt8(ascii: ":")) else { return text }
        let headings = ["context:", "context information:", "passages:", "documents:", "sources:", "background:"]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard
            let start = lines.firstIndex(where: { line in
                let words = line.trimmed.lowercased()
                return headings.contains { words.hasPrefix($0) }
            })
        else { return text }
        let end = lines[(start + 1)...].firstIndex { QuestionFinder.isLabel($0) } ?? lines.endIndex
        let head = lines[start].trimmed.drop { $0 != ":" }.dropFirst()
        let body = ([head] + lines[(start + 1)..<end]).joined(separator: "\n")
        guard end < lines.endIndex, !body.trimmed.isEmpty else { return text }
        passages.append(Passage(label: "1", text: String(body.trimmed), isLabelled: false))
        return (lines[..<start] + lines[end...]).joined(separator: "\n")
    }
}

/// A start tag with its attributes.
struct Tag {
    let name: String
    let attributes: [String: String]
    /// Behind the `>`.
    let end: Substring.Index

    private static let lengthMax = 2000

    init?(_ text: Substring) {
        let inner = text.dropFirst()
        let name = inner.prefix { $0.isLetter || $0 == "_" }
        guard !name.isEmpty, let close = inner.prefix(Self.lengthMax).firstIndex(of: ">") else { return nil }
        self.name = name.lowercased()
        end = inner.index(after: close)
        attributes = Self.attributes(inner[name.endIndex..<close])
    }

    private static func attributes(_ text: Substring) -> [String: String] {
        var found: [String: String] = [:]
        var rest = text
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].trimmed
            let after = rest[equals...].dropFirst()
            guard let quote = after.first, quote == "\"" || quote == "'" else {
                let value = after.prefix { !$0.isWhitespace && $0 != "/" }
                found[String(name)] = String(value)
                rest = after[value.endIndex...]
                continue
            }
            let value = after.dropFirst().prefix { $0 != quote }
            found[String(name)] = MarkupStripper.plain(value)
            rest = after[value.endIndex...].dropFirst()
        }
        return found
    }

    /// What stands in the first element of that name, and the text without it.
    static func content(of name: String, in text: String) -> (content: Substring, rest: String)? {
        guard let open = text.firstRange(of: "<\(name)>"),
            let close = text[open.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        return (text[open.upperBound..<close.lowerBound], String(text[..<open.lowerBound] + text[close.upperBound...]))
    }
}
