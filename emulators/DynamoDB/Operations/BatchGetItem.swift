import AWSCore
import AWSDynamoDB
import World

/// BatchGetItem: up to 100 items by key, of any tables; what does not fit into 16 MB comes back as unprocessed.
enum BatchGetItem {
    static func run(
        _ input: DynamoDB.BatchGetItemInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.BatchGetItemOutput {
        let reads = try check(input)
        let results = try await view.state.read(view.call) { session in try session.batchGet(reads) }
        for (read, result) in zip(reads, results) {
            view.scope.use(.readRequestUnits, result.units.total, on: "table/\(read.tableName)")
        }
        return output(input, reads, results)
    }

    private static func check(_ input: DynamoDB.BatchGetItemInput) throws(DynamoDBError) -> [TableRead] {
        try RequestConstraints.check(input)
        var reads: [TableRead] = []
        var count = 0
        for (name, request) in input.requestItems.sorted(by: { $0.key < $1.key }) {
            let read = try TableRead(name, request)
            count += read.keys.count
            guard count <= DynamoDBLimits.batchGetKeysMax else {
                throw .validation("Too many items requested for the BatchGetItem call")
            }
            reads.append(read)
        }
        return reads
    }

    private static func output(
        _ input: DynamoDB.BatchGetItemInput, _ reads: [TableRead], _ results: [TableRead.Result]
    ) -> DynamoDB.BatchGetItemOutput {
        var responses: [String: [Item]] = [:]
        var unprocessed: [String: DynamoDB.KeysAndAttributes] = [:]
        var consumed: [DynamoDB.ConsumedCapacity] = []
        for (read, result) in zip(reads, results) {
            responses[read.tableName] = result.items
            if !result.unprocessed.isEmpty, var request = input.requestItems[read.tableName] {
                request.keys = result.unprocessed
                unprocessed[read.tableName] = request
            }
            if let capacity = result.units.consumed(by: read.tableName, as: input.returnConsumedCapacity) {
                consumed.append(capacity)
            }
        }
        return DynamoDB.BatchGetItemOutput(
            responses: responses, unprocessedKeys: unprocessed, consumedCapacity: consumed.isEmpty ? nil : consumed)
    }
}

/// The keys that a batch asks of one table.
struct TableRead: Sendable {
    let tableName: String
    let keys: [Item]
    let projection: Projection?
    let isConsistent: Bool

    struct Result: Sendable {
        var items: [Item] = []
        var unprocessed: [Item] = []
        var units = ReadUnits()
    }

    init(_ tableName: String, _ request: DynamoDB.KeysAndAttributes) throws(DynamoDBError) {
        try refusing { () throws(ValidationFailure) in
            try ParameterStyles(
                expressions: [(.projection, request.projectionExpression)],
                legacy: [("AttributesToGet", request.attributesToGet != nil)]
            ).check(hasNames: request.expressionAttributeNames != nil, hasValues: false)
        }
        self.tableName = tableName
        isConsistent = request.consistentRead == true
        projection = try ItemRead.projection(
            request.projectionExpression, request.expressionAttributeNames, request.attributesToGet)
        var seen: Set<[UInt8]> = []
        var keys: [Item] = []
        for key in request.keys {
            let stored = try ItemRules.stored(key)
            guard seen.insert(ItemCodec.encode(stored)).inserted else { throw .duplicateKeys }
            keys.append(stored)
        }
        self.keys = keys
    }
}

extension ServiceError where Service == DynamoDB {
    static var duplicateKeys: Self { .validation("Provided list of item keys contains duplicates") }
}

extension Session {
    fileprivate func batchGet(_ reads: [TableRead]) throws -> [TableRead.Result] {
        let tables = try reads.map { read in
            let table = try openTable(read.tableName)
            for key in read.keys { try KeyRules.checkKey(key, table.keys) }
            if let projection = read.projection { try KeyRules.checkPaths(projection.paths, table) }
            return table
        }
        var bytes = 0
        return try zip(reads, tables).map { read, table in try batchGet(read, table, &bytes) }
    }

    private func batchGet(_ read: TableRead, _ table: Table, _ total: inout Int) throws -> TableRead.Result {
        var result = TableRead.Result()
        for key in read.keys {
            guard total < DynamoDBLimits.batchGetBytesMax else {
                result.unprocessed.append(key)
                continue
            }
            let item = try item(at: table.rowKey(of: key))
            let bytes = item.map(ItemSize.bytes) ?? 0
            guard total + bytes <= DynamoDBLimits.batchGetBytesMax else {
                total = DynamoDBLimits.batchGetBytesMax
                result.unprocessed.append(key)
                continue
            }
            total += bytes
            result.units.table += ItemSize.readUnits(bytes: bytes, isConsistent: read.isConsistent)
            if let item { result.items.append(read.projection?.apply(to: item) ?? item) }
        }
        return result
    }
}
