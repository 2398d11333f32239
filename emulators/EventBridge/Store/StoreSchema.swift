/// The tables in the world's database that hold EventBridge of every account and region. All times are milliseconds.
///
/// - `buses`: `version` changes with every rule of the bus, so that compiled rules can be kept in memory.
/// - `deliveries`: the outbox. An event and what is to be done with it are written in one transaction, and a row goes
///   only once its target, or the dead-letter queue, has taken the event, or nothing more can be done.
enum StoreSchema {
    static let module = "events"
    static let version = 1

    static let sql = """
        CREATE TABLE events_buses (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            created INTEGER NOT NULL, modified INTEGER NOT NULL, settings BLOB NOT NULL, policy TEXT,
            version INTEGER NOT NULL DEFAULT 0, UNIQUE (account, region, name));
        CREATE TABLE events_rules (
            id INTEGER PRIMARY KEY AUTOINCREMENT, bus INTEGER NOT NULL, name TEXT NOT NULL, pattern TEXT,
            schedule TEXT, state TEXT NOT NULL, description TEXT, role TEXT, next INTEGER, UNIQUE (bus, name));
        CREATE INDEX events_rules_due ON events_rules (next) WHERE next IS NOT NULL;
        CREATE TABLE events_targets (
            rule INTEGER NOT NULL, id TEXT NOT NULL, arn TEXT NOT NULL, target BLOB NOT NULL,
            PRIMARY KEY (rule, id));
        CREATE INDEX events_targets_by_arn ON events_targets (arn);
        CREATE TABLE events_tags (
            arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key)) WITHOUT ROWID;
        CREATE TABLE events_archives (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            source TEXT NOT NULL, description TEXT, pattern TEXT, retention INTEGER NOT NULL, created INTEGER NOT NULL,
            UNIQUE (account, region, name));
        CREATE INDEX events_archives_by_source ON events_archives (source);
        CREATE TABLE events_archived (
            id INTEGER PRIMARY KEY AUTOINCREMENT, archive INTEGER NOT NULL, at INTEGER NOT NULL, event BLOB NOT NULL);
        CREATE INDEX events_archived_order ON events_archived (archive, at, id);
        CREATE TABLE events_replays (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            archive INTEGER NOT NULL, source TEXT NOT NULL, description TEXT, destination BLOB NOT NULL,
            start INTEGER NOT NULL, finish INTEGER NOT NULL, state TEXT NOT NULL, position INTEGER NOT NULL DEFAULT 0,
            last INTEGER, began INTEGER NOT NULL, ended INTEGER, UNIQUE (account, region, name));
        CREATE TABLE events_deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL,
            rule TEXT NOT NULL, target BLOB NOT NULL, event BLOB NOT NULL, payload TEXT, created INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, hops INTEGER NOT NULL, failure BLOB);
        CREATE INDEX events_deliveries_due ON events_deliveries (due, id);
        """
}
