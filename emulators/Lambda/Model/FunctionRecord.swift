import AWSCore
import AWSLambda

/// A version of a function as it is stored.
struct FunctionRecord: Sendable {
    /// The states are those from the last change on; see ``described(at:)``.
    var configuration: Lambda.FunctionConfiguration
    /// When the last change is over.
    var settled: Timestamp

    func isSettled(at now: Timestamp) -> Bool { now >= settled }

    /// The configuration as it is reported: what follows from the time alone is computed.
    func described(at now: Timestamp) -> Lambda.FunctionConfiguration {
        guard isSettled(at: now) else { return configuration }
        var configuration = configuration
        configuration.state = .active
        configuration.stateReason = nil
        configuration.stateReasonCode = nil
        configuration.lastUpdateStatus = .successful
        configuration.lastUpdateStatusReason = nil
        configuration.lastUpdateStatusReasonCode = nil
        return configuration
    }

    /// AWS gives both kinds of change the same words (recorded, test_lambda_versions_with_code_changes).
    private static let reason = "The function is being created."

    mutating func beginCreation(until settled: Timestamp) {
        configuration.state = .pending
        configuration.stateReason = Self.reason
        configuration.stateReasonCode = .creating
        self.settled = settled
    }

    mutating func beginUpdate(until settled: Timestamp) {
        configuration.state = .active
        configuration.stateReason = nil
        configuration.stateReasonCode = nil
        configuration.lastUpdateStatus = .inProgress
        configuration.lastUpdateStatusReason = Self.reason
        configuration.lastUpdateStatusReasonCode = Lambda.LastUpdateStatusReasonCode(rawValue: "Creating")
        self.settled = settled
    }

    var version: String { configuration.version ?? FunctionReference.latest }
}

extension Timestamp {
    /// As Lambda writes the time of a change: `2025-01-01T00:00:00.000+0000`.
    var lambdaText: String { "\(wholeText).\(String(fraction: milliseconds))+0000" }

    /// `2025-01-01T00:00:00.000Z`
    var logText: String { "\(wholeText).\(String(fraction: milliseconds))Z" }

    private var wholeText: String {
        String(Timestamp(seconds: seconds).text(.dateTime).prefix(19))
    }
}

extension String {
    fileprivate init(fraction milliseconds: Int64) {
        let digits = String((milliseconds % 1000 + 1000) % 1000)
        self = String(repeating: "0", count: 3 - digits.count) + digits
    }
}
