/// Passages as models read them: numbered blocks with their title and source.
enum PassageBlocks {
    static let none = "No passages were found."

    static func text(of passages: [Passage]) -> String {
        guard !passages.isEmpty else { return none }
        return passages.map { passage in
            let hit = passage.hit
            return """
                <passage number="\(passage.number)" title="\(attribute(hit.record.displayTitle))" \
                source="\(attribute(hit.record.location))">
                \(content(hit.record.text))
                </passage>
                """
        }.joined(separator: "\n")
    }

    private static func attribute(_ text: String) -> String {
        let text = TextForms.collapsed(text)
        guard text.utf8.contains(where: { marks.contains($0) }) else { return text }
        return text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static let marks = Array("&\"<>".utf8)

    /// Nothing in a document may end its block or begin another.
    private static func content(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        return text.replacing("<passage", with: "&lt;passage").replacing("</passage", with: "&lt;/passage")
    }
}

/// A found chunk and the number by which an answer may cite it.
struct Passage: Sendable {
    var number: Int
    var hit: SearchHit
}
