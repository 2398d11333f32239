/// The tables in the world's database that hold every queue of every account and region. All times are milliseconds.
///
/// - `queues`: attributes that were set, as JSON; `target` is the ARN of its dead-letter queue; `sequence` counts the
///   messages of a FIFO queue.
/// - `messages`: `available` is when a message can be received: later than now while it is delayed or in flight.
/// - `deduplications`: ids that a FIFO queue has met in the last five minutes.
/// - `deletions`: names that cannot be used again yet.
enum StoreSchema {
    static let module = "sqs"
    static let version = 1

    static let sql = """
        CREATE TABLE sqs_queues (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            created INTEGER NOT NULL, modified INTEGER NOT NULL, purged INTEGER, attributes BLOB NOT NULL,
            target TEXT, sequence INTEGER NOT NULL DEFAULT 0, UNIQUE (account, region, name));
        CREATE INDEX sqs_queue_targets ON sqs_queues (target);
        CREATE TABLE sqs_messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, message_id TEXT NOT NULL,
            sent INTEGER NOT NULL, available INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0,
            received INTEGER, first_received INTEGER, message_group TEXT NOT NULL, deduplication_id TEXT,
            sequence_number TEXT, details BLOB NOT NULL, body TEXT NOT NULL);
        CREATE INDEX sqs_message_availability ON sqs_messages (queue, available, id);
        CREATE INDEX sqs_message_order ON sqs_messages (queue, id);
        CREATE INDEX sqs_message_age ON sqs_messages (queue, sent);
        CREATE TABLE sqs_deduplications (
            queue INTEGER NOT NULL, scope TEXT NOT NULL, token TEXT NOT NULL, at INTEGER NOT NULL,
            message_id TEXT NOT NULL, sequence_number TEXT NOT NULL, PRIMARY KEY (queue, scope, token)) WITHOUT ROWID;
        CREATE INDEX sqs_deduplication_age ON sqs_deduplications (queue, at);
        CREATE TABLE sqs_tags (
            queue INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (queue, key)) WITHOUT ROWID;
        CREATE TABLE sqs_deletions (
            account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (account, region, name)) WITHOUT ROWID;
        CREATE TABLE sqs_moves (
            id INTEGER PRIMARY KEY AUTOINCREMENT, task TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
            region TEXT NOT NULL, source TEXT NOT NULL, destination TEXT, rate INTEGER, status TEXT NOT NULL,
            moved INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL, started INTEGER NOT NULL, failure TEXT);
        CREATE INDEX sqs_moves_by_source ON sqs_moves (source, id);
        """
}
