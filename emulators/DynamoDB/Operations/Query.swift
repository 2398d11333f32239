import AWSCore
import AWSDynamoDB
import World

/// Query: items of one partition of a table or an index, in the order of the sort key.
enum Query {
    static func run(
        _ input: DynamoDB.QueryInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.QueryOutput {
        let (read, conditions) = try check(input)
        let isReversed = input.scanIndexForward == false
        let hasLegacyFilter = input.queryFilter != nil
        let page = try await view.state.read(view.call) { session in
            try session.query(read, conditions, isReversed: isReversed, hasLegacyFilter: hasLegacyFilter)
        }
        view.scope.use(.readRequestUnits, page.units.total, on: view.scope.resource)
        return DynamoDB.QueryOutput(
            items: input.select == .count ? nil : page.items, count: page.items.count, scannedCount: page.scannedCount,
            lastEvaluatedKey: page.lastKey,
            consumedCapacity: page.units.consumed(by: input.tableName, as: input.returnConsumedCapacity))
    }

    private static func check(_ input: DynamoDB.QueryInput) throws(DynamoDBError) -> (PageRead, [KeyCondition]) {
        try RequestConstraints.check(input, table: input.tableName)
        try checkStyles(input)
        try SelectRules.check(
            input.select, hasIndex: input.indexName != nil, hasProjection: input.projectionExpression != nil,
            hasAttributesToGet: input.attributesToGet != nil)
        let legacyFilter = try legacyFilter(input)
        let startKey = try StartKeyRules.stored(input.exclusiveStartKey)
        guard input.keyConditions != nil || input.keyConditionExpression != nil else {
            throw .validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")
        }
        let expressions = try expressions(input)
        let read = PageRead(
            tableName: input.tableName, indexName: input.indexName, limit: input.limit,
            isConsistent: input.consistentRead == true, select: input.select,
            filter: expressions.filter ?? legacyFilter, projection: expressions.projection, startKey: startKey)
        return (read, expressions.key)
    }

    private static func checkStyles(_ input: DynamoDB.QueryInput) throws(DynamoDBError) {
        try refusing { () throws(ValidationFailure) in
            try ParameterStyles(
                expressions: [
                    (.projection, input.projectionExpression), (.filter, input.filterExpression),
                    (.keyCondition, input.keyConditionExpression),
                ],
                legacy: [
                    ("AttributesToGet", input.attributesToGet != nil), ("QueryFilter", input.queryFilter != nil),
                    ("ConditionalOperator", input.conditionalOperator != nil),
                    ("KeyConditions", input.keyConditions != nil),
                ]
            ).check(
                hasNames: input.expressionAttributeNames != nil, hasValues: input.expressionAttributeValues != nil)
        }
    }

    private static func legacyFilter(_ input: DynamoDB.QueryInput) throws(DynamoDBError) -> Condition? {
        try refusing { () throws(ValidationFailure) in
            let join = try LegacyJoin(input.conditionalOperator, joining: input.queryFilter?.count)
            return try input.queryFilter.map { filter throws(ValidationFailure) in
                try Condition(filter: filter, join: join)
            }
        }
    }

    private struct Expressions {
        var key: [KeyCondition]
        var filter: Condition?
        var projection: Projection?
    }

    private static func expressions(_ input: DynamoDB.QueryInput) throws(DynamoDBError) -> Expressions {
        try refusing { () throws(ValidationFailure) in
            let named = try input.attributesToGet.map { names throws(ValidationFailure) in
                try Projection(attributesToGet: names)
            }
            var context = try ExpressionContext(
                names: input.expressionAttributeNames, values: input.expressionAttributeValues)
            var key: [KeyCondition]?
            if let text = input.keyConditionExpression { key = try KeyCondition.parse(text, in: &context) }
            let filter = try input.filterExpression.map { text throws(ValidationFailure) in
                try Condition(text, kind: .filter, in: &context)
            }
            let projection = try input.projectionExpression.map { text throws(ValidationFailure) in
                try Projection(text, in: &context)
            }
            try context.checkAllUsed()
            if key == nil { key = try KeyCondition.parse(input.keyConditions ?? [:]) }
            return Expressions(key: key ?? [], filter: filter, projection: projection ?? named)
        }
    }
}

extension Session {
    fileprivate func query(
        _ read: PageRead, _ conditions: [KeyCondition], isReversed: Bool, hasLegacyFilter: Bool
    ) throws -> Page {
        let prepared = try PreparedPage(read, self)
        let query = try KeyQuery(conditions, on: prepared.keys)
        try checkKeyValues(query, prepared.keys)
        var range = query.range(prefix: prepared.prefix)
        if let start = read.startKey {
            try StartKeyRules.check(start, prepared, isScan: false)
            try StartKeyRules.check(start, against: query, prepared.keys)
            let key = prepared.rowKey(of: start)
            if isReversed { range.upper = key } else { range.lower = key + [0] }
        }
        if let projection = read.projection { try KeyRules.checkPaths(projection.paths, prepared.table) }
        try checkFilter(read.filter, prepared, isLegacy: hasLegacyFilter)
        try prepared.checkSelection()
        return try page(prepared, in: range, reversed: isReversed)
    }

    private func checkKeyValues(_ query: KeyQuery, _ schema: KeySchema) throws(DynamoDBError) {
        for (attribute, value) in zip(schema.partition, query.partition) {
            guard value != .s(""), value != .b(Blob()) else {
                throw .validation(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                        + "contain an empty \(attribute.type == .string ? "string" : "binary") value. "
                        + "Key: \(attribute.name)")
            }
        }
    }

    private func checkFilter(_ filter: Condition?, _ prepared: PreparedPage, isLegacy: Bool) throws {
        guard let filter else { return }
        let named = Set(filter.paths.map(\.attribute))
        for attribute in prepared.keys.attributes where named.contains(attribute.name) {
            throw DynamoDBError.validation(
                "\(isLegacy ? "QueryFilter" : "Filter Expression") can only contain non-primary key attributes: "
                    + "Primary key attribute: \(attribute.name)")
        }
        try KeyRules.checkPaths(filter.paths, prepared.table)
    }
}
