import AWSCloudWatchLogs
import AWSCore
import World

/// What is demanded of each member by itself: lengths, bounds, patterns and enumerations.
enum RequestConstraints {
    /// - Throws: InvalidParameterException that names every member at fault, in AWS's words.
    static func check(_ input: some Structure) throws(CloudWatchLogsError) {
        if let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) {
            throw .invalidParameter(message)
        }
    }
}
