import AWSCore
import AWSDynamoDB
import World

/// TransactWriteItems: up to 100 writes and condition checks that all happen, or none.
///
/// One transaction runs at a time, so none conflicts with another: TransactionConflict comes only from a fault plan.
enum TransactWriteItems {
    static func run(
        _ input: DynamoDB.TransactWriteItemsInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.TransactWriteItemsOutput {
        let transaction = try check(input)
        let results = try await view.state.write(view.call) { session in try session.transact(transaction) }
        for result in results { result.cost.use(in: view.scope, on: "table/\(result.tableName)") }
        let consumed = results.compactMap { $0.cost.consumed(by: $0.tableName, as: input.returnConsumedCapacity) }
        let metrics = Dictionary(uniqueKeysWithValues: results.map { ($0.tableName, $0.collections) })
            .filter { !$0.value.isEmpty }
        return DynamoDB.TransactWriteItemsOutput(
            consumedCapacity: consumed.isEmpty ? nil : consumed,
            itemCollectionMetrics: transaction.measuresCollections ? metrics : nil)
    }

    private static func check(_ input: DynamoDB.TransactWriteItemsInput) throws(DynamoDBError) -> WriteTransaction {
        try RequestConstraints.check(input)
        var writes: [ItemWrite] = []
        var bytes = 0
        for item in input.transactItems {
            let write = try TransactionAction.write(item)
            bytes += ItemSize.bytes(of: write.item)
            writes.append(write)
        }
        guard bytes <= DynamoDBLimits.transactionBytesMax else {
            throw .validation("Transaction payload size cannot exceed \(DynamoDBLimits.transactionBytesMax) bytes")
        }
        return WriteTransaction(
            writes: writes, measuresCollections: input.returnItemCollectionMetrics == .size,
            token: input.clientRequestToken.map { RequestToken($0, of: input) })
    }
}

/// A transaction that is checked as far as it can be without its tables.
struct WriteTransaction: Sendable {
    let writes: [ItemWrite]
    let measuresCollections: Bool
    let token: RequestToken?
}

/// What a transaction did to one table.
struct TransactionResult: Sendable {
    let tableName: String
    var cost: Cost
    var collections: [DynamoDB.ItemCollectionMetrics] = []

    /// Writes the first time; a transaction that is sent again under its token only reads.
    ///
    /// Source: API reference, TransactWriteItems, ClientRequestToken.
    enum Cost: Sendable {
        case writes(WriteUnits)
        case reads(ReadUnits)

        func use(in scope: CallScope, on resource: String) {
            switch self {
            case .writes(let units): scope.use(.writeRequestUnits, units.total, on: resource)
            case .reads(let units): scope.use(.readRequestUnits, units.total, on: resource)
            }
        }

        func consumed(
            by table: String, as detail: DynamoDB.ReturnConsumedCapacity?
        ) -> DynamoDB.ConsumedCapacity? {
            switch self {
            case .writes(let units): units.consumed(by: table, as: detail, isTransactional: true)
            case .reads(let units): units.consumed(by: table, as: detail, isTransactional: true)
            }
        }

        static func += (left: inout Cost, right: Cost) {
            switch (left, right) {
            case (.writes(var units), .writes(let more)):
                units += more
                left = .writes(units)
            case (.reads(var units), .reads(let more)):
                units.table += more.table
                left = .reads(units)
            default: preconditionFailure("a transaction writes, or was written before")
            }
        }
    }
}

extension Session {
    func transact(_ transaction: WriteTransaction) throws -> [TransactionResult] {
        if let token = transaction.token, try isRepeated(token) { return try reread(transaction.writes) }
        let prepared = try prepare(transaction.writes)
        let changes = try evaluate(prepared)
        var results: [TransactionResult] = []
        for (write, change) in zip(prepared, changes) {
            let units = try apply(write, change).doubled
            let metrics =
                transaction.measuresCollections ? try collectionMetrics(of: write.write.item, write.table) : nil
            add(.writes(units), metrics, of: write.write.tableName, to: &results)
        }
        if let token = transaction.token { try remember(token) }
        return results
    }

    /// The items of a transaction that was made before.
    private func reread(_ writes: [ItemWrite]) throws -> [TransactionResult] {
        var results: [TransactionResult] = []
        for write in try prepare(writes) {
            let bytes = try item(at: write.key).map(ItemSize.bytes) ?? 0
            let units = ItemSize.readUnits(bytes: bytes, isConsistent: true, isTransactional: true)
            add(.reads(ReadUnits(table: units)), nil, of: write.write.tableName, to: &results)
        }
        return results
    }

    private func prepare(_ writes: [ItemWrite]) throws -> [PreparedWrite] {
        let tables = try writes.map { try openTable($0.tableName) }
        var prepared: [PreparedWrite] = []
        for (index, (write, table)) in zip(writes, tables).enumerated() {
            do throws(ValidationFailure) {
                prepared.append(try PreparedWrite(write, table))
            } catch {
                throw Cancellation.refusal(of: index, among: writes.count, error)
            }
        }
        guard Set(prepared.map(\.key)).count == prepared.count else {
            throw DynamoDBError.validation("Transaction request cannot include multiple operations on one item")
        }
        return prepared
    }

    /// What every write would change; nothing is changed yet.
    /// - Throws: TransactionCanceledException with the reasons of all that may not be.
    private func evaluate(_ writes: [PreparedWrite]) throws -> [ItemChange] {
        var changes: [ItemChange] = []
        var reasons: [DynamoDB.CancellationReason] = []
        for write in writes {
            let old = try storedItem(at: write.key, of: write.table)
            guard write.isAllowed(by: old?.item) else {
                reasons.append(Cancellation.failedCondition(write.write.returnsItemOnFailure ? old?.item : nil))
                continue
            }
            do throws(ValidationFailure) {
                let new = try write.result(old?.item)
                changes.append(ItemChange(table: write.table, key: write.key, old: old, new: new))
                reasons.append(Cancellation.none)
            } catch {
                reasons.append(Cancellation.validation(error))
            }
        }
        guard changes.count == writes.count else { throw Cancellation.error(reasons) }
        return changes
    }

    private func apply(_ write: PreparedWrite, _ change: ItemChange) throws -> WriteUnits {
        guard case .check = write.write.action else { return try apply(change) }
        return WriteUnits(table: ItemSize.writeUnits(bytes: change.old.map { ItemSize.bytes(of: $0.item) } ?? 0))
    }

    private func add(
        _ cost: TransactionResult.Cost, _ metrics: DynamoDB.ItemCollectionMetrics?, of table: String,
        to results: inout [TransactionResult]
    ) {
        let index = results.firstIndex { $0.tableName == table } ?? results.count
        if index == results.count {
            results.append(TransactionResult(tableName: table, cost: cost))
        } else {
            results[index].cost += cost
        }
        if let metrics { results[index].collections.append(metrics) }
    }
}
