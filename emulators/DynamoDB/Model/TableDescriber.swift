import AWSCore
import AWSDynamoDB
import World

/// Makes the description of a new table out of what the caller asked for.
enum TableDescriber {
    static func description(of input: DynamoDB.CreateTableInput, in session: Session) -> DynamoDB.TableDescription {
        let arn = tableARN(input.tableName, account: session.account, region: session.region)
        let isOnDemand = input.billingMode == .payPerRequest
        return DynamoDB.TableDescription(
            attributeDefinitions: input.attributeDefinitions, tableName: input.tableName, keySchema: input.keySchema,
            tableStatus: .creating, creationDateTime: session.now,
            provisionedThroughput: throughput(input.provisionedThroughput), tableSizeBytes: 0, itemCount: 0,
            tableArn: arn, tableId: session.state.identifiers.uuid(),
            billingModeSummary: isOnDemand
                ? DynamoDB.BillingModeSummary(
                    billingMode: .payPerRequest, lastUpdateToPayPerRequestDateTime: session.now) : nil,
            localSecondaryIndexes: input.localSecondaryIndexes?.map { local($0, of: arn) },
            globalSecondaryIndexes: input.globalSecondaryIndexes?.map { global($0, of: arn) },
            streamSpecification: input.streamSpecification?.streamEnabled == true ? input.streamSpecification : nil,
            sseDescription: encryption(input.sseSpecification, session),
            tableClassSummary: input.tableClass.map { DynamoDB.TableClassSummary(tableClass: $0) },
            deletionProtectionEnabled: input.deletionProtectionEnabled ?? false,
            onDemandThroughput: input.onDemandThroughput, warmThroughput: warm(input.warmThroughput))
    }

    static func tableARN(_ name: String, account: String, region: String) -> String {
        "arn:aws:dynamodb:\(region):\(account):table/\(name)"
    }

    static func throughput(_ asked: DynamoDB.ProvisionedThroughput?) -> DynamoDB.ProvisionedThroughputDescription {
        DynamoDB.ProvisionedThroughputDescription(
            numberOfDecreasesToday: 0, readCapacityUnits: asked?.readCapacityUnits ?? 0,
            writeCapacityUnits: asked?.writeCapacityUnits ?? 0)
    }

    private static func local(
        _ index: DynamoDB.LocalSecondaryIndex, of table: String
    ) -> DynamoDB.LocalSecondaryIndexDescription {
        DynamoDB.LocalSecondaryIndexDescription(
            indexName: index.indexName, keySchema: index.keySchema, projection: index.projection, indexSizeBytes: 0,
            itemCount: 0, indexArn: "\(table)/index/\(index.indexName)")
    }

    static func global(
        _ index: DynamoDB.GlobalSecondaryIndex, of table: String
    ) -> DynamoDB.GlobalSecondaryIndexDescription {
        DynamoDB.GlobalSecondaryIndexDescription(
            indexName: index.indexName, keySchema: index.keySchema, projection: index.projection,
            indexStatus: .creating, provisionedThroughput: throughput(index.provisionedThroughput), indexSizeBytes: 0,
            itemCount: 0, indexArn: "\(table)/index/\(index.indexName)", onDemandThroughput: index.onDemandThroughput,
            warmThroughput: index.warmThroughput.map {
                DynamoDB.GlobalSecondaryIndexWarmThroughputDescription(
                    readUnitsPerSecond: $0.readUnitsPerSecond, writeUnitsPerSecond: $0.writeUnitsPerSecond,
                    status: .updating)
            })
    }

    static func warm(_ asked: DynamoDB.WarmThroughput?) -> DynamoDB.TableWarmThroughputDescription? {
        asked.map {
            DynamoDB.TableWarmThroughputDescription(
                readUnitsPerSecond: $0.readUnitsPerSecond, writeUnitsPerSecond: $0.writeUnitsPerSecond,
                status: .updating)
        }
    }

    /// Tables are encrypted always; only a key of KMS is shown.
    static func encryption(_ asked: DynamoDB.SSESpecification?, _ session: Session) -> DynamoDB.SSEDescription? {
        guard asked?.enabled == true else { return nil }
        let key = asked?.kmsMasterKeyId ?? session.state.identifiers.uuid()
        let arn = key.hasPrefix("arn:") ? key : "arn:aws:kms:\(session.region):\(session.account):key/\(key)"
        return DynamoDB.SSEDescription(status: .enabled, sseType: .kms, kmsMasterKeyArn: arn)
    }
}

