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
        TextForms.collapsed(text).replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// Nothing in a document may end its block or begin another.
    private static func content(_ text: String) -> String {
        text.replacing("<passage", with: "&lt;passage").replacing("</passage", with: "&lt;/passage")
    }
}

/// A found chunk and the number by which an answer may cite it.
struct Passage: Sendable {
    var number: Int
    var hit: SearchHit
}
