import AWSCore

/// Follows the ReAct form: Thought, Action, Action Input, Observation, Final Answer.
///
/// Source: Yao et al., "ReAct: Synergizing Reasoning and Acting in Language Models" (2022), as agents' prompts word it.
struct ReActReply {
    private let prompt: PromptReading

    init(_ prompt: PromptReading) {
        self.prompt = prompt
    }

    /// nil when the prompt does not ask for that form.
    func text() -> String? {
        let text = prompt.request.allText
        guard text.contains("Action Input:"), text.contains("Final Answer:") else { return nil }
        let question = self.question(text)
        let observations = Self.observations(in: text)
        if let last = observations.last {
            return "Thought: I now know the final answer.\nFinal Answer: \(answer(question, observations, last))"
        }
        guard let tool = tool(for: question, among: Self.tools(in: text)) else {
            return "Thought: No tool helps here.\nFinal Answer: \(Unknown.text(prompt))"
        }
        return "Thought: I need to look this up with \(tool).\nAction: \(tool)\nAction Input: \(question)"
    }

    private func question(_ text: String) -> String {
        let lines = text.split(separator: "\n")
        let asked = lines.last { $0.hasPrefix("Question:") && !$0.contains("the input question") }
        return asked.map { String($0.dropFirst(9).trimmed) } ?? prompt.question
    }

    private func answer(_ question: String, _ observations: [String], _ last: String) -> String {
        let passages = observations.flatMap { text in
            let found = PassageFinder.split(text).passages
            return found.isEmpty ? [Passage(label: "1", text: text, isLabelled: false)] : found
        }
        let quotes = PassageReader(passages).answer(question).quotes
        if quotes.isEmpty { return last.count < 200 ? last : Unknown.text(prompt) }
        return quotes.map {
            PassageAnswer.ended($0.text) + (passages[$0.passage].isLabelled ? " [\(passages[$0.passage].label)]" : "")
        }
        .joined(separator: " ")
    }

    /// What stands behind "Observation:" after the question, up to the next "Thought:".
    private static func observations(in text: String) -> [String] {
        var found: [String] = []
        for part in text.ranges(of: "Observation:").map({ text[$0.upperBound...] }) {
            let end = part.firstRange(of: "\nThought:")?.lowerBound ?? part.endIndex
            let content = part[..<end].trimmed
            if !content.isEmpty, !content.hasPrefix("the result of the action") { found.append(String(content)) }
        }
        return found
    }

    /// "name: what it does" lines before "Use the following format".
    private static func tools(in text: String) -> [ChatTool] {
        let head = text.firstRange(of: "Action:").map { text[..<$0.lowerBound] } ?? text[...]
        return head.split(separator: "\n").compactMap { line in
            let line = line.trimmed.drop { "-*•> ".contains($0) }
            let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let rest = line[name.endIndex...].drop { $0 != ":" && $0 != "-" }.dropFirst()
            guard name.count > 2, !rest.isEmpty, line[name.endIndex...].first.map({ ":(- ".contains($0) }) ?? false,
                !["question", "thought", "observation", "begin", "final"].contains(name.lowercased()),
                line[name.endIndex...].first != " " || line[name.endIndex...].hasPrefix(" -")
            else { return nil }
            return ChatTool(name: String(name), description: String(rest.trimmed), schema: [:])
        }
    }

    private func tool(for question: String, among tools: [ChatTool]) -> String? {
        let terms = Question(question).terms
        let scored = tools.map { tool in
            let stems = Set(WordSplitter.words(in: tool.name + " " + tool.description).map(\.stem))
            return (tool.name, terms.reduce(0.0) { $0 + EvidenceScorer.match($1, in: stems) })
        }
        return scored.max { $0.1 < $1.1 }?.0
    }
}
