public import AWSCore

/// What a function knows of its invocation, and all it may ask of the outside: the time, a pause and a place to log.
public struct FunctionContext: Sendable {
    /// Of the invocation; the retries of an asynchronous one share it.
    public var requestID: String
    public var functionName: String
    /// `$LATEST`, or a number.
    public var functionVersion: String
    /// The ARN that was invoked, with its qualifier if it had one.
    public var invokedFunctionARN: String
    /// In MB.
    public var memoryMB: Int
    public var logGroupName: String
    public var logStreamName: String
    /// X-Ray's trace header: `Root=1-...;Parent=...;Sampled=1`.
    public var traceHeader: String?
    /// What the caller said of itself, by `ClientContext`.
    public var clientContext: Document?
    /// When the function is ended, whatever it is doing.
    public var deadline: Timestamp
    private let clock: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let writeLine: @Sendable (String) -> Void

    /// - Parameters:
    ///   - clock: the time, wherever the function runs.
    ///   - pause: returns once that much of the same time has passed; throws when the invocation is ended before.
    ///   - log: takes one line for the function's log stream, without its end.
    public init(
        requestID: String, functionName: String, functionVersion: String = "$LATEST", invokedFunctionARN: String,
        memoryMB: Int = 128, logGroupName: String, logStreamName: String, traceHeader: String? = nil,
        clientContext: Document? = nil, deadline: Timestamp, clock: @escaping @Sendable () -> Timestamp,
        pause: @escaping @Sendable (Duration) async throws -> Void,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.requestID = requestID
        self.functionName = functionName
        self.functionVersion = functionVersion
        self.invokedFunctionARN = invokedFunctionARN
        self.memoryMB = memoryMB
        self.logGroupName = logGroupName
        self.logStreamName = logStreamName
        self.traceHeader = traceHeader
        self.clientContext = clientContext
        self.deadline = deadline
        self.clock = clock
        sleep = pause
        writeLine = log
    }

    public var now: Timestamp { clock() }

    /// Until the deadline; never negative.
    public var remaining: Duration { max(.zero, deadline - now) }

    /// Waits, before another attempt at what was refused, on the clock that ``now`` reads.
    /// - Throws: when the invocation is ended before the time has passed.
    public func pause(_ duration: Duration) async throws { try await sleep(duration) }

    /// Writes a line to the function's log stream.
    public func log(_ line: String) { writeLine(line) }
}
