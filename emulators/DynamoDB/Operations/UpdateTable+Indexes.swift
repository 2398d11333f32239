import AWSCore
import AWSDynamoDB

/// The part of UpdateTable that makes, changes and deletes global indexes.
extension Session {
    func changeIndexes(
        of description: inout DynamoDB.TableDescription, _ table: Table, _ input: DynamoDB.UpdateTableInput
    ) throws {
        for update in input.globalSecondaryIndexUpdates ?? [] {
            if let creation = update.create {
                try createIndex(creation, of: &description, table, input.attributeDefinitions ?? [])
            }
            if let name = update.delete?.indexName {
                try deleteIndex(name, of: table)
                description.globalSecondaryIndexes = description.globalSecondaryIndexes?.map { index in
                    var index = index
                    if index.indexName == name { index.indexStatus = .deleting }
                    return index
                }
            }
            if let change = update.update { updateIndex(change, of: &description) }
        }
    }

    private func createIndex(
        _ creation: DynamoDB.CreateGlobalSecondaryIndexAction, of description: inout DynamoDB.TableDescription,
        _ table: Table, _ definitions: [DynamoDB.AttributeDefinition]
    ) throws {
        let index = DynamoDB.GlobalSecondaryIndex(
            indexName: creation.indexName, keySchema: creation.keySchema, projection: creation.projection,
            provisionedThroughput: creation.provisionedThroughput, onDemandThroughput: creation.onDemandThroughput,
            warmThroughput: creation.warmThroughput)
        var shown = TableDescriber.global(index, of: description.tableArn ?? "")
        shown.backfilling = false
        description.globalSecondaryIndexes = (description.globalSecondaryIndexes ?? []) + [shown]
        let known = description.attributeDefinitions ?? []
        let used = Set(creation.keySchema.map(\.attributeName))
        description.attributeDefinitions =
            known
            + definitions.filter { definition in
                used.contains(definition.attributeName)
                    && !known.contains { $0.attributeName == definition.attributeName }
            }
        let due = now + state.settings.indexChange
        let id = try makeKeyspace(named: creation.indexName, of: table.id, due: due)
        let keys = KeySchema(creation.keySchema, description.attributeDefinitions ?? [])
        let tableKeys = (description.keySchema ?? []).map(\.attributeName)
        let projected = creation.projection.attributes(
            withKeys: creation.keySchema.map(\.attributeName) + tableKeys)
        try fill(
            Index(
                id: id, name: creation.indexName, isGlobal: true, keys: keys, prefix: Table.prefix(of: id),
                projected: projected, due: due), of: table)
    }

    private func updateIndex(
        _ change: DynamoDB.UpdateGlobalSecondaryIndexAction, of description: inout DynamoDB.TableDescription
    ) {
        description.globalSecondaryIndexes = description.globalSecondaryIndexes?.map { index in
            guard index.indexName == change.indexName else { return index }
            var index = index
            if let throughput = change.provisionedThroughput {
                index.provisionedThroughput = ThroughputChange.apply(
                    throughput, to: index.provisionedThroughput, at: now)
            }
            index.onDemandThroughput = change.onDemandThroughput ?? index.onDemandThroughput
            index.warmThroughput =
                change.warmThroughput.map {
                    DynamoDB.GlobalSecondaryIndexWarmThroughputDescription(
                        readUnitsPerSecond: $0.readUnitsPerSecond, writeUnitsPerSecond: $0.writeUnitsPerSecond,
                        status: .updating)
                } ?? index.warmThroughput
            return index
        }
    }

    /// The stored description without indexes whose deletion is over, and without definitions that only they used.
    func forgettingDeletedIndexes(of table: Table) throws -> DynamoDB.TableDescription {
        var description = table.description
        let gone = (description.globalSecondaryIndexes ?? []).compactMap { index -> String? in
            let name = index.indexName ?? ""
            return index.indexStatus == .deleting && (table.dues[name] ?? .epoch) <= now ? name : nil
        }
        for name in gone { try forgetIndex(name, of: table.id) }
        let left = (description.globalSecondaryIndexes ?? []).filter { !gone.contains($0.indexName ?? "") }
        description.globalSecondaryIndexes = left.isEmpty ? nil : left.map { settled($0, table) }
        let schemas =
            [description.keySchema ?? []] + left.compactMap(\.keySchema)
            + (description.localSecondaryIndexes ?? []).compactMap(\.keySchema)
        let used = Set(schemas.joined().map(\.attributeName))
        description.attributeDefinitions?.removeAll { !used.contains($0.attributeName) }
        return description
    }

    private func settled(
        _ index: DynamoDB.GlobalSecondaryIndexDescription, _ table: Table
    ) -> DynamoDB.GlobalSecondaryIndexDescription {
        guard index.indexStatus != .deleting, (table.dues[index.indexName ?? ""] ?? .epoch) <= now else { return index }
        var index = index
        index.indexStatus = .active
        index.backfilling = nil
        return index
    }
}
