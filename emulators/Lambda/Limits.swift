/// Every quota and default of Lambda (Developer Guide, "Lambda quotas", unless another source is named).
public enum LambdaLimits {
    // Functions.

    public static let timeoutSecondsDefault = 3
    public static let timeoutSecondsMax = 900
    public static let memoryMBDefault = 128
    public static let memoryMBMax = 10_240
    public static let ephemeralStorageMBDefault = 512
    /// Of the JSON of all variables together.
    public static let environmentBytesMax = 4096
    /// Of a deployment package that is uploaded directly.
    public static let zipBytesMax = 50 * 1024 * 1024
    /// Of all packages of an account and region; used as the answer of GetAccountSettings.
    public static let codeStorageBytesMax = 80_530_636_800
    public static let unzippedBytesMax = 262_144_000
    /// Of a name alone (API reference, CreateFunction).
    public static let functionNameLengthMax = 64
    public static let layersMax = 5
    public static let policyBytesMax = 20 * 1024
    public static let tagsMax = 50

    // Invocation.

    /// Of a request and of a response, synchronous.
    public static let synchronousBytesMax = 6_291_456
    /// What the error about a longer response names (recorded, test_lambda_too_large_response).
    public static let responseBytesMax = 6_291_556
    /// 1 MB since October 2025, 256 KB before.
    public static let asynchronousBytesMax = 1_048_576
    public static let streamedBytesMax = 200 * 1024 * 1024
    public static let clientContextBytesMax = 3583
    /// Of the end of the log that `LogType: Tail` gives (API reference, Invoke).
    public static let logTailBytesMax = 4096
    /// What a line of a log is cut at: CloudWatch Logs takes no longer event with its 26 bytes of overhead.
    public static let logLineBytesMax = 256 * 1024 - 26

    // Concurrency.

    public static let accountConcurrency = 1000
    /// What reservations must leave to functions without one.
    public static let unreservedConcurrencyMin = 100

    // Asynchronous invocation (Developer Guide, "How Lambda handles errors and retries with asynchronous invocation").

    public static let retriesDefault = 2
    public static let eventAgeSecondsDefault = 21_600
    /// After the first and after the second function error.
    public static let retryDelays: [Duration] = [.seconds(60), .seconds(120)]
    /// After the first throttle or system error; doubled up to ``throttleDelayMax``.
    public static let throttleDelay: Duration = .seconds(1)
    public static let throttleDelayMax: Duration = .seconds(300)
    /// Of the error's words in a dead-letter message (Developer Guide, "Dead-letter queues").
    public static let deadLetterMessageBytesMax = 1024

    // Event source mappings (API reference, CreateEventSourceMapping).

    public static let queueBatchSizeDefault = 10
    public static let queueBatchSizeMax = 10_000
    /// A larger batch needs a window, and FIFO queues have none.
    public static let queueBatchSizeMaxWithoutWindow = 10

    // Pages.

    public static let pageItems = 50
    public static let mappingPageItems = 100
}
