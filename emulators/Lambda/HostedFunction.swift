public import Functions
public import World

/// A version of a function as its host needs to know it, to make what runs.
public struct HostedFunction: Sendable {
    public let functionName: String
    /// `$LATEST`, or a number.
    public let version: String
    /// Which of the registered functions is meant.
    public let handler: String
    /// Without a qualifier.
    public let functionARN: String
    public let roleARN: String
    public let memoryMB: Int
    /// The function's own, and those that Lambda sets (Developer Guide, "Defined runtime environment variables").
    public let environment: [String: String]
    /// A session of the function's role: what the function's own clients call as.
    public let caller: Caller
}

/// Makes what runs when a function is invoked, once for each execution environment, its environment variables and its
/// role's session given; nil when no function is registered under the handler.
public typealias FunctionHost = @Sendable (HostedFunction) -> (any LambdaFunction)?
