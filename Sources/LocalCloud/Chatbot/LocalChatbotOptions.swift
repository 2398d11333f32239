public import BedrockEmulator
public import Chatbot
public import Documents

/// What kind of chatbot a world gets.
public struct LocalChatbotOptions: Sendable {
    /// The middle of its resources' names: `kass-chatbot-{environment}-...`.
    public var environment: String
    /// Its resources, models and limits; nil: those that the environment has by default.
    public var configuration: ChatbotConfiguration?
    /// What it calls outside its world.
    public var outside = OutsideServices()
    /// How the fake models behave.
    public var bedrock: BedrockSettings
    /// How documents are read: in this process, whose thread waits, unless told otherwise.
    public var documents: any DocumentReader
    /// Time is virtual, so that searches may show what was written as late as AWS's do.
    public var isSimulated: Bool
    /// Calls of the worlds that this one takes the place of: what is shown of calls goes on counting from there.
    var callsBefore = 0

    public init(
        environment: String = "local", bedrock: BedrockSettings = BedrockSettings(), isSimulated: Bool = false,
        documents: any DocumentReader = ExtractingReader(DocumentExtractor())
    ) {
        self.environment = environment
        self.bedrock = bedrock
        self.isSimulated = isSimulated
        self.documents = documents
    }
}
