import AWSCore
import World

/// Sessions as rows.
enum SessionRows {
    static func insert(_ session: IssuedSession, in sqlite: SQLite) throws {
        let row = try sqlite.statement(
            "INSERT INTO sts_sessions (access_key, secret, token, expires, arn, context) VALUES (?, ?, ?, ?, ?, ?)")
        row.bind(1, session.credentials.accessKeyID)
        row.bind(2, session.credentials.secretAccessKey)
        row.bind(3, session.credentials.sessionToken ?? "")
        row.bind(4, session.credentials.expiration?.seconds ?? 0)
        row.bind(5, session.principal.arn)
        row.bind(6, context(session.conditionContext).json())
        _ = try row.step()
    }

    static func find(_ accessKeyID: String, in sqlite: SQLite) throws -> IssuedSession? {
        let row = try sqlite.statement(
            "SELECT secret, token, expires, arn, context FROM sts_sessions WHERE access_key = ?")
        row.bind(1, accessKeyID)
        guard try row.step(), let principal = Principal(arn: row.text(3)) else { return nil }
        let credentials = Credentials(
            accessKeyID: accessKeyID, secretAccessKey: row.text(0), sessionToken: row.text(1),
            expiration: Timestamp(seconds: row.int64(2)))
        let context = try Document(json: row.bytes(4)).object?.entries ?? []
        return IssuedSession(
            credentials: credentials, principal: principal,
            conditionContext: Dictionary(
                uniqueKeysWithValues: context.map { ($0.name, $0.value.list?.compactMap(\.string) ?? []) }))
    }

    static func deleteExpired(before time: Timestamp, in sqlite: SQLite) throws {
        let row = try sqlite.statement("DELETE FROM sts_sessions WHERE expires < ?")
        row.bind(1, time.seconds)
        _ = try row.step()
    }

    private static func context(_ values: [String: [String]]) -> Document {
        let sorted = values.sorted { $0.key < $1.key }
        return .object(.init(sorted.map { .init($0.key, .list($0.value.map { .string($0) })) }))
    }
}
