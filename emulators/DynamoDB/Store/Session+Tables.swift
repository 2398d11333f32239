import AWSCore
import AWSDynamoDB
import World

/// Tables as rows.
extension Session {
    func loadTable(_ name: String) throws -> Table? {
        let row = try rows(
            """
            SELECT id, description, stream, ttl_attribute FROM dynamodb_tables
            WHERE account = ? AND region = ? AND name = ?
            """, [.text(account), .text(region), .text(name)])
        guard try row.step() else { return nil }
        let id = row.int64(0)
        let description = try StoredStructure.read(DynamoDB.TableDescription.self, row.bytes(1))
        let timeToLive = row.isNull(3) ? nil : TimeToLive(attribute: row.text(3))
        let streamID = row.isNull(2) ? nil : row.int64(2)
        let keyspaces = try loadKeyspaces(of: id)
        let stream = streamID.map {
            TableStream(id: $0, viewType: description.streamSpecification?.streamViewType ?? .keysOnly)
        }
        return Table(
            id: id, account: account, region: region, description: description,
            dues: keyspaces.compactMapValues(\.due), indexes: Self.indexes(of: description, keyspaces), stream: stream,
            timeToLive: timeToLive)
    }

    private struct Keyspace {
        let id: Int64
        let due: Timestamp?
    }

    private func loadKeyspaces(of table: Int64) throws -> [String: Keyspace] {
        let rows = try rows("SELECT name, id, due FROM dynamodb_keyspaces WHERE table_id = ?", [.integer(table)])
        var keyspaces: [String: Keyspace] = [:]
        while try rows.step() {
            let due = rows.int64(2)
            keyspaces[rows.text(0)] = Keyspace(
                id: rows.int64(1), due: due == 0 ? nil : Timestamp(milliseconds: due))
        }
        return keyspaces
    }

    private static func indexes(
        of description: DynamoDB.TableDescription, _ keyspaces: [String: Keyspace]
    ) -> [Index] {
        let definitions = description.attributeDefinitions ?? []
        let tableKeys = (description.keySchema ?? []).map(\.attributeName)
        func index(
            _ name: String?, _ schema: [DynamoDB.KeySchemaElement]?, _ projection: DynamoDB.Projection?, isGlobal: Bool
        ) -> Index? {
            guard let name, let schema, let keyspace = keyspaces[name] else { return nil }
            return Index(
                id: keyspace.id, name: name, isGlobal: isGlobal, keys: KeySchema(schema, definitions),
                prefix: Table.prefix(of: keyspace.id),
                projected: projection?.attributes(withKeys: schema.map(\.attributeName) + tableKeys), due: keyspace.due)
        }
        let global = (description.globalSecondaryIndexes ?? []).filter { $0.indexStatus != .deleting }
        return global.compactMap { index($0.indexName, $0.keySchema, $0.projection, isGlobal: true) }
            + (description.localSecondaryIndexes ?? []).compactMap {
                index($0.indexName, $0.keySchema, $0.projection, isGlobal: false)
            }
    }

    /// Makes a keyspace for a table (`name` is empty, `table` nil) or for an index.
    func makeKeyspace(named name: String, of table: Int64?, due: Timestamp?) throws -> Int64 {
        try run(
            "INSERT INTO dynamodb_keyspaces (table_id, name, due) VALUES (?, ?, ?)",
            [.integer(table ?? 0), .text(name), .integer(due?.milliseconds ?? 0)])
        let id = sqlite.lastInsertedRow
        if table == nil { try run("UPDATE dynamodb_keyspaces SET table_id = id WHERE id = ?", [.integer(id)]) }
        return id
    }

    func setDue(_ due: Timestamp, ofKeyspace name: String, of table: Int64) throws {
        try run(
            "UPDATE dynamodb_keyspaces SET due = ? WHERE table_id = ? AND name = ?",
            [.integer(due.milliseconds), .integer(table), .text(name)])
    }

    /// Stores a new table under the id of its keyspace.
    func insertTable(_ description: DynamoDB.TableDescription, id: Int64) throws {
        try run(
            "INSERT INTO dynamodb_tables (id, account, region, name, description) VALUES (?, ?, ?, ?, ?)",
            [
                .integer(id), .text(account), .text(region), .text(description.tableName ?? ""),
                .blob(StoredStructure.write(description)),
            ])
    }

    func updateTable(_ description: DynamoDB.TableDescription, id: Int64) throws {
        try run(
            "UPDATE dynamodb_tables SET description = ? WHERE id = ?",
            [.blob(StoredStructure.write(description)), .integer(id)])
    }

    /// The items and bytes of every keyspace of a table, by index name; the table's own name is empty.
    func counts(of table: Int64) throws -> [String: Counts] {
        let rows = try rows("SELECT name, items, bytes FROM dynamodb_keyspaces WHERE table_id = ?", [.integer(table)])
        var counts: [String: Counts] = [:]
        while try rows.step() {
            counts[rows.text(0)] = Counts(items: Int(rows.int64(1)), bytes: Int(rows.int64(2)))
        }
        return counts
    }

    struct Counts: Equatable {
        var items = 0
        var bytes = 0
    }

    /// Names of the tables of this account and region, in their order, after `start`.
    func tableNames(after start: String?, limit: Int) throws -> [String] {
        let rows = try rows(
            """
            SELECT name FROM dynamodb_tables WHERE account = ? AND region = ? AND name > ?
            AND (deleted IS NULL OR deleted > ?) ORDER BY name
            """, [.text(account), .text(region), .text(start ?? ""), .integer(now.milliseconds)])
        var names: [String] = []
        while names.count < limit, try rows.step() { names.append(rows.text(0)) }
        return names
    }
}

extension DynamoDB.Projection {
    /// The attributes that entries have; nil for all.
    func attributes(withKeys keys: [String]) -> Set<String>? {
        switch projectionType {
        case .all?, nil: nil
        case .include?: Set(keys + (nonKeyAttributes ?? []))
        default: Set(keys)
        }
    }
}
