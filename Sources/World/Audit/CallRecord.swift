public import AWSCore

/// What is known of one call once it is over.
public struct CallRecord: Sendable {
    /// Counts the calls of the world, from 1.
    public let sequence: Int
    public let startedAt: Timestamp
    public let duration: Duration
    /// IAM's prefix of the service.
    public let service: String
    public let operation: String
    public let resource: String?
    public let caller: Caller
    public let requestID: String
    /// What the call was made for: `CallTrace.id` when it began.
    public let trace: String?
    /// nil for a success.
    public let errorCode: String?
    public let errorMessage: String?
    public let usage: [Usage]
    private let messages: AuditLog.Messages?

    init(_ entry: AuditLog.Entry, sequence: Int) {
        self.sequence = sequence
        startedAt = entry.scope.startedAt
        duration = entry.duration
        service = entry.scope.service
        operation = entry.scope.operation
        resource = entry.scope.resource
        caller = entry.scope.caller
        requestID = entry.scope.requestID
        trace = entry.scope.trace
        errorCode = entry.error?.code
        errorMessage = entry.error?.message
        messages = entry.messages
        usage = entry.scope.usage
    }

    /// What was asked, members that the model calls sensitive included; nil unless ``AuditLog/keepsMessages``.
    public var input: Document? { messages?.input.document }
    /// What was answered, bodies that stream aside; nil for a failure, and unless ``AuditLog/keepsMessages``.
    public var output: Document? { messages?.output?.document }
}
