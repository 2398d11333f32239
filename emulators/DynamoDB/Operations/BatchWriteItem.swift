import AWSCore
import AWSDynamoDB
import World

/// BatchWriteItem: up to 25 puts and deletes, of any tables. All are made: nothing is throttled here.
enum BatchWriteItem {
    static func run(
        _ input: DynamoDB.BatchWriteItemInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.BatchWriteItemOutput {
        let writes = try check(input)
        let measures = input.returnItemCollectionMetrics == .size
        let results = try await view.state.write(view.call) { session in
            try session.batchWrite(writes, measuresCollections: measures)
        }
        for result in results {
            view.scope.use(.writeRequestUnits, result.units.total, on: "table/\(result.tableName)")
        }
        let consumed = results.compactMap { $0.units.consumed(by: $0.tableName, as: input.returnConsumedCapacity) }
        let metrics = Dictionary(uniqueKeysWithValues: results.map { ($0.tableName, $0.collections) })
            .filter { !$0.value.isEmpty }
        return DynamoDB.BatchWriteItemOutput(
            unprocessedItems: [:], itemCollectionMetrics: measures ? metrics : nil,
            consumedCapacity: consumed.isEmpty ? nil : consumed)
    }

    private static func check(_ input: DynamoDB.BatchWriteItemInput) throws(DynamoDBError) -> [ItemWrite] {
        try RequestConstraints.check(input)
        let requests = input.requestItems.sorted { $0.key < $1.key }
        guard requests.reduce(0, { $0 + $1.value.count }) <= DynamoDBLimits.batchWriteRequestsMax else {
            throw .validation("Too many items requested for the BatchWriteItem call")
        }
        var writes: [ItemWrite] = []
        for (name, tableRequests) in requests {
            for request in tableRequests { writes.append(try write(request, tableName: name)) }
        }
        return writes
    }

    private static func write(_ request: DynamoDB.WriteRequest, tableName: String) throws(DynamoDBError) -> ItemWrite {
        switch (request.putRequest, request.deleteRequest) {
        case (let put?, nil):
            let item = try ItemRules.stored(put.item)
            try ItemRules.checkSize(item)
            return ItemWrite(tableName: tableName, action: .put, item: item)
        case (nil, let delete?):
            return ItemWrite(tableName: tableName, action: .delete, item: try ItemRules.stored(delete.key))
        default:
            throw .validation(
                "Supplied AttributeValue has more than one datatypes set, "
                    + "must contain exactly one of the supported datatypes")
        }
    }
}

/// What a batch wrote to one table.
private struct TableWriteResult: Sendable {
    let tableName: String
    var units: WriteUnits
    var collections: [DynamoDB.ItemCollectionMetrics] = []
}

extension Session {
    /// - Returns: results by table, in the order of the writes.
    fileprivate func batchWrite(
        _ writes: [ItemWrite], measuresCollections: Bool
    ) throws -> [TableWriteResult] {
        var seen: Set<[UInt8]> = []
        let prepared = try writes.map { write in
            let table = try openTable(write.tableName)
            // A key that does not fit is worded as of a delete, whatever the request.
            try KeyRules.checkParts(of: write.item, table.keys)
            let prepared = try PreparedWrite(write, table)
            guard seen.insert(prepared.key).inserted else { throw DynamoDBError.duplicateKeys }
            return prepared
        }
        var results: [TableWriteResult] = []
        for write in prepared {
            let old = try storedItem(at: write.key, of: write.table)
            let change = ItemChange(table: write.table, key: write.key, old: old, new: try write.result(old?.item))
            let units = try apply(change)
            if results.last?.tableName == write.write.tableName {
                results[results.count - 1].units += units
            } else {
                results.append(TableWriteResult(tableName: write.write.tableName, units: units))
            }
            if measuresCollections, let metrics = try collectionMetrics(of: write.write.item, write.table) {
                results[results.count - 1].collections.append(metrics)
            }
        }
        return results
    }
}
