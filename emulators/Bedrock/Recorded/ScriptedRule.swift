public import AWSCore

/// An answer that a scenario prescribes for the prompts it describes.
///
/// Rules are tried in order; the first that matches, and is not used up, answers.
public struct ScriptedRule: Hashable, Sendable {
    /// Whose words are looked at.
    public enum Role: String, Hashable, Sendable {
        /// The user's last message, or the tool results in it.
        case user
        case system
        case tool
        /// The whole prompt.
        case any
    }

    /// What a prompt must be like. What is left out, or empty, does not matter.
    public struct Match: Hashable, Sendable {
        /// A model id with `*` and `?`; it is matched against what the caller said, and against the model's own id.
        public var model: String?
        public var role: Role
        /// All of these stand in the text, case aside.
        public var contains: [String]
        /// The whole text, case aside, with `*` and `?`.
        public var glob: String?
        /// A tool of this name is offered.
        public var tool: String?

        public init(
            model: String? = nil, role: Role = .user, contains: [String] = [], glob: String? = nil, tool: String? = nil
        ) {
            self.model = model
            self.role = role
            self.contains = contains
            self.glob = glob
            self.tool = tool
        }
    }

    public enum Response: Hashable, Sendable {
        case text(String)
        case toolUse(name: String, input: Document)
        /// Text and tool uses in their order.
        case content([Block])
        case error(code: String, message: String, status: Int)
        /// The stream breaks after so many events; a call that does not stream fails.
        case streamCut(text: String, afterEvents: Int)
    }

    public enum Block: Hashable, Sendable {
        case text(String)
        case toolUse(name: String, input: Document)
    }

    public var match: Match
    public var response: Response
    /// How often it answers; nil for always.
    public var times: Int?

    public init(_ match: Match = Match(), _ response: Response, times: Int? = nil) {
        self.match = match
        self.response = response
        self.times = times
    }
}

/// Rules, and how often each has answered.
final class Script: Sendable {
    private let rules: [ScriptedRule]
    private let uses: Lock<[Int]>

    init(_ rules: [ScriptedRule]) {
        self.rules = rules
        uses = Lock([Int](repeating: 0, count: rules.count))
    }

    func response(to request: ChatRequest, model: ResolvedModel) -> ScriptedRule.Response? {
        guard !rules.isEmpty else { return nil }
        let subject = ScriptSubject(request, model)
        for (index, rule) in rules.enumerated() where subject.fits(rule.match) {
            let isLeft = uses.withLock { uses in
                if let times = rule.times, uses[index] >= times { return false }
                uses[index] += 1
                return true
            }
            if isLeft { return rule.response }
        }
        return nil
    }
}

/// A prompt as rules look at it.
private struct ScriptSubject {
    let models: [String]
    let texts: [ScriptedRule.Role: String]
    let tools: [String]

    init(_ request: ChatRequest, _ model: ResolvedModel) {
        models = [model.name, model.model.id]
        tools = request.tools.map(\.name)
        let results = request.messages.last?.results.map(\.text).joined(separator: "\n") ?? ""
        texts = [
            .user: request.lastUserText.lowercased(), .system: request.systemText.lowercased(),
            .tool: results.lowercased(), .any: request.allText.lowercased(),
        ]
    }

    func fits(_ match: ScriptedRule.Match) -> Bool {
        if let model = match.model, !models.contains(where: { Glob.matches(model, $0) }) { return false }
        if let tool = match.tool, !tools.contains(tool) { return false }
        let text = texts[match.role] ?? ""
        if match.role == .tool, text.isEmpty { return false }
        guard match.contains.allSatisfy({ text.contains($0.lowercased()) }) else { return false }
        return match.glob.map { Glob.matches($0.lowercased(), text) } ?? true
    }
}

/// Patterns with `*` for any characters and `?` for one.
enum Glob {
    /// - Complexity: O(pattern x text).
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let pattern = Array(pattern.unicodeScalars)
        let text = Array(text.unicodeScalars)
        var (place, star, retry, index) = (0, -1, 0, 0)
        while index < text.count {
            if place < pattern.count, pattern[place] == "*" {
                (star, retry) = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[index] {
                place += 1
                index += 1
            } else if star >= 0 {
                retry += 1
                (place, index) = (star + 1, retry)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
