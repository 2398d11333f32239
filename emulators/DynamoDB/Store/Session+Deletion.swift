import AWSCore
import AWSDynamoDB
import World

/// Tables and indexes on their way out.
extension Session {
    /// Removes the items at once; the table's name stays until the deletion has taken its time.
    func deleteTable(_ table: Table) throws {
        try deleteRows(withPrefix: table.prefix)
        for index in table.indexes { try deleteRows(withPrefix: index.prefix) }
        try deleteExpirations(of: table.id)
        if let stream = table.stream { try closeStream(stream.id) }
        let due = now + state.settings.tableDeletion
        guard due > now else { return try forgetTable(table.id) }
        var description = table.description
        description.tableStatus = .deleting
        try updateTable(description, id: table.id)
        try setDue(due, ofKeyspace: "", of: table.id)
        try run(
            "UPDATE dynamodb_tables SET deleted = ?, stream = NULL, ttl_attribute = NULL WHERE id = ?",
            [.integer(due.milliseconds), .integer(table.id)])
        try run("UPDATE dynamodb_keyspaces SET items = 0, bytes = 0 WHERE table_id = ?", [.integer(table.id)])
    }

    /// Removes what is left of tables whose deletion has taken its time.
    func purgeDeletedTables() throws {
        let rows = try rows("SELECT id FROM dynamodb_tables WHERE deleted <= ?", [.integer(now.milliseconds)])
        var gone: [Int64] = []
        while try rows.step() { gone.append(rows.int64(0)) }
        for id in gone { try forgetTable(id) }
    }

    private func forgetTable(_ id: Int64) throws {
        try run("DELETE FROM dynamodb_tables WHERE id = ?", [.integer(id)])
        try run("DELETE FROM dynamodb_keyspaces WHERE table_id = ?", [.integer(id)])
        try run("DELETE FROM dynamodb_tags WHERE table_id = ?", [.integer(id)])
    }

    /// Removes the entries of an index at once; its name stays until the deletion has taken its time.
    func deleteIndex(_ name: String, of table: Table) throws {
        if let index = table.index(named: name) { try deleteRows(withPrefix: index.prefix) }
        try setDue(now + state.settings.indexChange, ofKeyspace: name, of: table.id)
        try run(
            "UPDATE dynamodb_keyspaces SET items = 0, bytes = 0 WHERE table_id = ? AND name = ?",
            [.integer(table.id), .text(name)])
    }

    func forgetIndex(_ name: String, of table: Int64) throws {
        try run("DELETE FROM dynamodb_keyspaces WHERE table_id = ? AND name = ?", [.integer(table), .text(name)])
    }
}
