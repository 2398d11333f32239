import AWSCore
import AWSDynamoDB

/// Runs what the model and the expression languages refuse, and words the refusal as a service error.
func refusing<Value>(_ body: () throws(ValidationFailure) -> Value) throws(DynamoDBError) -> Value {
    do throws(ValidationFailure) {
        return try body()
    } catch {
        throw .validation(error.message)
    }
}
