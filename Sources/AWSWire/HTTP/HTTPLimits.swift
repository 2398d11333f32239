/// What a client of a server may use up, and for how long it may keep the server waiting.
public struct HTTPLimits: Sendable {
    /// All header lines of a request, in bytes. AWS's front ends take 8 to 80 KiB; presigned URLs need the most.
    public var headerBytesMax = 80 * 1024
    public var headerFieldCountMax = 1000
    /// Requests at a time on one connection of HTTP/2.
    public var streamsMax = 100
    /// What a client of HTTP/2 may send ahead, in bytes, on one stream and on all of a connection's.
    public var streamWindowBytes = 256 * 1024
    public var connectionWindowBytes = 4 * 1024 * 1024
    /// Streams of one connection that a client may give up within 30 s (CVE-2023-44487, "rapid reset").
    public var streamResetsMax = 200
    /// A body that is read whole before its operation runs, in bytes: Bedrock's InvokeModel takes the largest,
    /// 25,000,000 bytes; SerializationException or EntityTooLarge beyond. Payloads that stream have no such limit.
    public var bodyBytesMax = 32 * 1024 * 1024
    /// Open connections; more wait in the kernel's queue.
    public var connectionsMax = 4096
    /// From connecting, or from the last answer, to the end of the next request's head.
    public var headSecondsMax = 75.0
    /// Between two pieces of a request's body, while the server is ready to read.
    public var bodyStallSecondsMax = 60.0
    /// While the client reads nothing of an answer that does not fit the socket's buffers.
    public var answerStallSecondsMax = 60.0
    /// For requests under way when the server is told to stop.
    public var drainSecondsMax = 5.0
    /// What is left of a body that nobody wants is read up to here, in bytes, so that the client sees the answer.
    public var discardedBytesMax = 8 * 1024 * 1024

    public init() {}
}
