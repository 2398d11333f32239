/// The tables in the world's database that hold the secrets of every account and region.
///
/// All times are in milliseconds. `deleted` is when a secret was marked for deletion, `purged` when it is gone for good.
/// Values are kept as they are: the world's database is as secret as what is put into it.
enum StoreSchema {
    static let module = "secretsmanager"
    static let version = 1

    static let sql = """
        CREATE TABLE secrets_secrets (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            arn TEXT NOT NULL, description TEXT, kms TEXT, created INTEGER NOT NULL, changed INTEGER NOT NULL,
            accessed INTEGER, deleted INTEGER, purged INTEGER, policy TEXT, UNIQUE (account, region, name));
        CREATE TABLE secrets_versions (
            secret_id INTEGER NOT NULL, version TEXT NOT NULL, string TEXT, binary BLOB, created INTEGER NOT NULL,
            accessed INTEGER, PRIMARY KEY (secret_id, version));
        CREATE TABLE secrets_stages (
            secret_id INTEGER NOT NULL, stage TEXT NOT NULL, version TEXT NOT NULL, PRIMARY KEY (secret_id, stage)
            ) WITHOUT ROWID;
        CREATE TABLE secrets_tags (
            secret_id INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (secret_id, key)
            ) WITHOUT ROWID;
        """
}
