import AWSCore
import AWSDynamoDB

/// The rules of UpdateTable, in AWS's order. Source: dynalite's updateTable tests; of indexes, Alternator's.
enum UpdateTableRules {
    /// What can be told without the table.
    static func check(_ input: DynamoDB.UpdateTableInput) throws(DynamoDBError) {
        try checkNotEmulated(input)
        let updates = input.globalSecondaryIndexUpdates ?? []
        guard !isEmpty(input) else {
            throw .validation(
                "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates "
                    + "or SSESpecification or ReplicaUpdates is required")
        }
        if input.billingMode == .provisioned, input.provisionedThroughput == nil {
            throw .invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
        }
        if let throughput = input.provisionedThroughput { try ThroughputRules.checkBounds(throughput) }
        var names: Set<String> = []
        for update in updates { try check(update, &names) }
        if input.streamSpecification != nil, input.provisionedThroughput != nil {
            throw .invalidParameter("You cannot modify stream status while updating table IOPS")
        }
        try EncryptionRules.check(input.sseSpecification)
    }

    private static func checkNotEmulated(_ input: DynamoDB.UpdateTableInput) throws(DynamoDBError) {
        let parameter: String? =
            if input.replicaUpdates != nil {
                "ReplicaUpdates"
            } else if input.globalTableWitnessUpdates != nil {
                "GlobalTableWitnessUpdates"
            } else if input.multiRegionConsistency != nil {
                "MultiRegionConsistency"
            } else if input.globalTableSettingsReplicationMode != nil {
                "GlobalTableSettingsReplicationMode"
            } else {
                nil
            }
        if let parameter { throw .notEmulated("UpdateTable", parameter: parameter) }
    }

    private static func isEmpty(_ input: DynamoDB.UpdateTableInput) -> Bool {
        input.provisionedThroughput == nil && input.billingMode == nil && input.streamSpecification == nil
            && (input.globalSecondaryIndexUpdates ?? []).isEmpty && input.sseSpecification == nil
            && input.tableClass == nil && input.deletionProtectionEnabled == nil && input.onDemandThroughput == nil
            && input.warmThroughput == nil
    }

