import AWSCore
import AWSDynamoDB
import World

/// UpdateItem: changes attributes of an item, which is made when there is none with its key.
enum UpdateItem {
    static func run(
        _ input: DynamoDB.UpdateItemInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.UpdateItemOutput {
        let (write, update) = try check(input)
        let measures = input.returnItemCollectionMetrics == .size
        let outcome = try await view.state.write(view.call) { session in
            try session.perform(write, measuresCollection: measures)
        }
        view.scope.use(.writeRequestUnits, outcome.units.total, on: view.scope.resource)
        return DynamoDB.UpdateItemOutput(
            attributes: attributes(input.returnValues, outcome, update),
            consumedCapacity: outcome.units.consumed(by: input.tableName, as: input.returnConsumedCapacity),
            itemCollectionMetrics: outcome.collection)
    }

    private static func attributes(
        _ wanted: DynamoDB.ReturnValue?, _ outcome: WriteOutcome, _ update: Update
    ) -> Item? {
        func updated(_ item: Item?) -> Item? {
            guard let item else { return nil }
            let attributes = Projection(update.targets).apply(to: item)
            return attributes.isEmpty ? nil : attributes
        }
        return switch wanted {
        case .allOld?: outcome.old
        case .allNew?: outcome.new
        case .updatedOld?: updated(outcome.old)
        case .updatedNew?: updated(outcome.new)
        default: nil
        }
    }

    private static func check(_ input: DynamoDB.UpdateItemInput) throws(DynamoDBError) -> (ItemWrite, Update) {
        try RequestConstraints.check(input, table: input.tableName)
        try checkStyles(input)
        let key = try ItemRules.stored(input.key)
        let (update, condition) = try changes(input)
        let write = ItemWrite(
            tableName: input.tableName, action: .update(update), item: key, condition: condition,
            returnsItemOnFailure: input.returnValuesOnConditionCheckFailure == .allOld)
        return (write, update)
    }

    private static func checkStyles(_ input: DynamoDB.UpdateItemInput) throws(DynamoDBError) {
        try refusing { () throws(ValidationFailure) in
            try ParameterStyles(
                expressions: [(.update, input.updateExpression), (.condition, input.conditionExpression)],
                legacy: [
                    ("AttributeUpdates", input.attributeUpdates != nil), ("Expected", input.expected != nil),
                    ("ConditionalOperator", input.conditionalOperator != nil),
                ]
            ).check(
                hasNames: input.expressionAttributeNames != nil, hasValues: input.expressionAttributeValues != nil)
        }
    }

    /// Without UpdateExpression and AttributeUpdates the item is made, if need be, and else left as it is.
    private static func changes(_ input: DynamoDB.UpdateItemInput) throws(DynamoDBError) -> (Update, Condition?) {
        try refusing { () throws(ValidationFailure) in
            if input.updateExpression == nil, input.conditionExpression == nil { return try legacyChanges(input) }
            var context = try ExpressionContext(
                names: input.expressionAttributeNames, values: input.expressionAttributeValues)
            let update = try input.updateExpression.map { text throws(ValidationFailure) in
                try Update(text, in: &context)
            }
            let condition = try input.conditionExpression.map { text throws(ValidationFailure) in
                try Condition(text, kind: .condition, in: &context)
            }
            try context.checkAllUsed()
            return (update ?? Update(actions: []), condition)
        }
    }

    private static func legacyChanges(
        _ input: DynamoDB.UpdateItemInput
    ) throws(ValidationFailure) -> (Update, Condition?) {
        let update = try Update(attributeUpdates: input.attributeUpdates ?? [:])
        let join = try LegacyJoin(input.conditionalOperator, joining: input.expected?.count)
        let condition = try input.expected.map { expected throws(ValidationFailure) in
            try Condition(expected: expected, join: join)
        }
        return (update, condition)
    }
}
