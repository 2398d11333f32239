import AWSCore
import AWSDynamoDB
import World

/// A ClientRequestToken with what was asked under it.
struct RequestToken: Sendable {
    let text: String
    /// Tells two requests apart; collisions are as rare as of any 64-bit hash.
    let digest: [UInt8]

    init(_ text: String, of input: DynamoDB.TransactWriteItemsInput) {
        var request = input
        request.clientRequestToken = nil
        request.returnConsumedCapacity = nil
        let bytes = request.document.json()
        self.text = text
        digest =
            withUnsafeBytes(of: KeyEncoding.hash(bytes)) { Array($0) }
            + withUnsafeBytes(of: UInt64(bytes.count)) { Array($0) }
    }
}

/// Tokens are remembered for ten minutes, so that a transaction that is sent again is not made again.
extension Session {
    /// - Throws: IdempotentParameterMismatchException when the token came with another request.
    func isRepeated(_ token: RequestToken) throws -> Bool {
        let row = try rows(
            "SELECT digest, at FROM dynamodb_tokens WHERE account = ? AND region = ? AND token = ?",
            [.text(account), .text(region), .text(token.text)])
        guard try row.step() else { return false }
        let at = Timestamp(milliseconds: row.int64(1))
        guard at + DynamoDBLimits.requestTokenLifetime > now else { return false }
        guard row.bytes(0) == token.digest else {
            let message = "A different request was made with this ClientRequestToken"
            throw DynamoDBError(
                .idempotentParameterMismatchException, message,
                details: DynamoDB.IdempotentParameterMismatchException(message: message))
        }
        return true
    }

    func remember(_ token: RequestToken) throws {
        let forgotten = now + (.zero - DynamoDBLimits.requestTokenLifetime)
        try run("DELETE FROM dynamodb_tokens WHERE at <= ?", [.integer(forgotten.milliseconds)])
        try run(
            "INSERT OR REPLACE INTO dynamodb_tokens (account, region, token, digest, at) VALUES (?, ?, ?, ?, ?)",
            [
                .text(account), .text(region), .text(token.text), .blob(token.digest), .integer(now.milliseconds),
            ])
    }
}
