import AWSCore

/// Decides whether to ask for a tool, for which, and with what.
struct ToolCaller {
    private let prompt: PromptReading
    private let tools: [ChatTool]

    init(_ prompt: PromptReading) {
        self.prompt = prompt
        tools = prompt.request.tools
    }

    /// nil when the model should speak instead.
    func calls() -> [ToolCall]? {
        guard !tools.isEmpty else { return nil }
        switch prompt.request.toolChoice {
        case .none: return nil
        case .tool(let name): return tools.first { $0.name == name }.map(calls(of:))
        case .any: return calls(of: next() ?? finisher() ?? tools[0])
        case .auto: return next().map(calls(of:))
        }
    }

    private func calls(of tool: ChatTool) -> [ToolCall] {
        ToolArguments(prompt, tool).all().map { ToolCall(id: "", name: tool.name, input: $0) }
    }

    private var calledNames: [String] { prompt.results.compactMap(\.call?.name) }

    /// The tool to ask for next, if any.
    private func next() -> ChatTool? {
        if prompt.results.isEmpty { return firstTool() }
        if let named = namedInOrder() { return named }
        return searchAgain()
    }

    private func firstTool() -> ChatTool? {
        if let named = namedInOrder() { return named }
        guard !SmallTalk(prompt).isSmallTalk, prompt.passages.isEmpty else { return nil }
        let question = Question(asking)
        let workers = tools.filter { !Self.isFinal($0) }
        let scored = (workers.isEmpty ? tools : workers).map { (tool: $0, score: fit($0, question)) }
        guard let best = scored.max(by: { $0.score < $1.score }), best.score >= Self.fitMin else { return searcher() }
        return best.tool
    }

    /// The sentences with a question mark, where there are any.
    private var asking: String {
        let sentences = SentenceSplitter.sentences(in: prompt.question).filter { $0.hasSuffix("?") }
        return sentences.isEmpty ? prompt.question : sentences.joined(separator: " ")
    }

    /// Names are what a tool is asked about, not what it does.
    private static func purpose(_ question: Question) -> [Question.Term] {
        let terms = question.terms.filter {
            !$0.word.isCapitalized || $0.word.isDistinctive || $0.stem == question.terms.first?.stem
        }
        return terms.isEmpty ? question.terms : terms
    }

    private static func isFinal(_ tool: ChatTool) -> Bool {
        (tool.name + " " + tool.description).lowercased().contains("final")
    }

    private static let fitMin = 0.22

    /// A tool that the prompt names and that has not been called: "Always call `country_source` first".
    private func namedInOrder() -> ChatTool? {
        let text = prompt.system + "\n" + prompt.message
        let named = tools.compactMap { tool in
            mention(of: tool.name, in: text).map { (tool: tool, place: $0) }
        }.sorted { $0.place < $1.place }
        return named.first { !calledNames.contains($0.tool.name) }?.tool
    }

    /// Where an instruction to use the tool stands; names in mere descriptions do not count.
    private func mention(of name: String, in text: String) -> String.Index? {
        guard let place = text.firstRange(of: name) else { return nil }
        let before = text[..<place.lowerBound].suffix(40).lowercased()
        let isOrder = ["call", "use ", "using", "invoke", "run "].contains { before.contains($0) }
        let isSource = before.contains("passages") || before.contains("return")
        return isOrder && !isSource ? place.lowerBound : nil
    }

    /// How much of the question a tool's name, description and parameters speak of, 0 to 1.
    private func fit(_ tool: ChatTool, _ question: Question) -> Double {
        let parameters = tool.schema["properties"]?.object?.entries ?? []
        let described = parameters.map { "\($0.name) \($0.value["description"]?.string ?? "")" }.joined(separator: " ")
        let words = WordSplitter.words(in: "\(tool.name) \(tool.description) \(described)")
        let stems = Set(words.map(\.stem))
        let terms = Self.purpose(question)
        let sum = terms.reduce(0.0) { $0 + Double($1.weight) }
        guard sum > 0 else { return 0 }
        let matched = terms.reduce(0.0) { $0 + EvidenceScorer.match($1, in: stems) * Double($1.weight) }
        return matched / sum + (joins(question, stems) ? 0.5 : 0)
    }

    /// Two words side by side that a tool's name writes as one: "look up" and `lookup_person`.
    private func joins(_ question: Question, _ stems: Set<String>) -> Bool {
        let words = WordSplitter.words(in: question.text).map(\.text)
        return zip(words, words.dropFirst()).contains { stems.contains(Stemmer.stem($0 + $1)) }
    }

    /// The tool that looks things up for any question of fact.
    private func searcher() -> ChatTool? {
        guard Self.isQuestion(prompt.question) else { return nil }
        return tools.first { tool in
            let text = (tool.name + " " + tool.description).lowercased()
            let looksUp = ["search", "retriev", "knowledge", "lookup", "look up", "find document", "query the"].contains
            { text.contains($0) }
            let required = (tool.schema["required"]?.list ?? []).compactMap(\.string)
            return looksUp && required.allSatisfy { ToolArguments.queryNames.contains($0.lowercased()) }
        }
    }

    static func isQuestion(_ text: String) -> Bool {
        if text.hasSuffix("?") { return true }
        let words = WordSplitter.words(in: text)
        guard let first = words.first?.text else { return false }
        return questionWords.contains(first) || Question(text).terms.count >= 2
    }

    private static let questionWords: Set<String> = [
        "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "is", "are", "can", "could", "do",
        "does",
        "did", "should", "may", "will", "tell", "explain", "describe", "show", "list", "give", "find",
    ]

    /// A second search in other words, where the prompt allows it and the first one did not help.
    private func searchAgain() -> ChatTool? {
        guard prompt.results.count == 1, let name = calledNames.first,
            let tool = tools.first(where: { $0.name == name }),
            prompt.instructions.contains("once more") || prompt.instructions.contains("search again"),
            !prompt.passages.isEmpty || prompt.results[0].result.text.lowercased().contains("no passages"),
            prompt.passageAnswer == nil
        else { return nil }
        return tool
    }

    /// The tool that ends a conversation: where a structured answer is wanted.
    private func finisher() -> ChatTool? {
        tools.first { tool in
            let text = (tool.name + " " + tool.description).lowercased()
            return ["final", "answer", "respond", "result", "output"].contains { text.contains($0) }
        }
    }
}
