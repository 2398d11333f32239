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
    /// nil for a success.
    public let errorCode: String?
    public let usage: [Usage]

    init(_ entry: AuditLog.Entry, sequence: Int) {
        self.sequence = sequence
        startedAt = entry.scope.startedAt
        duration = entry.duration
        service = entry.scope.service
        operation = entry.scope.operation
        resource = entry.scope.resource
        caller = entry.scope.caller
        requestID = entry.scope.requestID
        errorCode = entry.errorCode
        usage = entry.scope.usage
    }
}
