import AWSCore
import AWSDynamoDB
import World

/// PutItem: makes an item, or replaces the one with its key.
enum PutItem {
    static func run(
        _ input: DynamoDB.PutItemInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.PutItemOutput {
        let write = try check(input)
        let measures = input.returnItemCollectionMetrics == .size
        let outcome = try await view.state.write(view.call) { session in
            try session.perform(write, measuresCollection: measures)
        }
        view.scope.use(.writeRequestUnits, outcome.units.total, on: view.scope.resource)
        return DynamoDB.PutItemOutput(
            attributes: input.returnValues == .allOld ? outcome.old : nil,
            consumedCapacity: outcome.units.consumed(by: input.tableName, as: input.returnConsumedCapacity),
            itemCollectionMetrics: outcome.collection)
    }

    private static func check(_ input: DynamoDB.PutItemInput) throws(DynamoDBError) -> ItemWrite {
        try RequestConstraints.check(input, table: input.tableName)
        let parameters = ConditionParameters(
            expression: input.conditionExpression, names: input.expressionAttributeNames,
            values: input.expressionAttributeValues, expected: input.expected,
            conditionalOperator: input.conditionalOperator)
        try parameters.check()
        let item = try ItemRules.stored(input.item)
        try ReturnValueRules.checkOld(input.returnValues)
        try ItemRules.checkSize(item)
        return ItemWrite(
            tableName: input.tableName, action: .put, item: item, condition: try parameters.condition(),
            returnsItemOnFailure: input.returnValuesOnConditionCheckFailure == .allOld)
    }
}
