/// How long the things take that take time on AWS, and what AWS does not publish.
public struct LambdaSettings: Sendable {
    /// From the answer of CreateFunction, which says Pending, until the function is Active.
    public var functionCreation: Duration = .zero
    /// From the answer of an update, which says InProgress, until the update is Successful.
    public var functionUpdate: Duration = .zero
    /// From the answer of PutProvisionedConcurrencyConfig, which says IN_PROGRESS, until it is READY.
    public var provisioning: Duration = .zero
    /// What a cold start takes: it is reported and billed, yet the invocation does not wait for it.
    public var initialization: Duration = .zero
    /// How long an execution environment without work is kept.
    public var idleLifetime: Duration = .seconds(600)
    /// Calls of services (`events.amazonaws.com`) need a statement in the function's policy, as on AWS.
    public var checksServicePermissions = true
    /// Between two looks at a queue in which nothing was found, at first; doubled up to ``pollIntervalMax``.
    public var pollInterval: Duration = .seconds(1)
    /// On AWS a poller waits up to 20 seconds at the queue (Developer Guide, "Using Lambda with Amazon SQS").
    public var pollIntervalMax: Duration = .seconds(20)

    public init() {}
}
