import AWSCore
import AWSDynamoDB

/// The actions of TransactWriteItems as writes.
enum TransactionAction {
    static func write(_ item: DynamoDB.TransactWriteItem) throws(DynamoDBError) -> ItemWrite {
        let count = [item.conditionCheck != nil, item.put != nil, item.delete != nil, item.update != nil]
            .filter { $0 }.count
        guard count == 1 else {
            throw .validation("TransactItems can only contain one of Check, Put, Update or Delete")
        }
        if let put = item.put { return try write(put) }
        if let delete = item.delete { return try write(delete) }
        if let update = item.update { return try write(update) }
        guard let check = item.conditionCheck else {
            throw .validation("TransactItems can only contain one of Check, Put, Update or Delete")
        }
        return try write(check)
    }

    private static func write(_ put: DynamoDB.Put) throws(DynamoDBError) -> ItemWrite {
        let parameters = ConditionParameters(
            expression: put.conditionExpression, names: put.expressionAttributeNames,
            values: put.expressionAttributeValues, expected: nil, conditionalOperator: nil)
        try parameters.check()
        let item = try ItemRules.stored(put.item)
        try ItemRules.checkSize(item)
        return ItemWrite(
            tableName: put.tableName, action: .put, item: item, condition: try parameters.condition(),
            returnsItemOnFailure: put.returnValuesOnConditionCheckFailure == .allOld)
    }

    private static func write(_ delete: DynamoDB.Delete) throws(DynamoDBError) -> ItemWrite {
        let parameters = ConditionParameters(
            expression: delete.conditionExpression, names: delete.expressionAttributeNames,
            values: delete.expressionAttributeValues, expected: nil, conditionalOperator: nil)
        try parameters.check()
        return ItemWrite(
            tableName: delete.tableName, action: .delete, item: try ItemRules.stored(delete.key),
            condition: try parameters.condition(),
            returnsItemOnFailure: delete.returnValuesOnConditionCheckFailure == .allOld)
    }

    private static func write(_ check: DynamoDB.ConditionCheck) throws(DynamoDBError) -> ItemWrite {
        let parameters = ConditionParameters(
            expression: check.conditionExpression, names: check.expressionAttributeNames,
            values: check.expressionAttributeValues, expected: nil, conditionalOperator: nil)
        try parameters.check()
        return ItemWrite(
            tableName: check.tableName, action: .check, item: try ItemRules.stored(check.key),
            condition: try parameters.condition(),
            returnsItemOnFailure: check.returnValuesOnConditionCheckFailure == .allOld)
    }

    private static func write(_ update: DynamoDB.Update) throws(DynamoDBError) -> ItemWrite {
        let key = try ItemRules.stored(update.key)
        let (change, condition) = try refusing { () throws(ValidationFailure) in
            var context = try ExpressionContext(
                names: update.expressionAttributeNames, values: update.expressionAttributeValues)
            let change = try Update(update.updateExpression, in: &context)
            let condition = try update.conditionExpression.map { text throws(ValidationFailure) in
                try Condition(text, kind: .condition, in: &context)
            }
            try context.checkAllUsed()
            return (change, condition)
        }
        return ItemWrite(
            tableName: update.tableName, action: .update(change), item: key, condition: condition,
            returnsItemOnFailure: update.returnValuesOnConditionCheckFailure == .allOld)
    }
}

/// Why a transaction is cancelled, one reason an action.
///
/// Source of the codes and words: answers of the live service that nubo-db/dynamodb-conformance recorded.
enum Cancellation {
    static let none = DynamoDB.CancellationReason(code: "None")

    static func failedCondition(_ item: Item?) -> DynamoDB.CancellationReason {
        DynamoDB.CancellationReason(
            item: item, code: "ConditionalCheckFailed", message: "The conditional request failed")
    }

    static func validation(_ failure: ValidationFailure) -> DynamoDB.CancellationReason {
        DynamoDB.CancellationReason(code: "ValidationError", message: failure.message)
    }

    /// One action does not fit its table: the others are not even looked at. Empty key values are an error of the
    /// request instead (moto's test_transaction_with_empty_key).
    static func refusal(of index: Int, among count: Int, _ failure: ValidationFailure) -> DynamoDBError {
        guard !failure.message.hasPrefix("One or more parameter values are not valid.") else {
            return .validation(failure.message)
        }
        return error((0..<count).map { $0 == index ? validation(failure) : none })
    }

    static func error(_ reasons: [DynamoDB.CancellationReason]) -> DynamoDBError {
        let codes = reasons.map { $0.code ?? "None" }.joined(separator: ", ")
        let message =
            "Transaction cancelled, please refer cancellation reasons for specific reasons [\(codes)]"
        return DynamoDBError(
            .transactionCanceledException, message,
            details: DynamoDB.TransactionCanceledException(message: message, cancellationReasons: reasons))
    }
}