extension DynamoDB.TableDescription {
    /// As the answer of CreateTable shows it: the dates of what is not over yet are missing.
    var asCreated: Self {
        var description = self
        description.billingModeSummary?.lastUpdateToPayPerRequestDateTime = nil
        return description
    }

    /// As the answer of DeleteTable shows it. Source: an observed answer (LocalStack's snapshot test_table_crud).
    var asDeleted: Self {
        DynamoDB.TableDescription(
            tableName: tableName, tableStatus: .deleting, provisionedThroughput: provisionedThroughput,
            tableSizeBytes: tableSizeBytes, itemCount: itemCount, tableArn: tableArn, tableId: tableId,
            billingModeSummary: billingModeSummary, deletionProtectionEnabled: deletionProtectionEnabled)
    }
}

extension Table {
    /// As DescribeTable shows the table at `now`.
    /// - Parameter counts: by index name, the table's own under the empty one.
    func description(at now: Timestamp, _ counts: [String: Session.Counts]) -> DynamoDB.TableDescription {
        var shown = description
        let status = status(at: now)
        shown.tableStatus = status
        shown.itemCount = counts[""]?.items
        shown.tableSizeBytes = counts[""]?.bytes
        shown.warmThroughput = warmThroughput(status)
        shown.localSecondaryIndexes = shown.localSecondaryIndexes?.map { index in
            var index = index
            index.itemCount = counts[index.indexName ?? ""]?.items
            index.indexSizeBytes = counts[index.indexName ?? ""]?.bytes
            return index
        }
        let global = (shown.globalSecondaryIndexes ?? []).compactMap { shownIndex($0, at: now, counts) }
        shown.globalSecondaryIndexes = global.isEmpty ? nil : global
        return shown
    }

    private func shownIndex(
        _ index: DynamoDB.GlobalSecondaryIndexDescription, at now: Timestamp, _ counts: [String: Session.Counts]
    ) -> DynamoDB.GlobalSecondaryIndexDescription? {
        let name = index.indexName ?? ""
        let isChanging = (dues[name] ?? .epoch) > now
        if index.indexStatus == .deleting, !isChanging { return nil }
        var shown = index
        if !isChanging {
            shown.indexStatus = .active
            shown.backfilling = nil
        }
        shown.itemCount = counts[name]?.items
        shown.indexSizeBytes = counts[name]?.bytes
        shown.warmThroughput = warmThroughput(of: shown)
        return shown
    }

    private func warmThroughput(_ status: DynamoDB.TableStatus) -> DynamoDB.TableWarmThroughputDescription {
        let throughput = description.provisionedThroughput
        return DynamoDB.TableWarmThroughputDescription(
            readUnitsPerSecond: description.warmThroughput?.readUnitsPerSecond
                ?? (isOnDemand ? DynamoDBLimits.warmReadUnits : throughput?.readCapacityUnits),
            writeUnitsPerSecond: description.warmThroughput?.writeUnitsPerSecond
                ?? (isOnDemand ? DynamoDBLimits.warmWriteUnits : throughput?.writeCapacityUnits),
            status: status == .active ? .active : .updating)
    }

    private func warmThroughput(
        of index: DynamoDB.GlobalSecondaryIndexDescription
    ) -> DynamoDB.GlobalSecondaryIndexWarmThroughputDescription {
        let throughput = index.provisionedThroughput
        return DynamoDB.GlobalSecondaryIndexWarmThroughputDescription(
            readUnitsPerSecond: index.warmThroughput?.readUnitsPerSecond
                ?? (isOnDemand ? DynamoDBLimits.warmReadUnits : throughput?.readCapacityUnits),
            writeUnitsPerSecond: index.warmThroughput?.writeUnitsPerSecond
                ?? (isOnDemand ? DynamoDBLimits.warmWriteUnits : throughput?.writeCapacityUnits),
            status: index.indexStatus == .active ? .active : .updating)
    }
}
