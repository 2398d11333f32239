/// Answers a question out of passages, and cites them.
struct PassageAnswer {
    let prompt: PromptReading

    /// nil when the passages do not hold the answer.
    func text() -> String? {
        let finding = PassageReader(prompt.passages).answer(prompt.question)
        guard !finding.quotes.isEmpty else { return nil }
        let style = CitationStyle(prompt)
        var sentences: [String] = []
        for quote in finding.quotes {
            let passage = prompt.passages[quote.passage]
            sentences.append(Self.ended(quote.text) + style.citation(of: passage))
        }
        return sentences.joined(separator: " ")
    }

    /// With a full stop, where it has none of its own.
    static func ended(_ text: String) -> String {
        guard let last = text.last else { return text }
        return ".!?:。)\"`".contains(last) ? text : text + "."
    }
}

/// How a prompt wants passages to be cited.
struct CitationStyle {
    private enum Form { case none, brackets, title }

    private let form: Form

    init(_ prompt: PromptReading) {
        let text = prompt.instructions
        if text.contains("cite nothing"), !text.contains("[1]"), !text.contains("square brackets") {
            form = .none
        } else if text.contains("(source:") || text.contains("source title") || text.contains("name of the document") {
            form = .title
        } else if text.contains("do not cite") || text.contains("don't cite") || text.contains("without citations") {
            form = .none
        } else if prompt.passages.contains(where: \.isLabelled)
            || ["[1]", "[n]", "cite", "citation"].contains(where: text.contains)
        {
            form = .brackets
        } else {
            form = .none
        }
    }

    func citation(of passage: Passage) -> String {
        switch form {
        case .none: ""
        case .brackets: " [\(passage.label)]"
        case .title: " (Source: \(passage.title ?? passage.label))"
        }
    }
}

/// What a model says when it does not know.
enum Unknown {
    /// In the words that the prompt asks for, if it does.
    static func text(_ prompt: PromptReading) -> String {
        if let asked = askedWords(prompt.system) ?? askedWords(prompt.message) {
            let isTranslated =
                prompt.instructions.contains("in the language of the question") && asked.hasPrefix(english)
            return isTranslated && Question(prompt.question).isGerman ? german : asked
        }
        if !prompt.passages.isEmpty {
            return "I don't know. The passages I was given do not answer this question."
        }
        return "I don't have the information to answer that, and I would rather not guess."
    }

    /// The one sentence of a prompt that is known in another language.
    private static let english = "I don't know."
    private static let german = "Das weiß ich nicht. Die Wissensbasis beantwortet diese Frage nicht."

    private static let cues = [
        "don't know", "do not know", "not in the", "do not hold", "does not hold", "cannot find", "can't find",
        "no answer",
        "not contain", "isn't in", "is not in", "not sure", "unable to", "cannot answer", "still do not", "not found",
        "no relevant", "doesn't contain", "insufficient", "not available", "do not answer", "not covered",
    ]

    /// The quoted words in a sentence such as: If the passages do not hold the answer, reply exactly "...".
    private static func askedWords(_ text: String) -> String? {
        for line in text.split(separator: "\n") {
            let lower = line.lowercased()
            guard lower.contains("if "), cues.contains(where: lower.contains),
                ["say", "reply", "answer", "respond", "write", "return", "output"].contains(where: lower.contains),
                let quoted = quoted(line)
            else { continue }
            return quoted
        }
        return nil
    }

    private static func quoted(_ line: Substring) -> String? {
        for (open, close) in [("\"", "\""), ("\u{201C}", "\u{201D}"), ("'", "'"), ("`", "`")] {
            guard let start = line.firstRange(of: open) else { continue }
            let rest = line[start.upperBound...]
            guard let end = rest.lastIndexOf(close) else { continue }
            let text = rest[..<end]
            if text.split(separator: " ").count >= 2 { return String(text) }
        }
        return nil
    }
}

extension Substring {
    fileprivate func lastIndexOf(_ text: String) -> Index? { ranges(of: text).last?.lowerBound }
}
