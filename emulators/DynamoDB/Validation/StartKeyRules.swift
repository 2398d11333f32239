import AWSCore
import AWSDynamoDB

/// What holds of ExclusiveStartKey. Order and words: dynalite's recorded answers.
enum StartKeyRules {
    /// The key as it is stored.
    static func stored(_ key: Item?) throws(DynamoDBError) -> Item? {
        guard let key else { return nil }
        do throws(ValidationFailure) {
            return try DynamoDB.AttributeValue.validated(key, wording: .older)
        } catch {
            let isBare = [
                "contains duplicates", "number set", "numeric value", "significant digits", "number with magnitude",
            ].contains { error.message.contains($0) }
            throw .validation(isBare ? error.message : "The provided starting key is invalid: \(error.message)")
        }
    }

    /// - Throws: when the key has too few or too many attributes, or wrong ones.
    static func check(_ key: Item, _ page: PreparedPage, isScan: Bool) throws(DynamoDBError) {
        let isTableScan = isScan && page.index == nil
        guard key.count == page.startAttributes.count else {
            throw .validation(
                isTableScan
                    ? "The provided starting key is invalid: \(KeyRules.mismatch.message)"
                    : "The provided starting key is invalid")
        }
        if !isTableScan { try checkParts(key, page.keys) }
        do throws(ValidationFailure) {
            try KeyRules.checkParts(of: key, page.table.keys)
        } catch {
            throw .validation("The provided starting key is invalid: \(error.message)")
        }
    }

    private static func checkParts(_ key: Item, _ schema: KeySchema) throws(DynamoDBError) {
        for attribute in schema.attributes where key[attribute.name] == nil {
            throw .validation("The provided starting key is invalid")
        }
        try refusing { () throws(ValidationFailure) in try KeyRules.checkParts(of: key, schema) }
    }

    /// - Throws: when the key lies outside what a query asks for.
    static func check(_ key: Item, against query: KeyQuery, _ schema: KeySchema) throws(DynamoDBError) {
        let isSamePartition = zip(schema.partition, query.partition).allSatisfy { attribute, value in
            key[attribute.name].map { $0.isSame(as: value) } ?? false
        }
        guard let sort = query.sort, schema.sort.count > query.equalSort.count,
            let value = key[schema.sort[query.equalSort.count].name]
        else {
            guard isSamePartition else {
                throw .validation(
                    "The provided starting key is outside query boundaries based on provided conditions")
            }
            return
        }
        guard sort.holds(for: value) else {
            throw .validation("The provided starting key does not match the range key predicate")
        }
        guard isSamePartition else {
            throw .validation("The query can return at most one row and cannot be restarted")
        }
    }
}
