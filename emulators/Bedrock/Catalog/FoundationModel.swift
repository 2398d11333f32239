public import AWSCore

/// A model that Bedrock offers, or offered.
public struct FoundationModel: Hashable, Sendable {
    public enum Modality: String, Hashable, Sendable { case text = "TEXT", image = "IMAGE", embedding = "EMBEDDING" }

    /// How its requests and answers are written in InvokeModel.
    public enum Dialect: Hashable, Sendable {
        case anthropic, anthropicCompletion, nova, titanText
        case titanEmbedV1, titanEmbedV2, titanEmbedImage, cohereEmbedV3, cohereEmbedV4, novaEmbed
    }

    /// What Converse lets a model do.
    public struct Features: OptionSet, Hashable, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let system = Features(rawValue: 1)
        public static let documents = Features(rawValue: 2)
        public static let images = Features(rawValue: 4)
        public static let tools = Features(rawValue: 8)
        /// `any` and `tool` in a tool choice.
        public static let toolChoice = Features(rawValue: 16)
        public static let countTokens = Features(rawValue: 32)
        public static let cachePoints = Features(rawValue: 64)
        public static let jsonSchema = Features(rawValue: 128)
        /// Takes two messages of one role in a row, or a first one of the assistant.
        public static let looseTurns = Features(rawValue: 256)
    }

    /// "anthropic.claude-3-haiku-20240307-v1:0".
    public let id: String
    public let name: String
    public let provider: String
    public let dialect: Dialect
    public let inputModalities: [Modality]
    public let outputModalities: [Modality]
    public let features: Features
    /// Input and output together, in tokens.
    public let contextTokensMax: Int
    /// In tokens; 0 for models that write nothing.
    public let outputTokensMax: Int
    /// May be called by its own id, not only through an inference profile.
    public let isOnDemand: Bool
    /// "us", "eu", "global": the profiles that lead to it.
    public let profilePrefixes: [String]
    public let lifecycle: Lifecycle

    /// Since when a model is being withdrawn, and when it is gone (User Guide, "Model lifecycle").
    public struct Lifecycle: Hashable, Sendable {
        public enum Stage: String, Sendable { case active = "ACTIVE", legacy = "LEGACY", ended = "EOL" }

        public var legacyFrom: Timestamp?
        public var endsAt: Timestamp?

        public init(legacyFrom: Timestamp? = nil, endsAt: Timestamp? = nil) {
            self.legacyFrom = legacyFrom
            self.endsAt = endsAt
        }

        public func stage(at time: Timestamp) -> Stage {
            if let endsAt, endsAt <= time { return .ended }
            if let legacyFrom, legacyFrom <= time { return .legacy }
            return .active
        }
    }

    public var isChat: Bool { outputModalities.contains(.text) }

    /// The model's name in answers of Anthropic's API: "claude-3-haiku-20240307".
    var apiName: String {
        var name = id.split(separator: ".", maxSplits: 1).last.map(String.init) ?? id
        if let version = name.lastIndex(of: ":"), name[..<version].hasSuffix("-v1") || name[..<version].hasSuffix("-v2")
        {
            name = String(name[..<version].dropLast(3))
        }
        switch name {
        case "claude-v2": return "claude-2.0"
        case "claude-v2:1", "claude": return "claude-2.1"
        case "claude-instant-v1": return "claude-instant-1.2"
        default: return name
        }
    }

    var arnPath: String { "foundation-model/\(id)" }
}
