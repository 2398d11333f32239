/// What AWS leaves to nobody and a local world may choose.
public struct SQSSettings: Sendable {
    /// How long the name of a deleted queue cannot be used again.
    public var deletionInterval: Duration = .seconds(SQSLimits.deletionSeconds)
    /// Messages of one queue that may be in flight at once.
    public var inFlightMax = SQSLimits.inFlightMax

    public init() {}
}
