import AWSCore

/// What a model makes of a prompt before it answers.
struct PromptReading {
    let request: ChatRequest
    let system: String
    /// Passages of the last turn; of earlier ones where it has none.
    let passages: [Passage]
    /// What the user asks, without passages and labels.
    let question: String
    /// The user's whole last message, without passages.
    let message: String
    /// What tools gave back since the user spoke, with the calls that asked for it.
    let results: [(call: ToolCall?, result: ToolResult)]
    private let answered = AnswerOnce()

    /// What the passages answer; nil when they do not. Worked out once, whoever asks.
    var passageAnswer: String? { answered.text { PassageAnswer(prompt: self).text() } }

    init(_ request: ChatRequest) {
        self.request = request
        let inSystem = PassageFinder.split(request.systemText)
        system = inSystem.rest
        let turn = Self.lastTurn(request)
        var passages = inSystem.passages
        let own = PassageFinder.split(turn.text)
        passages += own.passages + turn.passages
        results = turn.results
        let found = turn.results.flatMap { Self.passages(in: $0.result) }
        passages += found
        if passages.isEmpty { passages = Self.earlierPassages(request, before: turn.start) }
        self.passages = Self.numbered(passages)
        message = String(own.rest.trimmed)
        question = QuestionFinder.question(in: own.rest)
    }

    /// The user's last words, and all that came since.
    private static func lastTurn(
        _ request: ChatRequest
    ) -> (text: String, start: Int, passages: [Passage], results: [(call: ToolCall?, result: ToolResult)]) {
        let messages = request.messages
        let start =
            messages.lastIndex { $0.role == .user && !$0.text.trimmed.isEmpty && $0.results.isEmpty }
            ?? messages.lastIndex { $0.role == .user && !$0.text.trimmed.isEmpty } ?? 0
        var calls: [String: ToolCall] = [:]
        var results: [(call: ToolCall?, result: ToolResult)] = []
        var passages: [Passage] = []
        for message in messages.dropFirst(start) {
            for call in message.calls { calls[call.id] = call }
            for part in message.parts {
                switch part {
                case .result(let result): results.append((calls[result.callID], result))
                case .passage(let passage): passages.append(passage)
                case .document(let document): if let passage = self.passage(document) { passages.append(passage) }
                case .guarded(let text, let qualifiers) where qualifiers.contains("grounding_source"):
                    passages.append(Passage(label: "1", text: text, isLabelled: false))
                default: break
                }
            }
        }
        let text = start < messages.count ? asked(messages[start]) : ""
        return (text, start, passages, results)
    }

    /// Text parts; what a guardrail calls the source is a passage, not a question.
    private static func asked(_ message: ChatMessage) -> String {
        message.parts.compactMap { part in
            switch part {
            case .text(let text): text
            case .guarded(let text, let qualifiers): qualifiers.contains("grounding_source") ? nil : text
            default: nil
            }
        }.joined(separator: "\n")
    }

    static func passage(_ document: ChatDocument) -> Passage? {
        document.text.map { Passage(label: document.name, title: document.name, text: $0, isLabelled: false) }
    }

    static func passages(in result: ToolResult) -> [Passage] {
        guard !result.isError else { return [] }
        var passages = result.passages + result.documents.compactMap(passage)
        for value in result.values { passages += PassageValues.passages(in: value) }
        for text in result.texts {
            if let value = try? Document(json: text) {
                passages += PassageValues.passages(in: value)
            } else {
                let found = PassageFinder.split(text).passages
                passages += found
                if found.isEmpty, text.count > longTextMin {
                    passages.append(Passage(label: "1", text: text, isLabelled: false))
                }
            }
        }
        return passages
    }

    /// A tool's text this long is read as a passage, a shorter one is told as it is.
    private static let longTextMin = 240

    private static func earlierPassages(_ request: ChatRequest, before start: Int) -> [Passage] {
        for message in request.messages.prefix(start).reversed() {
            var passages: [Passage] = []
            for part in message.parts {
                switch part {
                case .document(let document): if let passage = passage(document) { passages.append(passage) }
                case .passage(let passage): passages.append(passage)
                case .text(let text) where message.role == .user: passages += PassageFinder.split(text).passages
                default: break
                }
            }
            if !passages.isEmpty { return passages }
        }
        return []
    }

    /// Passages without a number of their own get the next one.
    private static func numbered(_ passages: [Passage]) -> [Passage] {
        var unique: [Passage] = []
        for passage in passages where !unique.contains(passage) { unique.append(passage) }
        return unique
    }

    /// Turns before the last user message: who, and what.
    var history: [(role: ChatMessage.Role, text: String)] {
        let turns = request.messages.filter { !$0.text.trimmed.isEmpty }
        return turns.dropLast(turns.last?.role == .user ? 1 : 0).map { ($0.role, PassageFinder.split($0.text).rest) }
    }

    /// The system's and the user's words together, in lower case: where instructions are looked for.
    var instructions: String { (system + "\n" + message).lowercased() }
}

/// The answer out of a prompt's passages, once somebody has asked for it.
private final class AnswerOnce {
    private var known: String??

    func text(_ make: () -> String?) -> String? {
        if let known { return known }
        let text = make()
        known = .some(text)
        return text
    }
}
