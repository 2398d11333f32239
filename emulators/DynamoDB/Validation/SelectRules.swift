import AWSCore
import AWSDynamoDB

/// How Select goes with the parameters that name attributes. Source of the words: answers of the live service that
/// moto's test_dynamodb_select recorded.
enum SelectRules {
    static func check(
        _ select: DynamoDB.Select?, hasIndex: Bool, hasProjection: Bool, hasAttributesToGet: Bool
    ) throws(DynamoDBError) {
        guard let select else { return }
        if select == .allProjectedAttributes, !hasIndex {
            throw .validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
        }
        if select == .specificAttributes {
            guard hasProjection || hasAttributesToGet else {
                throw .validation(
                    "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES")
            }
            return
        }
        guard hasProjection || hasAttributesToGet else { return }
        let parameter = hasProjection ? "ProjectionExpression" : "AttributesToGet"
        let wanted = select == .count ? "only the Count" : select.rawValue
        throw .validation("Cannot specify the \(parameter) when choosing to get \(wanted)")
    }
}
