/// Greetings, thanks and goodbyes.
struct SmallTalk {
    private let prompt: PromptReading

    init(_ prompt: PromptReading) {
        self.prompt = prompt
    }

    var isSmallTalk: Bool { text() != nil }

    /// nil when the user wants something.
    func text() -> String? {
        let words = WordSplitter.words(in: prompt.question).map(\.text)
        guard words.count <= 8, prompt.results.isEmpty else { return nil }
        let text = words.joined(separator: " ")
        let isGerman = words.contains { Self.germanWords.contains($0) }
        if Self.farewells.contains(where: text.contains) {
            return isGerman ? "Auf Wiedersehen!" : "Goodbye! Come back whenever you have a question."
        }
        if Self.thanks.contains(where: text.hasPrefix) {
            return isGerman
                ? "Gern geschehen! Was möchten Sie noch wissen?"
                : "You're welcome! Is there anything else you would like to know?"
        }
        if Self.introductions.contains(where: text.contains) { return introduction }
        let wantsGreeting = words.isEmpty && prompt.system.lowercased().contains("greet")
        if wantsGreeting || Self.greets(words) {
            return isGerman ? "Hallo! Wie kann ich Ihnen helfen?" : "Hello! How can I help you today?"
        }
        // "help", and all else that a prompt calls so.
        let isCalledSo = prompt.request.tools.isEmpty && prompt.system.lowercased().contains("makes small talk")
        return text == "help" || isCalledSo ? introduction : nil
    }

    private static func greets(_ words: [String]) -> Bool {
        guard let first = words.first, greetings.contains(first) else { return false }
        return words.dropFirst().allSatisfy { fillers.contains($0) }
            || words.count <= 2 && words.allSatisfy { $0.count < 8 }
    }

    private var introduction: String {
        let name = prompt.system.firstRange(of: "You are ").map {
            prompt.system[$0.upperBound...].prefix { $0 != "," && $0 != "." && $0 != "\n" }
        }
        let who = name.map { "I am \($0.trimmed)." } ?? "I am an assistant."
        return "\(who) Ask me a question, and I will answer it from the documents I have."
    }

    private static let greetings: Set<String> = [
        "hello", "hi", "hey", "greetings", "howdy", "hallo", "bonjour", "morning", "good", "welcome", "hola",
        "konnichiwa", "guten", "moin", "servus",
    ]
    private static let germanWords: Set<String> = [
        "hallo", "danke", "dank", "guten", "moin", "servus", "tschüss", "wiedersehen",
    ]
    private static let fillers: Set<String> = [
        "there", "morning", "afternoon", "evening", "everyone", "all", "kass", "bot", "again", "how", "are", "you",
        "today", "day", "tag", "morgen", "abend",
        "assistant", "team", "friend",
    ]
    private static let farewells = [
        "goodbye", "good bye", "bye bye", "see you", "farewell", "auf wiedersehen", "tschüss",
    ]
    private static let thanks = ["thank", "thanks", "thx", "cheers", "many thanks", "danke", "vielen dank"]
    private static let introductions = [
        "who are you", "what are you", "what can you do", "your name", "what do you do",
    ]
}

/// "Say this is a test", "What is 2 + 3": what can be done by the letter.
enum Dictation {
    static func text(_ prompt: PromptReading) -> String? {
        let question = prompt.question.split(separator: "\n").last.map { String($0.trimmed) } ?? prompt.question
        return sum(question) ?? said(question)
    }

    private static let openings = [
        "reply with the single word: ", "reply with the word ", "reply with exactly ", "reply exactly ", "reply with ",
        "respond with ", "say again ", "now say ", "please say ", "say ", "repeat after me: ", "repeat: ", "echo ",
    ]

    private static func said(_ question: String) -> String? {
        let lower = question.lowercased()
        guard let opening = openings.first(where: lower.hasPrefix) else { return nil }
        var words = question.dropFirst(opening.count).trimmed
        if words.first == "\"", let end = words.dropFirst().firstIndex(of: "\"") {
            return String(words[..<end].dropFirst())
        }
        if words.last == "." { words = words.dropLast() }
        guard !words.isEmpty, words.count <= 200 else { return nil }
        return words.prefix(1).uppercased() == words.prefix(1) ? String(words) : capitalized(words, opening)
    }

    /// Sentences begin with a capital; a single word stays as it was given.
    private static func capitalized(_ words: Substring, _ opening: String) -> String {
        words.contains(" ") ? words.prefix(1).uppercased() + words.dropFirst() + "." : String(words)
    }

    /// Two numbers and a sign between them.
    private static func sum(_ question: String) -> String? {
        guard question.utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        let tokens = question.split { $0 == " " || $0 == "?" || $0 == "=" }
        for index in tokens.indices.dropFirst().dropLast() {
            guard let left = Int(tokens[index - 1]), let right = Int(tokens[index + 1]) else { continue }
            switch tokens[index] {
            case "+", "plus": return result(left.addingReportingOverflow(right))
            case "-", "minus": return result(left.subtractingReportingOverflow(right))
            case "*", "x", "times": return result(left.multipliedReportingOverflow(by: right))
            default: continue
            }
        }
        return nil
    }

    private static func result(_ value: (partialValue: Int, overflow: Bool)) -> String? {
        value.overflow ? nil : String(value.partialValue)
    }
}

/// A translation cannot be made up.
enum Translation {
    static func refusal(_ prompt: PromptReading) -> String? {
        let lower = prompt.message.lowercased()
        guard
            lower.hasPrefix("translate") || lower.contains("please translate")
                || lower.contains("translate the following")
        else { return nil }
        return "I cannot translate: I only work with the words I am given."
    }
}

/// Documents whose bytes hold more than text are known by name only.
enum DocumentNotice {
    static func text(_ prompt: PromptReading) -> String? {
        var names: [String] = []
        var images = 0
        for part in prompt.request.messages.flatMap(\.parts) {
            if case .document(let document) = part, document.text == nil {
                names.append("\(document.name).\(document.format)")
            }
            if case .image = part { images += 1 }
        }
        if !names.isEmpty {
            return "I was given \(names.joined(separator: ", ")), but I can only read documents that are plain text."
        }
        return images > 0 ? "I was given an image, but I cannot see." : nil
    }
}
