import AWSCore
import AWSDynamoDB

/// Reads `TableName` parameters, which take a name or the table's ARN.
enum TableNameRules {
    static let pattern = "[a-zA-Z0-9_.-]+"

    /// The table that `text` names, in the caller's account and region.
    ///
    /// An ARN of another account or region names a table that this caller does not see here.
    static func name(_ text: String, account: String, region: String) throws(DynamoDBError) -> String {
        if isPlainName(text) { return text }
        guard text.hasPrefix("arn:") else {
            throw .validation(wording(of: text, at: "tableName"))
        }
        return try nameOfARN(text, account: account, region: region)
    }

    static func isPlainName(_ text: String) -> Bool {
        let utf8 = text.utf8
        guard (DynamoDBLimits.tableNameLengthMin...DynamoDBLimits.tableNameLengthMax).contains(utf8.count) else {
            return false
        }
        return utf8.allSatisfy(isNameCharacter)
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// AWS's words for a name that breaks its constraints, each constraint once, the pattern first.
    static func wording(of text: String, at member: String) -> String {
        var demands: [String] = []
        if text.isEmpty { demands.append("Member must have length greater than or equal to 1") }
        if !text.utf8.allSatisfy(isNameCharacter) {
            demands.append("Member must satisfy regular expression pattern: \(pattern)")
        }
        if !text.isEmpty, text.unicodeScalars.count < DynamoDBLimits.tableNameLengthMin {
            demands.append("Member must have length greater than or equal to \(DynamoDBLimits.tableNameLengthMin)")
        }
        if text.unicodeScalars.count > DynamoDBLimits.tableNameLengthMax {
            demands.append("Member must have length less than or equal to \(DynamoDBLimits.tableNameLengthMax)")
        }
        let errors = demands.map { "Value '\(text)' at '\(member)' failed to satisfy constraint: \($0)" }
        let noun = errors.count == 1 ? "error" : "errors"
        return "\(errors.count) validation \(noun) detected: \(errors.joined(separator: "; "))"
    }

    private static func nameOfARN(_ text: String, account: String, region: String) throws(DynamoDBError) -> String {
        let prefix = "arn:aws:dynamodb:\(region):\(account):table/"
        guard text.hasPrefix(prefix) else {
            let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, parts[2] == "dynamodb", parts[5].hasPrefix("table/") else {
                throw .validation("Invalid TableArn: Invalid ResourceArn provided as input \(text)")
            }
            throw .resourceNotFound
        }
        let name = String(text.dropFirst(prefix.count))
        guard isPlainName(name) else {
            throw .validation("Invalid TableArn: Invalid ResourceArn provided as input \(text)")
        }
        return name
    }
}
