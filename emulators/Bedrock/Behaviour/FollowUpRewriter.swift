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

    /// What a question leans on is near.
    private static let turnsMax = 6

    /// - Parameter earlier: the latest first; each may itself lean on those before it.
    static func rewritten(_ question: String, after earlier: [String]) -> String {
        var standing: [String] = []
        for question in earlier.prefix(turnsMax).reversed() {
            standing.insert(standingAlone(question, after: standing), at: 0)
        }
        return standingAlone(question, after: standing)
    }

    private static func standingAlone(_ question: String, after earlier: [String]) -> String {
        let topics = earlier.map(topic)
        guard let latest = topics.firstIndex(where: { !$0.isEmpty }) else { return question }
        let (previous, bare) = (earlier[latest], topics[latest])
        let topic = withDeterminer(bare, in: earlier)
        if let rest = Self.ellipsis(question) {
            return replacingPronoun(in: rest, by: topic) ?? continued(previous, with: rest, bare)
        }
        guard !question.lowercased().contains(bare.lowercased()) else { return question }
        if let replaced = replacingPronoun(in: question, by: topic) { return replaced }
        let asked = Question(question)
        let mark = question.hasSuffix("?") ? "?" : ""
        // "Until when?" asks more of what was asked before.
        if asked.terms.isEmpty {
            let stem = previous.hasSuffix("?") ? previous.dropLast() : previous[...]
            return mark.isEmpty ? question : "\(stem), \(question.lowercased())"
        }
        guard asked.terms.count(where: { $0.weight > 0.3 }) < 2 else { return question }
        return "\(question.dropLast(mark.count)) \(asked.isGerman ? "bei" : "regarding") \(topic)\(mark)"
    }

    /// "probation period" to "the probation period", where it was spoken of so.
    private static func withDeterminer(_ topic: String, in earlier: [String]) -> String {
        for determiner in ["the", "my", "our", "a", "an", "der", "die", "das"]
        where earlier.contains(where: { $0.contains("\(determiner) \(topic)") }) {
            return "\(determiner) \(topic)"
        }
        return topic
    }

    /// "And for contractors?" to "for contractors".
    private static func ellipsis(_ question: String) -> String? {
        let lower = question.lowercased()
        for opening in openings
        where lower.hasPrefix(opening) {
            let rest = question.dropFirst(opening.count)
            if opening == "and " || opening == "und ", let first = WordSplitter.words(in: rest).first?.text,
                askers.contains(first)
            {
                return nil
            }
            return String(rest.drop { $0 == " " }.trimmed)
        }
        return nil
    }

    private static let openings = [
        "and what about ", "what about ", "how about ", "and how about ", "and ", "und was ist mit ", "was ist mit ",
        "und ",
    ]
    private static let askers: Set<String> = [
        "what", "how", "when", "who", "where", "which", "why", "can", "is", "are", "do", "does", "was", "wie", "wann",
        "wer", "wo", "welche", "welcher", "welches", "warum", "kann", "ist", "sind", "darf",
    ]

    /// The previous question, asked of something else.
    private static func continued(_ previous: String, with rest: String, _ topic: String) -> String {
        let stem = previous.hasSuffix("?") ? String(previous.dropLast()) : previous
        let tail = rest.hasSuffix("?") ? String(rest.dropLast()) : rest
        let first = WordSplitter.words(in: tail).first?.text ?? ""
        if prepositions.contains(first) {
            return "\(stem) \(tail)?"
        }
        if let place = stem.firstRange(of: topic) {
            let hasArticle = tail.hasPrefix("the ") && stem[..<place.lowerBound].hasSuffix("the ")
            return stem.replacingCharacters(place, by: String(tail.dropFirst(hasArticle ? 4 : 0))) + "?"
        }
        return "\(stem) for \(tail)?"
    }

    private static let prepositions: Set<String> = [
        "for", "in", "at", "on", "with", "to", "by", "from", "after", "before", "during", "für", "bei", "nach",
        "während",
    ]

    private static let pronouns: Set<String> = [
        "it", "its", "they", "them", "their", "this", "that", "these", "those", "there", "he", "she", "him", "his",
        "her", "one", "ones",
    ]
    /// Only in small letters: "Sie" and "Ihr" are the one who is spoken to.
    private static let germanPronouns: Set<String> = [
        "er", "sie", "ihn", "ihm", "ihr", "ihre", "ihren", "ihrer", "sein", "seine", "seinen", "seiner",
    ]

    /// Puts the topic in place of the first pronoun that stands for something said before.
    private static func replacingPronoun(in question: String, by topic: String) -> String? {
        let isGerman = Question(question).isGerman
        var index = question.startIndex
        while index < question.endIndex {
            let word = question[index...].prefix { $0.isLetter || $0 == "'" }
            guard !word.isEmpty else {
                index = question.index(after: index)
                continue
            }
            let next = question[word.endIndex...].drop { $0 == " " }.prefix { $0.isLetter }
            let put = isGerman ? german(word, before: next, topic) : english(word.lowercased(), before: next, topic)
            if let put { return question.replacingCharacters(index..<word.endIndex, by: put) }
            index = word.endIndex
        }
        return nil
    }

    /// What is put in place of a word; nil where it points to nothing earlier.
    private static func english(_ word: String, before next: Substring, _ topic: String) -> String? {
        guard pronouns.contains(word), stands(word, before: next.lowercased()) else { return nil }
        switch word {
        case "there": return "for \(topic)"
        case "its", "their", "his": return topic + "'s"
        case "her" where !next.isEmpty && Vocabulary.weight(of: next.lowercased()) > 0.3: return topic + "'s"
        default: return topic
        }
    }

    /// Words that end as adjectives do belong to the noun behind them.
    private static func german(_ word: Substring, before next: Substring, _ topic: String) -> String? {
        guard germanPronouns.contains(String(word)) else { return nil }
        let isPossessive = word.hasPrefix("ihr") || word.hasPrefix("sein")
        guard isPossessive else { return topic }
        return next.first?.isUppercase == true ? topic + "s" : word == "ihr" ? topic : nil
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

    /// Whose something is asked for; else the longest run of words that say something; of two as long, the later.
    static func topic(_ question: String) -> String {
        let isGerman = Question(question).isGerman
        var best: [Substring] = []
        var run: [Substring] = []
        func end() {
            while let last = run.last, conjunctions.contains(last) { run.removeLast() }
            if run.count >= best.count, !run.isEmpty { best = run }
            run = []
        }
        for token in question.split(separator: " ") {
            let word = token.trimmedMarks
            if word.hasSuffix("'s") || word.hasSuffix("’s"), Vocabulary.weight(of: word.dropLast(2).lowercased()) > 0.3
            {
                return (run + [word.dropLast(2)]).joined(separator: " ")
            }
            let lower = word.lowercased()
            let carries =
                Question.weight(of: lower, isGerman: isGerman) > 0.3 && !askingVerbs.contains(Stemmer.stem(lower))
            if carries || !run.isEmpty && conjunctions.contains(word) { run.append(word) } else { end() }
            if word.endIndex < token.endIndex { end() }
        }
        end()
        return best.joined(separator: " ")
    }

    private static let conjunctions: Set<Substring> = ["and", "und"]

    private static let askingVerbs: Set<String> = Set(
        [
            "request", "ask", "apply", "find", "create", "add", "remove", "delete", "change", "start", "stop", "cost",
            "last",
            "expire", "submit", "send", "explain", "describe", "show", "list", "many", "much", "long", "often", "soon",
            "allowed", "happen", "include", "provide", "receive", "contact", "reset", "cancel", "extend", "review",
            "enable",
            "disable", "configure", "deploy", "restart", "run", "connect", "compare",
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
