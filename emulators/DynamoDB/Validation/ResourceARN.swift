import AWSCore
import AWSDynamoDB

/// ARNs of tables where an operation takes nothing else.
enum ResourceARN {
    static func check(_ arn: String) throws(DynamoDBError) {
        guard name(in: arn) != nil else {
            throw .validation("Invalid TableArn: Invalid ResourceArn provided as input \(arn)")
        }
    }

    /// The table's name; the empty text, which no table has, when the table is not this account's or region's.
    static func tableName(of arn: String, account: String, region: String) -> String {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 5, parts[3] == region, parts[4] == account else { return "" }
        return name(in: arn) ?? ""
    }

    /// - Returns: nil when the text is no ARN of a table.
    private static func name(in arn: String) -> String? {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "dynamodb", !parts[3].isEmpty,
            parts[5].hasPrefix("table/")
        else { return nil }
        let name = String(parts[5].dropFirst("table/".count))
        return TableNameRules.isPlainName(name) ? name : nil
    }
}
