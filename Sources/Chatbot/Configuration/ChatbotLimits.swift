/// Every bound of the chatbot, with its unit.
public struct ChatbotLimits: Hashable, Sendable {
    // What users send.
    public var messageCharactersMax = 8_000
    public var queryCharactersMax = 2_000
    public var identifierCharactersMax = 128

    // What models read and write.
    /// Question and answer are one turn.
    public var historyTurnsMax = 10
    public var historyCharactersMax = 24_000
    public var answerTokensMax = 1_024
    public var smallTalkTokensMax = 256
    public var rewriteTokensMax = 200
    /// Further searches that the model may ask for after the first.
    public var toolRoundsMax = 3
    /// Passages that one search gives the model.
    public var passagesPerSearch = 8
    public var passageCharactersMax = 4_000
    /// Of a passage, beside the answer that cites it.
    public var snippetCharactersMax = 400

    // Search.
    public var searchResultsDefault = 5
    public var searchResultsMax = 50
    /// Of each kind, before they are merged.
    public var searchCandidates = 100
    public var filtersMax = 20
    public var filterValuesMax = 100

    // Documents.
    public var documentBytesMax = 50 * 1024 * 1024
    /// One search finds them all: OpenSearch's `max_result_window`.
    public var documentChunksMax = 10_000
    public var embeddingConcurrency = 8
    /// Titan and Cohere read no more of one text (Titan Text Embeddings V2: 50,000 characters).
    public var embeddedCharactersMax = 20_000
    public var bulkOperationsMax = 100
    /// How long a collection may take to show what was written: OpenSearch Serverless, about a minute for vectors.
    public var visibilitySecondsMax = 90
    public var visibilityPollSeconds = 5
    public var listedDocumentsMax = 1_000

    // Storage.
    public var conversationDays = 30
    public var cacheSeconds = 3_600
    public var tombstoneDays = 30
    public var listedConversationsDefault = 50
    public var listedConversationsMax = 100
    public var listedMessagesMax = 1_000

    // Calls that are refused.
    public var attemptsMax = 4
    public var backoffMs = 200
    public var backoffMsMax = 5_000
    /// What must be left before the deadline for another attempt to be worth it.
    public var deadlineReserveMs = 2_000

    public init() {}
}
