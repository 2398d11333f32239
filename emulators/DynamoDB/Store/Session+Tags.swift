import AWSCore
import AWSDynamoDB
import World

/// Tags as rows.
extension Session {
    /// The id of the table that a tagging call names by its ARN. AWS's words have lost a letter.
    func taggedTable(_ arn: String) throws -> Int64 {
        guard let table = try findTable(ResourceARN.tableName(of: arn, account: account, region: region)) else {
            throw DynamoDBError(
                .resourceNotFoundException, "Requested resource not found: ResourcArn: \(arn) not found")
        }
        return table.id
    }

    func putTags(_ tags: [DynamoDB.Tag], on table: Int64) throws {
        for tag in tags {
            try run(
                "INSERT OR REPLACE INTO dynamodb_tags (table_id, key, value) VALUES (?, ?, ?)",
                [.integer(table), .text(tag.key), .text(tag.value)])
        }
    }

    func deleteTag(_ key: String, of table: Int64) throws {
        try run("DELETE FROM dynamodb_tags WHERE table_id = ? AND key = ?", [.integer(table), .text(key)])
    }

    /// In the order of their keys.
    func tags(of table: Int64, after start: String?) throws -> [DynamoDB.Tag] {
        let rows = try rows(
            "SELECT key, value FROM dynamodb_tags WHERE table_id = ? AND key > ? ORDER BY key",
            [.integer(table), .text(start ?? "")])
        var tags: [DynamoDB.Tag] = []
        while try rows.step() { tags.append(DynamoDB.Tag(key: rows.text(0), value: rows.text(1))) }
        return tags
    }
}