    private static func check(
        _ update: DynamoDB.GlobalSecondaryIndexUpdate, _ names: inout Set<String>
    ) throws(DynamoDBError) {
        let given = [update.update?.indexName, update.create?.indexName, update.delete?.indexName].compactMap { $0 }
        guard let name = given.first else {
            throw .invalidParameter(
                "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                    + "GlobalSecondaryIndexUpdate.Delete must not be null")
        }
        guard given.count == 1 else {
            throw .invalidParameter(
                "Only one of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                    + "GlobalSecondaryIndexUpdate.Delete may be specified")
        }
        guard names.insert(name).inserted else {
            throw .invalidParameter(
                "Only one global secondary index update per index is allowed simultaneously. Index: \(name)")
        }
    }

    /// What depends on the table.
    static func check(_ input: DynamoDB.UpdateTableInput, on table: Table, at now: Timestamp) throws(DynamoDBError) {
        let isOnDemand = (input.billingMode ?? (table.isOnDemand ? .payPerRequest : .provisioned)) == .payPerRequest
        guard input.provisionedThroughput == nil || !isOnDemand else { throw .throughputOfOnDemandTable }
        let updates = input.globalSecondaryIndexUpdates ?? []
        guard updates.filter({ $0.create != nil || $0.delete != nil }).count <= 1 else { throw .tooManyIndexChanges }
        try checkThroughput(input, on: table)
        for update in updates {
            try check(update, of: table, input.attributeDefinitions ?? [], isOnDemand: isOnDemand, at: now)
        }
        try StreamRules.check(input.streamSpecification, on: table)
    }

    private static func checkThroughput(_ input: DynamoDB.UpdateTableInput, on table: Table) throws(DynamoDBError) {
        let isSwitch = input.billingMode == .provisioned && table.isOnDemand
        if isSwitch {
            let updated = Set((input.globalSecondaryIndexUpdates ?? []).compactMap { $0.update?.indexName })
            let missing = table.indexes.filter { $0.isGlobal && !updated.contains($0.name) }.map(\.name)
            guard missing.isEmpty else {
                throw .invalidParameter(
                    "ProvisionedThroughput must be specified for index: \(missing.joined(separator: ","))")
            }
        }
        if let asked = input.provisionedThroughput, !isSwitch {
            try checkChange(asked, of: table.description.provisionedThroughput)
        }
    }

    private static func checkChange(
        _ asked: DynamoDB.ProvisionedThroughput, of current: DynamoDB.ProvisionedThroughputDescription?
    ) throws(DynamoDBError) {
        let (read, write) = (current?.readCapacityUnits ?? 0, current?.writeCapacityUnits ?? 0)
        guard asked.readCapacityUnits == read, asked.writeCapacityUnits == write else { return }
        throw .validation(
            "The provisioned throughput for the table will not change. The requested value equals the current value. "
                + "Current ReadCapacityUnits provisioned for the table: \(read). "
                + "Requested ReadCapacityUnits: \(asked.readCapacityUnits). "
                + "Current WriteCapacityUnits provisioned for the table: \(write). "
                + "Requested WriteCapacityUnits: \(asked.writeCapacityUnits). "
                + "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.")
    }

    private static func check(
        _ update: DynamoDB.GlobalSecondaryIndexUpdate, of table: Table,
        _ definitions: [DynamoDB.AttributeDefinition], isOnDemand: Bool, at now: Timestamp
    ) throws(DynamoDBError) {
        if let creation = update.create {
            try check(creation, of: table, definitions, isOnDemand: isOnDemand, at: now)
        }
        if let name = update.delete?.indexName ?? update.update?.indexName {
            guard let index = table.index(named: name), index.isGlobal else { throw .resourceNotFound }
        }
        if let change = update.update, let throughput = change.provisionedThroughput {
            guard !isOnDemand else { throw .throughputOfOnDemandTable }
            try ThroughputRules.checkBounds(throughput)
        }
    }

    private static func check(
        _ creation: DynamoDB.CreateGlobalSecondaryIndexAction, of table: Table,
        _ definitions: [DynamoDB.AttributeDefinition], isOnDemand: Bool, at now: Timestamp
    ) throws(DynamoDBError) {
        let known = table.description.attributeDefinitions ?? []
        try checkRedefinitions(known, definitions, creation.keySchema)
        try KeySchemaRules.checkGlobal(
            creation.keySchema, definedBy: definitions.map(\.attributeName) + known.map(\.attributeName))
        try ProjectionRules.check(creation.projection)
        try ThroughputRules.check(
            creation.provisionedThroughput, ofIndex: creation.indexName, isOnDemand: isOnDemand)
        let isTaken = (table.description.globalSecondaryIndexes ?? []).contains {
            $0.indexName == creation.indexName
                && ($0.indexStatus != .deleting || (table.dues[creation.indexName] ?? .epoch) > now)
        }
        guard !isTaken, table.index(named: creation.indexName) == nil else {
            throw .validation("Attempting to create an index which already exists")
        }
        guard table.indexes.filter(\.isGlobal).count < DynamoDBLimits.globalIndexesMax else {
            throw .limitExceeded(
                "GlobalSecondaryIndex count exceeds the per-table limit of \(DynamoDBLimits.globalIndexesMax)")
        }
    }

    /// Source: the answer of the live service that Alternator's test_gsi_key_type_conflict_on_update quotes.
    private static func checkRedefinitions(
        _ known: [DynamoDB.AttributeDefinition], _ definitions: [DynamoDB.AttributeDefinition],
        _ schema: [DynamoDB.KeySchemaElement]
    ) throws(DynamoDBError) {
        for element in schema {
            guard let old = known.first(where: { $0.attributeName == element.attributeName }),
                let new = definitions.first(where: { $0.attributeName == element.attributeName }),
                old.attributeType != new.attributeType
            else { continue }
            func text(_ definition: DynamoDB.AttributeDefinition) -> String {
                "Schema:[SchemaElement: key{\(definition.attributeName):\(definition.attributeType):\(element.keyType)}]"
            }
            throw .invalidParameter(
                "Attributes cannot be redefined. Please check that your attribute has the same type as previously "
                    + "defined. Existing schema: \(text(old)) New schema: \(text(new))")
        }
    }
}

extension ServiceError where Service == DynamoDB {
    static var tooManyIndexChanges: Self {
        .limitExceeded(
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table")
    }
}
