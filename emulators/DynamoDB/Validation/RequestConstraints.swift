import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams

/// What the model demands of each member by itself: lengths, bounds, patterns and enumerations.
enum RequestConstraints {
    /// - Throws: ValidationException that names every member at fault, in AWS's words.
    static func check(_ input: some Structure) throws(DynamoDBError) {
        guard let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) else { return }
        throw .validation(message)
    }

    static func checkStreams(_ input: some Structure) throws(DynamoDBStreamsError) {
        guard let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) else { return }
        throw DynamoDBStreamsError(ErrorCode("ValidationException"), message, status: 400)
    }
}
