/// A guardrail as settings describe it.
public struct GuardrailDefinition: Hashable, Sendable {
    public enum PIIAction: String, Hashable, Sendable { case block = "BLOCKED", anonymize = "ANONYMIZED" }

    /// What a guardrail refuses to speak of.
    public struct Topic: Hashable, Sendable {
        public var name: String
        /// Words and sentences of the topic: a text that says one of them, or most words of one, is about it.
        public var examples: [String]

        public init(name: String, examples: [String]) {
            self.name = name
            self.examples = examples
        }
    }

    public struct Expression: Hashable, Sendable {
        public var name: String
        public var pattern: String
        public var action: PIIAction

        public init(name: String, pattern: String, action: PIIAction) {
            self.name = name
            self.pattern = pattern
            self.action = action
        }
    }

    public var id: String
    /// "DRAFT", or a number.
    public var version: String
    public var topics: [Topic] = []
    /// Words and phrases that block, case aside.
    public var words: [String] = []
    /// Blocks common swear words.
    public var blocksProfanity = false
    /// Blocks attempts to talk the model out of its instructions.
    public var blocksPromptAttacks = false
    /// By Bedrock's names: EMAIL, PHONE, US_SOCIAL_SECURITY_NUMBER, CREDIT_DEBIT_CARD_NUMBER, IP_ADDRESS, URL,
    /// AWS_ACCESS_KEY, MAC_ADDRESS.
    public var pii: [String: PIIAction] = [:]
    public var expressions: [Expression] = []
    /// 0 to 1; nil for no check of whether answers stand in the source.
    public var groundingThreshold: Double?
    /// 0 to 1; nil for no check of whether answers are to the point.
    public var relevanceThreshold: Double?
    public var blockedInputMessage: String
    public var blockedOutputMessage: String

    public init(
        id: String, version: String = "DRAFT",
        blockedInputMessage: String = "Sorry, the model cannot answer this question.",
        blockedOutputMessage: String = "Sorry, the model cannot answer this question."
    ) {
        self.id = id
        self.version = version
        self.blockedInputMessage = blockedInputMessage
        self.blockedOutputMessage = blockedOutputMessage
    }

    var key: String { "\(id):\(version)" }
}

/// A guardrail that cannot be made.
public struct GuardrailDefinitionError: Error, Hashable, Sendable, CustomStringConvertible {
    public let guardrail: String
    public let reason: String

    public var description: String { "guardrail \(guardrail): \(reason)" }
}
