import AWSCore

/// What a world is besides its tables: enough to go on from the same point.
struct WorldSnapshot: Sendable {
    /// nil under the real clock.
    var now: Timestamp?
    var seeds: Seeds.Snapshot
    /// Calls so far, by service, sorted.
    var calls: [(service: String, count: UInt64)]
    var totals: [Meter.Total]
}
