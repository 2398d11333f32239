/// What a client may send and keep waiting. The chatbot checks its own limits again.
public struct FrontDoorLimits: Hashable, Sendable {
    /// A body of JSON, in bytes. API Gateway takes 10 MB; no message of the chatbot comes near.
    public var jsonBytesMax = 128 * 1024
    public var messageCharactersMax = 8_000
    public var queryCharactersMax = 2_000
    public var identifierCharactersMax = 128

    /// An upload with all its files, in bytes.
    public var uploadBytesMax = 256 * 1024 * 1024
    /// One file, in bytes: what the document processor takes. It is held in memory until the bucket has it.
    public var documentBytesMax = 50 * 1024 * 1024
    public var filesPerUploadMax = 50
    /// Uploads under way; each may hold one file in memory.
    public var uploadsAtOnceMax = 4
    /// In UTF-8; S3's keys have at most 1,024 bytes.
    public var documentNameBytesMax = 200
    public var listedDocumentsMax = 1_000

    /// One event of a streamed answer, in bytes: the last holds the whole answer with its sources.
    public var streamedEventBytesMax = 4 * 1024 * 1024

    /// Calls in one answer of `/activity`.
    public var activityEntriesMax = 1_000
    /// Turns that `/activity` still knows.
    public var turnsKept = 200

    public init() {}
}
