import AWSCore

/// Answers in JSON where a prompt asks for nothing else, in the shape of its schema or example.
struct JSONReply {
    private let prompt: PromptReading

    init(_ prompt: PromptReading) {
        self.prompt = prompt
    }

    /// nil when the prompt does not ask for JSON.
    func text() -> String? {
        let text = prompt.instructions
        guard text.contains("json"),
            [
                "only json", "only with json", "json only", "valid json", "as json", "in json", "a json", "json object",
                "with json",
            ]
            .contains(where: text.contains)
        else { return nil }
        let source = prompt.system + "\n" + prompt.message
        guard let example = Self.example(in: source) else {
            return Document.object(Document.Object([.init("answer", .string(answer))])).jsonText()
        }
        if example["properties"]?.object != nil { return self.text(schema: example) }
        return filled(example).jsonText()
    }

    func text(schema: Document) -> String {
        SchemaFiller(root: schema, text: source, answer: answer).fill(schema, name: "").jsonText()
    }

    /// The user's words, behind what tools and passages say.
    private var source: String {
        let results = prompt.results.map(\.result.text).filter { $0.count < 200 }
        return (results + [prompt.question]).joined(separator: "\n")
    }

    private var answer: String { BuiltInModel.plainText(prompt) }

    /// The first object in the text that is JSON, or nearly.
    static func example(in text: String) -> Document? {
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = matching(rest[open...]) else { return nil }
            let candidate = String(rest[open...close])
            if let value = try? Document(json: candidate), value.object?.entries.isEmpty == false { return value }
            rest = rest[open...].dropFirst()
        }
        return nil
    }

    private static func matching(_ text: Substring) -> Substring.Index? {
        var depth = 0
        var isQuoted = false
        for index in text.indices.prefix(20_000) {
            switch text[index] {
            case "\"": isQuoted.toggle()
            case "{" where !isQuoted: depth += 1
            case "}" where !isQuoted:
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }

    private func filled(_ example: Document) -> Document {
        guard case .object(let object) = example else { return example }
        return .object(Document.Object(object.entries.map { .init($0.name, value($0.name, like: $0.value)) }))
    }

    /// A value of the example's kind: one of "a|b|c", a number, a list of citations, the answer.
    private func value(_ name: String, like example: Document) -> Document {
        let filler = SchemaFiller(root: [:], text: source, answer: answer)
        switch example {
        case .string(let text):
            let options = text.split { "|/".contains($0) }.map { Document.string(String($0.trimmed)) }
            if options.count > 1, !text.contains("://") { return filler.fill(["enum": .list(options)], name: name) }
            return filler.fill(["type": "string"], name: name)
        case .number: return filler.fill(["type": "number"], name: name)
        case .bool: return .bool(Unknown.text(prompt) != answer)
        case .list: return list(name)
        case .object: return filled(example)
        default: return example
        }
    }

    private func list(_ name: String) -> Document {
        guard ["sources", "citations", "references", "passages"].contains(name.lowercased()) else {
            return .list(Entities.all(in: prompt.question).map { .string($0) })
        }
        let quotes = PassageReader(prompt.passages).answer(prompt.question).quotes
        var labels: [String] = []
        for quote in quotes where !labels.contains(prompt.passages[quote.passage].label) {
            labels.append(prompt.passages[quote.passage].label)
        }
        return .list(labels.map { label in Int(label).map { .number(Number($0)) } ?? .string(label) })
    }
}
