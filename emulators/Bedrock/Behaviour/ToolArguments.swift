import AWSCore

/// Fills a tool's arguments out of what the user said, so that they satisfy the tool's schema.
struct ToolArguments {
    private let prompt: PromptReading
    private let tool: ChatTool
    private let filler: SchemaFiller

    init(_ prompt: PromptReading, _ tool: ChatTool) {
        self.prompt = prompt
        self.tool = tool
        filler = SchemaFiller(root: tool.schema, text: Self.source(prompt), answer: Self.answer(prompt))
    }

    /// Names of parameters that want the question itself.
    static let queryNames: Set<String> = [
        "query", "q", "question", "search", "search_query", "text", "input", "keywords", "search_term", "searchterm",
        "term",
        "prompt",
    ]

    /// The user's words; what tools gave back stands before them, for it is newer.
    private static func source(_ prompt: PromptReading) -> String {
        let texts = prompt.results.map(\.result.text).filter { $0.count < 200 }
        return (texts + [prompt.question]).joined(separator: "\n")
    }

    private static func answer(_ prompt: PromptReading) -> String {
        if let text = ResultTeller(prompt).text() { return text }
        return prompt.passages.isEmpty ? "" : prompt.passageAnswer ?? ""
    }

    /// One set of arguments, or one for each of several places or names that the user asked about.
    func all() -> [Document] {
        let required = (tool.schema["required"]?.list ?? []).compactMap(\.string)
        if required.count == 1, let name = required.first,
            tool.schema["properties"]?[name]?["type"]?.string == "string",
            SchemaFiller.isEntityName(name), prompt.results.isEmpty
        {
            let entities = Entities.coordinated(in: prompt.question)
            if entities.count > 1 { return entities.map { [name: .string($0)].document } }
        }
        return [arguments()]
    }

    private func arguments() -> Document {
        guard case .object(var arguments) = filler.fill(tool.schema, name: tool.name) else { return [:] }
        // A second search asks in other words: the key words alone.
        if !prompt.results.isEmpty,
            let name = arguments.entries.first(where: { Self.queryNames.contains($0.name) })?.name,
            prompt.results.contains(where: { $0.call?.input[name] == arguments[name] })
        {
            let words = Question(prompt.question).terms.map(\.word.text).joined(separator: " ")
            arguments[name] = .string(words.isEmpty ? prompt.question : words)
        }
        return .object(arguments)
    }
}

extension Dictionary where Key == String, Value == Document {
    fileprivate var document: Document {
        .object(Document.Object(sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }))
    }
}
