import AWSCore
import AWSLambda

/// Rules for a function's settings that the model's constraints do not hold.
enum FunctionRules {
    /// Set by Lambda alone (Developer Guide, "Reserved environment variables").
    private static let reservedVariables: Set = [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ]

    static func checkTimeout(_ seconds: Int?) throws(LambdaError) {
        guard let seconds, seconds > LambdaLimits.timeoutSecondsMax else { return }
        throw .validation(
            "1 validation error detected: Value '\(seconds)' at 'timeout' failed to satisfy constraint: "
                + "Member must have value less than or equal to \(LambdaLimits.timeoutSecondsMax)")
    }

    static func checkMemory(_ megabytes: Int?) throws(LambdaError) {
        guard let megabytes, megabytes > LambdaLimits.memoryMBMax else { return }
        throw .invalidParameter(
            "'MemorySize' value failed to satisfy constraint: "
                + "Member must have value less than or equal to \(LambdaLimits.memoryMBMax)")
    }

    static func checkEnvironment(_ environment: Lambda.Environment?) throws(LambdaError) {
        guard let variables = environment?.variables else { return }
        let reserved = variables.keys.filter(reservedVariables.contains).sorted()
        guard reserved.isEmpty else {
            throw .invalidParameter(
                "Lambda was unable to configure your environment variables because the environment variables you "
                    + "have provided contains reserved keys that are currently not supported for modification. "
                    + "Reserved keys used in this request: \(reserved.joined(separator: ", "))")
        }
        let text = variables.document.jsonText()
        guard text.utf8.count <= LambdaLimits.environmentBytesMax else {
            throw .invalidParameter(
                "Lambda was unable to configure your environment variables because the environment variables you "
                    + "have provided exceeded the 4KB limit. String measured: \(text)")
        }
    }

    /// - Parameter operation: named in the refusal.
    static func checkDeadLetters(_ config: Lambda.DeadLetterConfig?, _ operation: String) throws(LambdaError) {
        guard let target = config?.targetArn, !target.isEmpty else { return }
        guard let arn = try? ARN(target), arn.service == "sqs" || arn.service == "sns" else {
            throw .invalidParameter("The provided dead letter target ARN is not valid: \(target)")
        }
        guard arn.service == "sqs" else {
            throw .notEmulated(operation, parameter: "DeadLetterConfig.TargetArn of \(arn.service)")
        }
    }

    static func checkTags(_ tags: [String: String]) throws(LambdaError) {
        guard tags.count <= LambdaLimits.tagsMax else {
            throw .invalidParameter("Number of tags exceeds resource tag limit.")
        }
        for key in tags.keys.sorted() where key.lowercased().hasPrefix("aws:") {
            throw .invalidParameter("Tag keys starting with 'aws:' are reserved for system use")
        }
    }

    static func checkRevision(_ asked: String?, _ current: String?) throws(LambdaError) {
        if let asked, asked != current { throw .revisionMismatch }
    }
}
