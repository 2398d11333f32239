/// What AWS leaves to nobody and a local world may choose.
public struct SQSSettings: Sendable {
    /// What stands before `/ACCOUNT/NAME` in queue URLs, such as `http://localhost:4566`.
    /// Nil for AWS's own `https://sqs.REGION.amazonaws.com`. Incoming URLs are read by their path, whatever their host.
    public var baseURL: String?
    /// How long the name of a deleted queue cannot be used again.
    public var deletionInterval: Duration = .seconds(SQSLimits.deletionSeconds)
    /// Messages of one queue that may be in flight at once.
    public var inFlightMax = SQSLimits.inFlightMax

    public init(baseURL: String? = nil) {
        self.baseURL = baseURL
    }
}
