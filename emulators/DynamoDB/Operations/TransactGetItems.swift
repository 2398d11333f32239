import AWSCore
import AWSDynamoDB
import World

/// TransactGetItems: up to 100 items by key, as they are at one instant.
enum TransactGetItems {
    static func run(
        _ input: DynamoDB.TransactGetItemsInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.TransactGetItemsOutput {
        let reads = try check(input)
        let items = try await view.state.read(view.call) { session in try session.transactGet(reads) }
        var units: [(tableName: String, units: ReadUnits)] = []
        for (read, item) in zip(reads, items) {
            let cost = ItemSize.readUnits(
                bytes: item.map(ItemSize.bytes) ?? 0, isConsistent: true, isTransactional: true)
            if let index = units.firstIndex(where: { $0.tableName == read.tableName }) {
                units[index].units.table += cost
            } else {
                units.append((read.tableName, ReadUnits(table: cost)))
            }
        }
        for entry in units { view.scope.use(.readRequestUnits, entry.units.total, on: "table/\(entry.tableName)") }
        let consumed = units.compactMap {
            $0.units.consumed(by: $0.tableName, as: input.returnConsumedCapacity, isTransactional: true)
        }
        return DynamoDB.TransactGetItemsOutput(
            consumedCapacity: consumed.isEmpty ? nil : consumed,
            responses: zip(reads, items).map { read, item in
                DynamoDB.ItemResponse(item: item.map { read.projection?.apply(to: $0) ?? $0 })
            })
    }

    private static func check(_ input: DynamoDB.TransactGetItemsInput) throws(DynamoDBError) -> [ItemRead] {
        try RequestConstraints.check(input)
        var reads: [ItemRead] = []
        for item in input.transactItems {
            let get = item.get
            reads.append(
                ItemRead(
                    tableName: get.tableName, key: try ItemRules.stored(get.key),
                    projection: try ItemRead.projection(
                        get.projectionExpression, get.expressionAttributeNames, nil)))
        }
        return reads
    }
}

extension Session {
    fileprivate func transactGet(_ reads: [ItemRead]) throws -> [Item?] {
        let tables = try reads.map { try openTable($0.tableName) }
        var keys: [[UInt8]] = []
        for (index, (read, table)) in zip(reads, tables).enumerated() {
            do throws(ValidationFailure) {
                try KeyRules.checkKey(read.key, table.keys)
                if let projection = read.projection { try KeyRules.checkPaths(projection.paths, table) }
            } catch {
                throw Cancellation.refusal(of: index, among: reads.count, error)
            }
            keys.append(table.rowKey(of: read.key))
        }
        guard Set(keys).count == keys.count else {
            throw DynamoDBError.validation("Transaction request cannot include multiple operations on one item")
        }
        var bytes = 0
        return try keys.map { key in
            let item = try item(at: key)
            bytes += item.map(ItemSize.bytes) ?? 0
            guard bytes <= DynamoDBLimits.transactionBytesMax else {
                throw DynamoDBError.validation(
                    "Collection size of items exceeded \(DynamoDBLimits.transactionBytesMax) bytes")
            }
            return item
        }
    }
}
