/// The tables in the world's database that hold the log groups of every account and region.
///
/// All times are in milliseconds. An event is a row: its number orders those of one time as they came in, and names it.
enum StoreSchema {
    static let module = "logs"
    static let version = 1

    static let sql = """
        CREATE TABLE logs_groups (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            created INTEGER NOT NULL, class TEXT NOT NULL, retention INTEGER, kms TEXT,
            UNIQUE (account, region, name));
        CREATE TABLE logs_streams (
            id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER NOT NULL, name TEXT NOT NULL,
            created INTEGER NOT NULL, first INTEGER, last INTEGER, ingested INTEGER, bytes INTEGER NOT NULL DEFAULT 0,
            UNIQUE (group_id, name));
        CREATE TABLE logs_events (
            id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER NOT NULL, stream_id INTEGER NOT NULL,
            at INTEGER NOT NULL, ingested INTEGER NOT NULL, message TEXT NOT NULL);
        CREATE INDEX logs_events_of_stream ON logs_events (stream_id, at, id);
        CREATE INDEX logs_events_of_group ON logs_events (group_id, at, id);
        CREATE TABLE logs_tags (
            group_id INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (group_id, key)
            ) WITHOUT ROWID;
        CREATE TABLE logs_metric_filters (
            group_id INTEGER NOT NULL, name TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (group_id, name));
        CREATE TABLE logs_entries (
            account TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value BLOB NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (account, region, kind, name));
        """
}
