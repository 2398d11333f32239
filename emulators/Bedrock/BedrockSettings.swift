/// What one world's Bedrock offers, and how its models answer.
public struct BedrockSettings: Sendable {
    public var catalog = ModelCatalog.bedrock
    /// Refuses models past their end of life, as live Bedrock does. Off, they answer as they did.
    public var refusesEndedModels = false
    /// Ids of models that the account has no access to.
    public var deniedModels: Set<String> = []
    /// Ids of application inference profiles, and the model, profile or ARN that each was made from.
    public var applicationProfiles: [String: String] = [:]
    public var guardrails: [GuardrailDefinition] = []
    /// Answers recorded from live Bedrock; they go before rules.
    public var cassettes: [Cassette] = []
    /// Answers written for a scenario; they go before what the models do of themselves.
    public var rules: [ScriptedRule] = []
    /// Lets the latency that metrics report pass on the world's clock before a call answers.
    public var simulatesLatency = false

    public init() {}
}
