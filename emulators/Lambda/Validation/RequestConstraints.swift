import AWSCore
import AWSLambda

/// What is demanded of each member by itself: lengths, bounds, patterns and enumerations.
enum RequestConstraints {
    /// - Throws: ValidationException that names every member at fault, in AWS's words.
    static func check(_ input: some Structure) throws(LambdaError) {
        if let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) {
            throw .validation(message)
        }
    }

    /// For inputs with a runtime, of which Lambda speaks in words of its own (LocalStack, recorded test_lambda_api).
    static func checkFunction(_ input: some Structure) throws(LambdaError) {
        let violations = ConstraintCheck.violations(of: input)
        let others = violations.filter { $0.path != "runtime" }
        if let message = ConstraintCheck.message(others) { throw .validation(message) }
        if let violation = violations.first, case .value(let runtime) = violation.shown {
            throw .invalidParameter(
                "Value \(runtime) at 'runtime' failed to satisfy constraint: \(violation.constraint) "
                    + "or be a valid ARN")
        }
    }
}
