import AWSCore
import AWSDynamoDB
import World

/// Scan: all items of a table or an index, in the order of the hashes of their partition keys, or one of several
/// segments of them.
enum Scan {
    static func run(
        _ input: DynamoDB.ScanInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.ScanOutput {
        let read = try check(input)
        let segment = input.segment.flatMap { segment in input.totalSegments.map { (segment, $0) } }
        let page = try await view.state.read(view.call) { session in try session.scan(read, segment) }
        view.scope.use(.readRequestUnits, page.units.total, on: view.scope.resource)
        return DynamoDB.ScanOutput(
            items: input.select == .count ? nil : page.items, count: page.items.count, scannedCount: page.scannedCount,
            lastEvaluatedKey: page.lastKey,
            consumedCapacity: page.units.consumed(by: input.tableName, as: input.returnConsumedCapacity))
    }

    private static func check(_ input: DynamoDB.ScanInput) throws(DynamoDBError) -> PageRead {
        try RequestConstraints.check(input, table: input.tableName)
        try checkStyles(input)
        try SelectRules.check(
            input.select, hasIndex: input.indexName != nil, hasProjection: input.projectionExpression != nil,
            hasAttributesToGet: input.attributesToGet != nil)
        let legacyFilter = try legacyFilter(input)
        let startKey = try StartKeyRules.stored(input.exclusiveStartKey)
        try checkSegments(input)
        let (filter, projection) = try expressions(input)
        return PageRead(
            tableName: input.tableName, indexName: input.indexName, limit: input.limit,
            isConsistent: input.consistentRead == true, select: input.select, filter: filter ?? legacyFilter,
            projection: projection, startKey: startKey)
    }

    private static func checkStyles(_ input: DynamoDB.ScanInput) throws(DynamoDBError) {
        try refusing { () throws(ValidationFailure) in
            try ParameterStyles(
                expressions: [(.projection, input.projectionExpression), (.filter, input.filterExpression)],
                legacy: [
                    ("AttributesToGet", input.attributesToGet != nil), ("ScanFilter", input.scanFilter != nil),
                    ("ConditionalOperator", input.conditionalOperator != nil),
                ]
            ).check(
                hasNames: input.expressionAttributeNames != nil, hasValues: input.expressionAttributeValues != nil)
        }
    }

    private static func legacyFilter(_ input: DynamoDB.ScanInput) throws(DynamoDBError) -> Condition? {
        try refusing { () throws(ValidationFailure) in
            let join = try LegacyJoin(input.conditionalOperator, joining: input.scanFilter?.count)
            return try input.scanFilter.map { filter throws(ValidationFailure) in
                try Condition(filter: filter, join: join)
            }
        }
    }

    private static func checkSegments(_ input: DynamoDB.ScanInput) throws(DynamoDBError) {
        switch (input.segment, input.totalSegments) {
        case (nil, nil): return
        case (_, nil):
            throw .validation(
                "The TotalSegments parameter is required but was not present in the request when Segment parameter "
                    + "is present")
        case (nil, _):
            throw .validation(
                "The Segment parameter is required but was not present in the request when parameter TotalSegments "
                    + "is present")
        case (let segment?, let total?):
            guard segment < total else {
                throw .validation(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                        + "Segment: \(segment) is not less than TotalSegments: \(total)")
            }
        }
    }

    private static func expressions(
        _ input: DynamoDB.ScanInput
    ) throws(DynamoDBError) -> (Condition?, Projection?) {
        try refusing { () throws(ValidationFailure) in
            let named = try input.attributesToGet.map { names throws(ValidationFailure) in
                try Projection(attributesToGet: names)
            }
            var context = try ExpressionContext(
                names: input.expressionAttributeNames, values: input.expressionAttributeValues)
            let filter = try input.filterExpression.map { text throws(ValidationFailure) in
                try Condition(text, kind: .filter, in: &context)
            }
            let projection = try input.projectionExpression.map { text throws(ValidationFailure) in
                try Projection(text, in: &context)
            }
            try context.checkAllUsed()
            return (filter, projection ?? named)
        }
    }
}

extension Session {
    fileprivate func scan(_ read: PageRead, _ segment: (index: Int, total: Int)?) throws -> Page {
        let prepared = try PreparedPage(read, self)
        var range =
            segment.map { KeyRange(prefix: prepared.prefix, segment: $0.index, of: $0.total) }
            ?? KeyRange(beginningWith: prepared.prefix)
        if let start = read.startKey {
            try StartKeyRules.check(start, prepared, isScan: true)
            let key = prepared.rowKey(of: start)
            if let segment, !range.contains(key) {
                throw DynamoDBError.validation(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey "
                        + "with correct Segment. TotalSegments: \(segment.total) Segment: \(segment.index)")
            }
            range.lower = key + [0]
        }
        try prepared.checkSelection()
        if let projection = read.projection { try KeyRules.checkPaths(projection.paths, prepared.table) }
        if let filter = read.filter { try KeyRules.checkPaths(filter.paths, prepared.table) }
        return try page(prepared, in: range)
    }
}
