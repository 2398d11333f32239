/// The tables in the world's database that hold every DynamoDB table of every account and region.
///
/// - `keyspaces`: one for each table (with an empty name) and each index. Its id begins the keys of its rows; `due` is
///   when a change that it is going through ends, 0 when there is none. All times are in milliseconds.
/// - `rows`: items under the keys of tables, and under keys of indexes the key of the item's row.
/// - `expirations`: when which row is to be deleted by its time to live.
enum StoreSchema {
    static let module = "dynamodb"
    static let version = 1

    static let sql = """
        CREATE TABLE dynamodb_keyspaces (
            id INTEGER PRIMARY KEY AUTOINCREMENT, table_id INTEGER NOT NULL, name TEXT NOT NULL,
            due INTEGER NOT NULL DEFAULT 0, items INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
            UNIQUE (table_id, name));
        CREATE TABLE dynamodb_tables (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            description BLOB NOT NULL, deleted INTEGER, stream INTEGER, ttl_attribute TEXT, ttl_changed INTEGER,
            recovery_since INTEGER, recovery_days INTEGER, policy TEXT, policy_revision TEXT,
            UNIQUE (account, region, name));
        CREATE TABLE dynamodb_rows (key BLOB NOT NULL UNIQUE, item BLOB NOT NULL);
        CREATE TABLE dynamodb_expirations (
            due INTEGER NOT NULL, key BLOB NOT NULL, table_id INTEGER NOT NULL, PRIMARY KEY (due, key)) WITHOUT ROWID;
        CREATE TABLE dynamodb_tags (
            table_id INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (table_id, key)
            ) WITHOUT ROWID;
        CREATE TABLE dynamodb_tokens (
            account TEXT NOT NULL, region TEXT NOT NULL, token TEXT NOT NULL, digest BLOB NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (account, region, token)) WITHOUT ROWID;
        CREATE INDEX dynamodb_token_age ON dynamodb_tokens (at);
        CREATE TABLE dynamodb_streams (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL,
            table_name TEXT NOT NULL, label TEXT NOT NULL, description BLOB NOT NULL, closed INTEGER,
            UNIQUE (account, region, table_name, label));
        CREATE TABLE dynamodb_stream_records (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL, at INTEGER NOT NULL,
            kind INTEGER NOT NULL, by_service INTEGER NOT NULL, keys BLOB NOT NULL, new BLOB, old BLOB,
            bytes INTEGER NOT NULL);
        CREATE INDEX dynamodb_stream_order ON dynamodb_stream_records (stream, sequence);
        """
}
