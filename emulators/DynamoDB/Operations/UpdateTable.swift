import AWSCore
import AWSDynamoDB

/// UpdateTable: changes a table's throughput, billing mode, indexes, stream and protection.
///
/// The answer says UPDATING and shows the throughput as it was; the next DescribeTable shows what was asked for.
enum UpdateTable {
    static func run(
        _ input: DynamoDB.UpdateTableInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.UpdateTableOutput {
        try RequestConstraints.check(input, table: input.tableName)
        try UpdateTableRules.check(input)
        let description = try await view.state.change(view.call) { session in
            let table = try session.anyTable(input.tableName)
            try TableStateRules.checkUnchanging(table, at: session.now)
            try UpdateTableRules.check(input, on: table, at: session.now)
            return try session.updateTable(table, input)
        }
        return DynamoDB.UpdateTableOutput(tableDescription: description)
    }
}

extension Session {
    fileprivate func updateTable(
        _ table: Table, _ input: DynamoDB.UpdateTableInput
    ) throws -> DynamoDB.TableDescription {
        var description = try forgettingDeletedIndexes(of: table)
        changeBilling(of: &description, input)
        description.deletionProtectionEnabled =
            input.deletionProtectionEnabled ?? description.deletionProtectionEnabled
        if let tableClass = input.tableClass {
            description.tableClassSummary = DynamoDB.TableClassSummary(
                tableClass: tableClass, lastUpdateDateTime: now)
        }
        if let specification = input.sseSpecification, specification.enabled != nil {
            description.sseDescription = TableDescriber.encryption(specification, self)
        }
        description.onDemandThroughput = input.onDemandThroughput ?? description.onDemandThroughput
        description.warmThroughput = TableDescriber.warm(input.warmThroughput) ?? description.warmThroughput
        try changeStream(of: &description, id: table.id, input.streamSpecification)
        try changeIndexes(of: &description, table, input)
        description.tableStatus = .updating
        try updateTable(description, id: table.id)
        try setDue(now + state.settings.tableUpdate, ofKeyspace: "", of: table.id)
        return try answer(description, table)
    }

    private func changeBilling(of description: inout DynamoDB.TableDescription, _ input: DynamoDB.UpdateTableInput) {
        if input.billingMode == .payPerRequest, description.billingModeSummary?.billingMode != .payPerRequest {
            description.billingModeSummary = DynamoDB.BillingModeSummary(
                billingMode: .payPerRequest, lastUpdateToPayPerRequestDateTime: now)
            description.provisionedThroughput = TableDescriber.throughput(nil)
            description.globalSecondaryIndexes = description.globalSecondaryIndexes?.map { index in
                var index = index
                index.provisionedThroughput = TableDescriber.throughput(nil)
                return index
            }
        } else if input.billingMode == .provisioned, description.billingModeSummary != nil {
            description.billingModeSummary?.billingMode = .provisioned
        }
        if let asked = input.provisionedThroughput {
            description.provisionedThroughput = ThroughputChange.apply(
                asked, to: description.provisionedThroughput, at: now)
        }
    }

    private func changeStream(
        of description: inout DynamoDB.TableDescription, id: Int64, _ specification: DynamoDB.StreamSpecification?
    ) throws {
        guard let specification else { return }
        if specification.streamEnabled, let viewType = specification.streamViewType {
            description.streamSpecification = specification
            try openStream(of: &description, id: id, viewType: viewType)
        } else {
            description.streamSpecification = nil
            try closeStream(of: id)
        }
    }

    /// What the caller is told: the change has begun.
    private func answer(
        _ description: DynamoDB.TableDescription, _ table: Table
    ) throws -> DynamoDB.TableDescription {
        let counts = try counts(of: table.id)
        var shown = description
        shown.provisionedThroughput = table.description.provisionedThroughput
        shown.itemCount = counts[""]?.items
        shown.tableSizeBytes = counts[""]?.bytes
        shown.globalSecondaryIndexes = shown.globalSecondaryIndexes?.map { index in
            var shown = index
            shown.itemCount = counts[index.indexName ?? ""]?.items ?? 0
            shown.indexSizeBytes = counts[index.indexName ?? ""]?.bytes ?? 0
            return shown
        }
        return shown
    }
}

/// Provisioned throughput after a change.
enum ThroughputChange {
    static func apply(
        _ asked: DynamoDB.ProvisionedThroughput, to current: DynamoDB.ProvisionedThroughputDescription?,
        at now: Timestamp
    ) -> DynamoDB.ProvisionedThroughputDescription {
        var changed = current ?? TableDescriber.throughput(nil)
        let read = asked.readCapacityUnits - (changed.readCapacityUnits ?? 0)
        let write = asked.writeCapacityUnits - (changed.writeCapacityUnits ?? 0)
        if read > 0 || write > 0 { changed.lastIncreaseDateTime = now }
        if read < 0 || write < 0 {
            let isSameDay = changed.lastDecreaseDateTime.map { $0.seconds / 86_400 == now.seconds / 86_400 } ?? false
            changed.numberOfDecreasesToday = (isSameDay ? changed.numberOfDecreasesToday ?? 0 : 0) + 1
            changed.lastDecreaseDateTime = now
        }
        changed.readCapacityUnits = asked.readCapacityUnits
        changed.writeCapacityUnits = asked.writeCapacityUnits
        return changed
    }
}
