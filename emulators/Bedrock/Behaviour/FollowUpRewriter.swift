/// Rewrites a question that leans on what was said before it into one that stands alone.
struct FollowUpRewriter {
    private let prompt: PromptReading

    init(_ prompt: PromptReading) {
        self.prompt = prompt
    }

    /// nil when the prompt asks for something else.
    func text() -> String? {
        let text = prompt.system.isEmpty ? prompt.instructions : prompt.system.lowercased()
        let asks = ["rewrite", "rephrase", "reformulate", "condense"].contains { text.contains($0) }
        guard asks, text.contains("question") || text.contains("query"),
            ["stand", "without the conversation", "follow", "conversation", "history", "self-contained"].contains(
                where: text.contains)
        else { return nil }
        return Self.rewritten(lastQuestion, after: earlierQuestions)
    }

    private var lastQuestion: String { prompt.question }

    /// What the user asked before, latest first: in earlier messages, or as lines "User: ..." of this one.
    private var earlierQuestions: [String] {
        let turns = prompt.history.filter { $0.role == .user }.map(\.text)
        let written = Transcript.turns(in: prompt.message).filter(\.isUser).map(\.text)
        return (turns + written).map { String($0.trimmed) }.filter { !$0.isEmpty && $0 != lastQuestion }.reversed()
    }

    static func rewritten(_ question: String, after earlier: [String]) -> String {
        guard let previous = earlier.first else { return question }
        let topics = earlier.map(topic).filter { !$0.isEmpty }
        if let rest = Self.ellipsis(question) { return continued(previous, with: rest, topics) }
        guard let bare = topics.first, !question.lowercased().contains(bare.lowercased()) else { return question }
        let topic = withDeterminer(bare, in: earlier)
        if let replaced = replacingPronoun(in: question, by: topic) { return replaced }
        let terms = Question(question).terms.filter { $0.weight > 0.3 }
        guard terms.count < 2 else { return question }
        let mark = question.hasSuffix("?") ? "?" : ""
        return "\(question.dropLast(mark.count)) regarding \(topic)\(mark)"
    }

    /// "probation period" to "the probation period", where it was spoken of so.
    private static func withDeterminer(_ topic: String, in earlier: [String]) -> String {
        for determiner in ["the", "my", "our", "a", "an"]
        where earlier.contains(where: { $0.contains("\(determiner) \(topic)") }) {
            return "\(determiner) \(topic)"
        }
        return topic
    }

    /// "And for contractors?" to "for contractors".
    private static func ellipsis(_ question: String) -> String? {
        let lower = question.lowercased()
        for opening in ["and what about ", "what about ", "how about ", "and how about ", "and "]
        where lower.hasPrefix(opening) {
            let rest = question.dropFirst(opening.count)
            if opening == "and ", let first = WordSplitter.words(in: rest).first?.text,
                ["what", "how", "when", "who", "where", "which", "why", "can", "is", "are", "do", "does"].contains(
                    first)
            {
                return nil
            }
            return String(rest.drop { $0 == " " }.trimmed)
        }
        return nil
    }

    /// The previous question, asked of something else.
    private static func continued(_ previous: String, with rest: String, _ topics: [String]) -> String {
        let stem = previous.hasSuffix("?") ? String(previous.dropLast()) : previous
        let tail = rest.hasSuffix("?") ? String(rest.dropLast()) : rest
        let first = WordSplitter.words(in: tail).first?.text ?? ""
        if ["for", "in", "at", "on", "with", "to", "by", "from", "after", "before", "during"].contains(first) {
            return "\(stem) \(tail)?"
        }
        if let topic = topics.first, let place = stem.firstRange(of: topic) {
            return stem.replacingCharacters(place, by: tail) + "?"
        }
        return "\(stem) for \(tail)?"
    }

    private static let pronouns = [
        "it", "its", "they", "them", "their", "this", "that", "these", "those", "there", "he", "she", "him", "her",
        "one", "ones",
    ]

