import AWSCore

/// Finds passages in the JSON that a tool gave back.
enum PassageValues {
    private static let textNames = [
        "text", "content", "passage", "snippet", "body", "page_content", "chunk", "excerpt",
    ]
    private static let titleNames = ["title", "source", "name", "url", "document", "file"]
    private static let labelNames = ["number", "index", "citation", "n", "rank"]

    /// - Complexity: O(n).
    static func passages(in value: Document) -> [Passage] {
        switch value {
        case .list(let elements):
            return elements.enumerated().compactMap { passage($0.element, number: $0.offset + 1) }
        case .object(let object):
            for entry in object.entries {
                guard case .list = entry.value else { continue }
                let found = passages(in: entry.value)
                if !found.isEmpty { return found }
            }
            return []
        default: return []
        }
    }

    private static func passage(_ value: Document, number: Int) -> Passage? {
        guard let object = value.object,
            let text = textNames.lazy.compactMap({ text(object[$0]) }).first, !text.trimmed.isEmpty
        else { return nil }
        let metadata = object["metadata"]
        let label = labelNames.lazy.compactMap { object[$0]?.int }.first ?? number
        let title = titleNames.lazy.compactMap { object[$0]?.string ?? metadata?[$0]?.string }.first
        return Passage(label: String(label), title: title, text: text)
    }

    /// Knowledge Bases put the text one level down: `content: {text: ...}`.
    private static func text(_ value: Document?) -> String? { value?.string ?? value?["text"]?.string }
}
