import AWSCore
import AWSDynamoDB

/// What the model demands of each member by itself: lengths, bounds, patterns and enumerations.
enum RequestConstraints {
    /// - Throws: ValidationException that names every member at fault, in AWS's words.
    static func check<Service>(_ input: some Structure) throws(ServiceError<Service>) {
    }
}
