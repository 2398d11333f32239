import AWSDynamoDB
import Chatbot

extension Doctor {
    func examine(_ table: Topology.Table) async -> [Finding] {
        guard let client = clients.dynamoDB else { return [] }
        var look = Look("table", table.name)
        let output = await look.ask(
            "dynamodb:DescribeTable",
            missing: (["ResourceNotFoundException"], "Create it on demand with the key \(Self.words(table.key)).")
        ) { try await client.describeTable(DynamoDB.DescribeTableInput(tableName: table.name)) }
        guard let found = output?.table else { return look.findings }
        look.expect(
            found.tableStatus == .active, "is \(found.tableStatus?.rawValue ?? "in no known state")",
            "Wait, then look again.")
        let types = Self.types(found)
        compare(table.key, found.keySchema, types, &look)
        for index in table.indexes { compare(index, found, types, &look) }
        let view = found.streamSpecification.flatMap { $0.streamEnabled ? $0.streamViewType : nil }
        look.expect(
            !table.streamsImages || view == .newAndOldImages,
            view.map { "its stream has \($0.rawValue), not NEW_AND_OLD_IMAGES" } ?? "it has no stream",
            """
            aws dynamodb update-table --table-name \(table.name) --stream-specification \
            StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES
            """)
        await examineExpiry(table, client, &look)
        await examineRecovery(table, client, &look)
        let streams = table.streamsImages ? ", stream" : ""
        return look.result("key \(Self.words(table.key)), \(table.indexes.count) indexes\(streams), time to live")
    }

    private static func types(_ table: DynamoDB.TableDescription) -> [String: String] {
        let pairs = (table.attributeDefinitions ?? []).map { ($0.attributeName, $0.attributeType.rawValue) }
        return Dictionary(pairs) { first, _ in first }
    }

    /// `conversation_id (S), timestamp (N)`
    private static func words(_ key: [Topology.KeyPart]) -> String {
        key.map { "\($0.name) (\($0.type))" }.joined(separator: ", ")
    }

    private static func words(_ schema: [DynamoDB.KeySchemaElement]?, _ types: [String: String]) -> String {
        (schema ?? []).sorted { $0.keyType == .hash && $1.keyType != .hash }
            .map { "\($0.attributeName) (\(types[$0.attributeName] ?? "?"))" }.joined(separator: ", ")
    }

    /// Keys cannot be changed.
    private func compare(
        _ key: [Topology.KeyPart], _ schema: [DynamoDB.KeySchemaElement]?, _ types: [String: String], _ look: inout Look
    ) {
        let found = Self.words(schema, types)
        look.expect(
            found == Self.words(key), "its key is \(found), not \(Self.words(key))",
            "A key cannot be changed: export the table, create it anew.")
    }

    private func compare(
        _ index: Topology.SecondaryIndex, _ table: DynamoDB.TableDescription, _ types: [String: String],
        _ look: inout Look
    ) {
        guard let found = table.globalSecondaryIndexes?.first(where: { $0.indexName == index.name }) else {
            return look.note(
                .bad, "lacks the index \(index.name)",
                advice: "Add it with the key \(Self.words(index.key)) and all attributes projected.")
        }
        let key = Self.words(found.keySchema, types)
        look.expect(
            key == Self.words(index.key), "the key of \(index.name) is \(key), not \(Self.words(index.key))",
            "Delete the index and add it anew.")
        look.expect(
            found.projection?.projectionType == .all, "\(index.name) does not project all attributes",
            "Delete the index and add it anew with ProjectionType=ALL.")
        look.expect(
            found.indexStatus == .active, "\(index.name) is \(found.indexStatus?.rawValue ?? "in no known state")",
            "Wait until it is built.")
    }

    private func examineExpiry(_ table: Topology.Table, _ client: any DynamoDBClient, _ look: inout Look) async {
        guard let attribute = table.timeToLive else { return }
        let output = await look.ask("dynamodb:DescribeTimeToLive") {
            try await client.describeTimeToLive(DynamoDB.DescribeTimeToLiveInput(tableName: table.name))
        }
        guard let output else { return }
        let found = output.timeToLiveDescription
        let isOn = [.enabled, .enabling].contains(found?.timeToLiveStatus)
        look.expect(
            isOn && found?.attributeName == attribute,
            isOn
                ? "expires by \(found?.attributeName ?? "nothing"), not by \(attribute)"
                : "never expires: no time to live",
            """
            aws dynamodb update-time-to-live --table-name \(table.name) --time-to-live-specification \
            Enabled=true,AttributeName=\(attribute)
            """)
    }

    private func examineRecovery(_ table: Topology.Table, _ client: any DynamoDBClient, _ look: inout Look) async {
        guard table.recoversToPointInTime else { return }
        let output = await look.ask("dynamodb:DescribeContinuousBackups") {
            try await client.describeContinuousBackups(DynamoDB.DescribeContinuousBackupsInput(tableName: table.name))
        }
        guard let output else { return }
        let recovery = output.continuousBackupsDescription?.pointInTimeRecoveryDescription
        look.expect(
            recovery?.pointInTimeRecoveryStatus == .enabled, "cannot be recovered to a point in time",
            """
            aws dynamodb update-continuous-backups --table-name \(table.name) \
            --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true
            """, otherwise: .doubtful)
    }
}
