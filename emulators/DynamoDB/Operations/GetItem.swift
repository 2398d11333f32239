import AWSCore
import AWSDynamoDB
import World

/// GetItem: the item with a key, or nothing. Reads are always consistent here; those not asked for cost half.
enum GetItem {
    static func run(
        _ input: DynamoDB.GetItemInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.GetItemOutput {
        let read = try check(input)
        let item = try await view.state.read(view.call) { session in try session.item(read) }
        let units = ReadUnits(
            table: ItemSize.readUnits(
                bytes: item.map(ItemSize.bytes) ?? 0, isConsistent: input.consistentRead == true))
        view.scope.use(.readRequestUnits, units.table, on: view.scope.resource)
        return DynamoDB.GetItemOutput(
            item: item.map { read.projection?.apply(to: $0) ?? $0 },
            consumedCapacity: units.consumed(by: input.tableName, as: input.returnConsumedCapacity))
    }

    private static func check(_ input: DynamoDB.GetItemInput) throws(DynamoDBError) -> ItemRead {
        try RequestConstraints.check(input, table: input.tableName)
        try refusing { () throws(ValidationFailure) in
            try ParameterStyles(
                expressions: [(.projection, input.projectionExpression)],
                legacy: [("AttributesToGet", input.attributesToGet != nil)]
            ).check(hasNames: input.expressionAttributeNames != nil, hasValues: false)
        }
        return ItemRead(
            tableName: input.tableName, key: try ItemRules.stored(input.key),
            projection: try ItemRead.projection(
                input.projectionExpression, input.expressionAttributeNames, input.attributesToGet))
    }
}

/// One read by key, checked as far as it can be without its table.
struct ItemRead: Sendable {
    let tableName: String
    let key: Item
    let projection: Projection?

    /// What the request wants of items, whichever parameters it says so with.
    static func projection(
        _ expression: String?, _ names: [String: String]?, _ attributesToGet: [String]?
    ) throws(DynamoDBError) -> Projection? {
        if expression == nil, names == nil, attributesToGet == nil { return nil }
        return try refusing { () throws(ValidationFailure) in
            if let attributesToGet { return try Projection(attributesToGet: attributesToGet) }
            var context = try ExpressionContext(names: names, values: nil)
            guard let expression else { return nil }
            let projection = try Projection(expression, in: &context)
            try context.checkAllUsed()
            return projection
        }
    }
}

extension Session {
    /// The whole item that `read` asks for.
    func item(_ read: ItemRead) throws -> Item? {
        let table = try openTable(read.tableName)
        try KeyRules.checkKey(read.key, table.keys)
        if let projection = read.projection { try KeyRules.checkPaths(projection.paths, table) }
        return try item(at: table.rowKey(of: read.key))
    }
}