    /// Puts the topic in place of the first pronoun that stands for something said before.
    private static func replacingPronoun(in question: String, by topic: String) -> String? {
        var index = question.startIndex
        while index < question.endIndex {
            let word = question[index...].prefix { $0.isLetter || $0 == "'" }
            guard !word.isEmpty else {
                index = question.index(after: index)
                continue
            }
            let after = question[word.endIndex...].drop { $0 == " " }.prefix { $0.isLetter }.lowercased()
            if pronouns.contains(word.lowercased()), stands(word.lowercased(), before: after) {
                let possessive = ["its", "their", "his", "her"].contains(word.lowercased()) ? "'s" : ""
                let range = index..<word.endIndex
                let put = word.lowercased() == "there" ? "for \(topic)" : topic + possessive
                return question.replacingCharacters(range, by: put)
            }
            index = word.endIndex
        }
        return nil
    }

    /// "that" before a noun and "there" before "is" point to nothing earlier.
    private static func stands(_ word: String, before next: String) -> Bool {
        switch word {
        case "there": !["is", "are", "was", "were", "any", "a"].contains(next)
        case "this", "that", "these", "those":
            next.isEmpty || Vocabulary.isFunctionWord(next) || Vocabulary.weight(of: next) < 0.5
        case "one", "ones": next.isEmpty
        default: true
        }
    }

    /// The longest run of words that say something; of two as long, the later.
    static func topic(_ question: String) -> String {
        var best: [Substring] = []
        var run: [Substring] = []
        func end() {
            if run.count >= best.count, !run.isEmpty { best = run }
            run = []
        }
        for token in question.split(separator: " ") {
            let word = token.trimmedMarks
            let lower = word.lowercased()
            let carries = Vocabulary.weight(of: lower) > 0.3 && !askingVerbs.contains(Stemmer.stem(lower))
            if carries { run.append(word) } else { end() }
            if word.endIndex < token.endIndex { end() }
        }
        end()
        return best.joined(separator: " ")
    }

    private static let askingVerbs: Set<String> = Set(
        [
            "request", "ask", "apply", "find", "create", "add", "remove", "delete", "change", "start", "stop", "cost",
            "last",
            "expire", "submit", "send", "explain", "describe", "show", "list", "many", "much", "long", "often", "soon",
            "allowed", "happen", "include", "provide", "receive", "contact", "reset", "cancel", "extend", "review",
            "enable",
            "disable", "configure", "deploy", "restart", "run", "connect",
        ].map(Stemmer.stem))
}

extension Substring {
    /// Without marks at either end.
    fileprivate var trimmedMarks: Substring {
        guard let first = firstIndex(where: { $0.isLetter || $0.isNumber }),
            let last = lastIndex(where: { $0.isLetter || $0.isNumber })
        else { return self[endIndex...] }
        return self[first...last]
    }
}

extension String {
    func replacingCharacters(_ range: Range<Index>, by text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}

/// Turns of a conversation that is written down in a message: lines that begin with "User:" or "Assistant:".
enum Transcript {
    struct Turn: Sendable {
        let isUser: Bool
        var text: String
    }

    private static let users = ["user:", "human:", "customer:", "me:"]
    private static let assistants = ["assistant:", "ai:", "bot:", "kass:", "agent:"]

    static func turns(in text: String) -> [Turn] {
        var turns: [Turn] = []
        for line in text.split(separator: "\n") {
            let plain = line.trimmed
            let lower = plain.lowercased()
            let isUser = users.contains { lower.hasPrefix($0) }
            if isUser || assistants.contains(where: { lower.hasPrefix($0) }) {
                turns.append(Turn(isUser: isUser, text: String(plain.drop { $0 != ":" }.dropFirst().trimmed)))
            } else if plain.hasPrefix("<") {
                continue
            } else if !turns.isEmpty {
                turns[turns.count - 1].text += " " + plain
            }
        }
        return turns
    }
}
