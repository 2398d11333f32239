/// The tables in the world's database that hold Lambda's functions and what waits to be run.
///
/// - `entries`: one row for each version of a function and each thing attached to one, as JSON; see ``EntryKind``.
///   `due` is when the entry's last change is over. All times are in milliseconds.
/// - `events`: asynchronous invocations that were accepted and have not ended.
enum StoreSchema {
    static let module = "lambda"
    static let version = 1

    static let sql = """
        CREATE TABLE lambda_entries (
            account TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL,
            value BLOB NOT NULL, due INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account, region, kind, name, key));
        CREATE TABLE lambda_events (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            qualifier TEXT, request TEXT NOT NULL, payload BLOB NOT NULL, context BLOB,
            accepted INTEGER NOT NULL, due INTEGER NOT NULL, invocations INTEGER NOT NULL DEFAULT 0,
            errors INTEGER NOT NULL DEFAULT 0, throttles INTEGER NOT NULL DEFAULT 0);
        """
}

/// What entries are of.
enum EntryKind: String, Sendable {
    /// Name: the function; key: the version.
    case function
    /// Name: the function; no key. The last number that was given to a version.
    case lastVersion
    /// Name: the function; key: the alias.
    case alias
    /// Name: the function; key: the qualifier, or nothing. So are the following.
    case policy
    case policyRevision
    case invokeConfig
    case url
    case provisioned
    case concurrency
    case tags
    /// Key: the UUID of an event source mapping; its name is empty.
    case mapping

    /// What goes when its function goes.
    static let ofFunctions: [EntryKind] = [
        .function, .lastVersion, .alias, .policy, .policyRevision, .invokeConfig, .url, .provisioned, .concurrency,
        .tags,
    ]
}
