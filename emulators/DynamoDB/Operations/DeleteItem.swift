import AWSCore
import AWSDynamoDB
import World

/// DeleteItem: removes the item with a key; nothing happens when there is none.
enum DeleteItem {
    static func run(
        _ input: DynamoDB.DeleteItemInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.DeleteItemOutput {
        let write = try check(input)
        let measures = input.returnItemCollectionMetrics == .size
        let outcome = try await view.state.write(view.call) { session in
            try session.perform(write, measuresCollection: measures)
        }
        view.scope.use(.writeRequestUnits, outcome.units.total, on: view.scope.resource)
        return DynamoDB.DeleteItemOutput(
            attributes: input.returnValues == .allOld ? outcome.old : nil,
            consumedCapacity: outcome.units.consumed(by: input.tableName, as: input.returnConsumedCapacity),
            itemCollectionMetrics: outcome.collection)
    }

    private static func check(_ input: DynamoDB.DeleteItemInput) throws(DynamoDBError) -> ItemWrite {
        try RequestConstraints.check(input, table: input.tableName)
        let parameters = ConditionParameters(
            expression: input.conditionExpression, names: input.expressionAttributeNames,
            values: input.expressionAttributeValues, expected: input.expected,
            conditionalOperator: input.conditionalOperator)
        try parameters.check()
        let key = try ItemRules.stored(input.key)
        try ReturnValueRules.checkOld(input.returnValues)
        return ItemWrite(
            tableName: input.tableName, action: .delete, item: key, condition: try parameters.condition(),
            returnsItemOnFailure: input.returnValuesOnConditionCheckFailure == .allOld)
    }
}
