import AWSCore
import AWSDynamoDB

extension Provisioner {
    func make(_ table: Topology.Table) async throws -> Step.Outcome {
        let outcome = try await create(table)
        try await waitUntilActive(table.name)
        try await expire(table)
        guard table.recoversToPointInTime else { return outcome }
        let recovery = DynamoDB.PointInTimeRecoverySpecification(pointInTimeRecoveryEnabled: true)
        try await settled {
            ($0 as? DynamoDBError)?.code == .continuousBackupsUnavailableException
        } _: {
            _ = try await clients.dynamoDB.updateContinuousBackups(
                DynamoDB.UpdateContinuousBackupsInput(
                    tableName: table.name, pointInTimeRecoverySpecification: recovery))
        }
        return outcome
    }

    private func create(_ table: Topology.Table) async throws -> Step.Outcome {
        do {
            _ = try await clients.dynamoDB.createTable(creation(of: table))
            return .created
        } catch  where error.code == .resourceInUseException {
            return .updated
        }
    }

    private func creation(of table: Topology.Table) -> DynamoDB.CreateTableInput {
        var parts: [Topology.KeyPart] = []
        for part in table.key + table.indexes.flatMap(\.key) where !parts.contains(part) { parts.append(part) }
        let indexes = table.indexes.map { index in
            DynamoDB.GlobalSecondaryIndex(
                indexName: index.name, keySchema: Self.schema(index.key),
                projection: DynamoDB.Projection(projectionType: .all))
        }
        return DynamoDB.CreateTableInput(
            attributeDefinitions: parts.map {
                DynamoDB.AttributeDefinition(
                    attributeName: $0.name, attributeType: DynamoDB.ScalarAttributeType(rawValue: $0.type))
            },
            tableName: table.name, keySchema: Self.schema(table.key),
            globalSecondaryIndexes: indexes.isEmpty ? nil : indexes, billingMode: .payPerRequest,
            streamSpecification: table.streamsImages
                ? DynamoDB.StreamSpecification(streamEnabled: true, streamViewType: .newAndOldImages) : nil)
    }

    private static func schema(_ key: [Topology.KeyPart]) -> [DynamoDB.KeySchemaElement] {
        key.enumerated().map { position, part in
            DynamoDB.KeySchemaElement(attributeName: part.name, keyType: position == 0 ? .hash : .range)
        }
    }

    private func waitUntilActive(_ name: String) async throws {
        try await settled {
            $0 is NotReadyError
        } _: {
            let output = try await clients.dynamoDB.describeTable(DynamoDB.DescribeTableInput(tableName: name))
            guard output.table?.tableStatus == .active else { throw NotReadyError("the table is not active yet") }
        }
    }

    /// Asking for what is already so is an error to DynamoDB.
    private func expire(_ table: Topology.Table) async throws {
        guard let attribute = table.timeToLive else { return }
        let current = try await clients.dynamoDB.describeTimeToLive(
            DynamoDB.DescribeTimeToLiveInput(tableName: table.name))
        let status = current.timeToLiveDescription?.timeToLiveStatus
        guard status != .enabled, status != .enabling else { return }
        _ = try await clients.dynamoDB.updateTimeToLive(
            DynamoDB.UpdateTimeToLiveInput(
                tableName: table.name,
                timeToLiveSpecification: DynamoDB.TimeToLiveSpecification(enabled: true, attributeName: attribute)))
    }
}
