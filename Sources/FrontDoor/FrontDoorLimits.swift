/// What a client may send and keep waiting.
public struct FrontDoorLimits: Hashable, Sendable {
    // What the functions behind the door take: they check it again, and need not be bothered with more.
    public var messageCharactersMax: Int
    public var queryCharactersMax: Int
    public var identifierCharactersMax: Int
    /// One file, in bytes. It is held in memory until the bucket has it.
    public var documentBytesMax: Int
    public var listedDocumentsMax: Int

    /// A body of JSON, in bytes. API Gateway takes 10 MB; no message of the chatbot comes near.
    public var jsonBytesMax = 128 * 1024
    /// An upload with all its files, in bytes.
    public var uploadBytesMax = 256 * 1024 * 1024
    public var filesPerUploadMax = 50
    /// Uploads under way; each may hold one file in memory.
    public var uploadsAtOnceMax = 4
    /// In UTF-8; S3's keys have at most 1,024 bytes.
    public var documentNameBytesMax = 200

    /// One event of a streamed answer, in bytes: the last holds the whole answer with its sources.
    public var streamedEventBytesMax = 4 * 1024 * 1024

    /// Calls in one answer of `/activity`.
    public var activityEntriesMax = 1_000
    /// Turns that `/activity` still knows.
    public var turnsKept = 200

    public init(
        messageCharactersMax: Int, queryCharactersMax: Int, identifierCharactersMax: Int, documentBytesMax: Int,
        listedDocumentsMax: Int
    ) {
        self.messageCharactersMax = messageCharactersMax
        self.queryCharactersMax = queryCharactersMax
        self.identifierCharactersMax = identifierCharactersMax
        self.documentBytesMax = documentBytesMax
        self.listedDocumentsMax = listedDocumentsMax
    }
}
