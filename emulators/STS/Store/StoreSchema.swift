/// The table in the world's database that holds the sessions that STS has issued credentials for.
///
/// Times are in seconds. `context` is the JSON of what IAM conditions may ask about a session.
enum StoreSchema {
    static let module = "sts"
    static let version = 1

    static let sql = """
        CREATE TABLE sts_sessions (
            access_key TEXT PRIMARY KEY, secret TEXT NOT NULL, token TEXT NOT NULL, expires INTEGER NOT NULL,
            arn TEXT NOT NULL, context BLOB NOT NULL);
        CREATE INDEX sts_sessions_expires ON sts_sessions (expires);
        """
}
