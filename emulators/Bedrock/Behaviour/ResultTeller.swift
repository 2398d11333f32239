import AWSCore

/// Puts what tools gave back into words.
struct ResultTeller {
    private let prompt: PromptReading

    init(_ prompt: PromptReading) {
        self.prompt = prompt
    }

    /// nil when no tool has given back anything worth telling.
    func text() -> String? {
        guard !prompt.results.isEmpty, prompt.passages.isEmpty else { return nil }
        let results = prompt.results
        if let failed = results.last, failed.result.isError {
            return "The tool \(failed.call?.name ?? "") reported an error: \(failed.result.text.trimmed)"
        }
        if wantsResultAlone, let last = results.last { return String(Self.told(last.result).trimmed) }
        if results.allSatisfy({ Self.foundNothing($0.result) }) { return Unknown.text(prompt) }
        let told = results.map { entry in
            let text = PassageAnswer.ended(String(Self.told(entry.result).trimmed))
            return results.count > 1 ? Self.subject(entry.call).map { "\($0): \(text)" } ?? text : text
        }.filter { $0.count > 1 }
        if told.isEmpty { return Unknown.text(prompt) }
        return told.joined(separator: results.count > 1 ? "\n" : " ")
    }

    private var wantsResultAlone: Bool {
        let text = prompt.instructions
        return ["only the tool result", "only its return value", "only the result", "nothing but the result"]
            .contains { text.contains($0) }
    }

    /// "No passages were found."
    private static func foundNothing(_ result: ToolResult) -> Bool {
        let words = told(result).lowercased().split { !$0.isLetter }
        return words.count <= 6 && words.first == "no" && words.last == "found"
    }

    private static func told(_ result: ToolResult) -> String {
        let values = result.values.map(Self.told)
        let texts = result.texts.map { text in (try? Document(json: text)).map(Self.told) ?? text }
        return (texts + values).joined(separator: " ")
    }

    /// JSON in words: "weather: 50 degrees and raining".
    static func told(_ value: Document) -> String {
        switch value {
        case .object(let object):
            object.entries.map { "\($0.name.replacing("_", with: " ")): \(told($0.value))" }.joined(separator: ", ")
        case .list(let elements): elements.map(told).joined(separator: "; ")
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let flag): flag ? "yes" : "no"
        default: "nothing"
        }
    }

    /// What a call was about: its first text argument.
    private static func subject(_ call: ToolCall?) -> String? {
        call?.input.object?.entries.lazy.compactMap { $0.value.string }.first
    }
}
