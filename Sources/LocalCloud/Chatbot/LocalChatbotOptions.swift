public import BedrockEmulator

/// What kind of chatbot a world gets.
public struct LocalChatbotOptions: Sendable {
    /// The middle of its resources' names: `kass-chatbot-{environment}-...`.
    public var environment: String
    /// How the fake models behave.
    public var bedrock: BedrockSettings
    /// Everything stays on the calling thread: documents are read in this process, which waits.
    public var isSimulated: Bool

    public init(
        environment: String = "local", bedrock: BedrockSettings = BedrockSettings(), isSimulated: Bool = false
    ) {
        self.environment = environment
        self.bedrock = bedrock
        self.isSimulated = isSimulated
    }
}
