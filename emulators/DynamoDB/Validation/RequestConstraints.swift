import AWSCore
import AWSDynamoDB
import AWSDynamoDBStreams

/// What is demanded of each member by itself: lengths, bounds, patterns and enumerations.
///
/// A bad table name is reported alone, before anything else is looked at (nubo-db/dynamodb-conformance,
/// validation-ordering).
enum RequestConstraints {
    /// - Throws: ValidationException that names every member at fault, in AWS's words.
    static func check(_ input: some Structure) throws(DynamoDBError) {
        if let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) {
            throw .validation(message)
        }
    }

    /// - Parameters:
    ///   - table: a name, or an ARN.
    ///   - isPlain: the input is known to meet the model's demands, so that nothing needs to be walked through.
    static func check(_ input: some Structure, table: String, isPlain: Bool = false) throws(DynamoDBError) {
        guard TableNameRules.isPlainName(table) || table.hasPrefix("arn:") else {
            throw .validation(TableNameRules.wording(of: table, at: "tableName"))
        }
        if !isPlain { try check(input) }
    }

    static func checkStreams(_ input: some Structure) throws(DynamoDBStreamsError) {
        if let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) {
            throw .validation(message)
        }
    }
}

/// Inputs of the operations that programs call most, which can tell cheaply that nothing is wrong with them.
///
/// Where one cannot tell, the constraints of the model are checked one by one.
protocol QuicklyChecked: Structure {
    /// Never true of an input that breaks a constraint of the model.
    var isPlain: Bool { get }
}

extension RequestConstraints {
    static func check(_ input: some QuicklyChecked, table: String) throws(DynamoDBError) {
        try check(input, table: table, isPlain: input.isPlain)
    }

    static func check(_ input: some QuicklyChecked) throws(DynamoDBError) {
        guard !input.isPlain, let message = ConstraintCheck.message(ConstraintCheck.violations(of: input)) else {
            return
        }
        throw .validation(message)
    }
}

/// Items so small that none of their names can be too long.
private func isSmall(_ item: Item) -> Bool {
    ItemSize.bytes(of: item) <= DynamoDBLimits.attributeNameBytesMax
}

extension Optional where Wrapped == DynamoDB.ReturnConsumedCapacity {
    fileprivate var isKnown: Bool {
        guard let self else { return true }
        return self == .total || self == .indexes || self == .none
    }
}

extension DynamoDB.GetItemInput: QuicklyChecked {
    var isPlain: Bool { attributesToGet == nil && returnConsumedCapacity.isKnown && isSmall(key) }
}

extension DynamoDB.PutItemInput: QuicklyChecked {
    var isPlain: Bool {
        expected == nil && conditionalOperator == nil && returnItemCollectionMetrics == nil
            && (returnValues == nil || returnValues == .allOld) && returnConsumedCapacity.isKnown
            && returnValuesOnConditionCheckFailure == nil && isSmall(item)
    }
}

extension DynamoDB.DeleteItemInput: QuicklyChecked {
    var isPlain: Bool {
        expected == nil && conditionalOperator == nil && returnItemCollectionMetrics == nil
            && (returnValues == nil || returnValues == .allOld) && returnConsumedCapacity.isKnown
            && returnValuesOnConditionCheckFailure == nil && isSmall(key)
    }
}

extension DynamoDB.UpdateItemInput: QuicklyChecked {
    var isPlain: Bool {
        attributeUpdates == nil && expected == nil && conditionalOperator == nil && returnItemCollectionMetrics == nil
            && (returnValues == nil || returnValues == .allNew) && returnConsumedCapacity.isKnown
            && returnValuesOnConditionCheckFailure == nil && isSmall(key)
    }
}

extension DynamoDB.QueryInput: QuicklyChecked {
    var isPlain: Bool {
        (indexName.map(TableNameRules.isPlainName) ?? true) && select == nil && attributesToGet == nil && keyConditions == nil && queryFilter == nil
            && conditionalOperator == nil && (limit ?? 1) >= 1 && returnConsumedCapacity.isKnown
            && (exclusiveStartKey.map(isSmall) ?? true)
    }
}

extension DynamoDB.BatchGetItemInput: QuicklyChecked {
    var isPlain: Bool {
        !requestItems.isEmpty && returnConsumedCapacity.isKnown
            && requestItems.allSatisfy { name, request in
                TableNameRules.isPlainName(name) && request.attributesToGet == nil
                    && (1...DynamoDBLimits.batchGetKeysMax).contains(request.keys.count)
                    && request.keys.allSatisfy(isSmall)
            }
    }
}

extension DynamoDB.BatchWriteItemInput: QuicklyChecked {
    var isPlain: Bool {
        !requestItems.isEmpty && returnConsumedCapacity.isKnown && returnItemCollectionMetrics == nil
            && requestItems.allSatisfy { name, requests in
                TableNameRules.isPlainName(name)
                    && (1...DynamoDBLimits.batchWriteRequestsMax).contains(requests.count)
                    && requests.allSatisfy { request in
                        isSmall(request.putRequest?.item ?? [:]) && isSmall(request.deleteRequest?.key ?? [:])
                    }
            }
    }
}
