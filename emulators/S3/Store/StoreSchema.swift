/// The tables in the world's database that hold every bucket of every account.
///
/// - `versions`: one row for each version and delete marker. Ids only grow, so of one key the newest version has the
///   greatest. Keys are bytes, which sort as S3 sorts keys. All times are in milliseconds.
/// - `segments`, `parts`: the bytes of versions and of uploads under way, here or in a file.
/// - `garbage`: files that no row names yet, or any more.
/// - `outbox`: events that are to be delivered.
enum StoreSchema {
    static let module = "s3"
    static let version = 1

    static let sql = """
        CREATE TABLE s3_buckets (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
            region TEXT NOT NULL, created INTEGER NOT NULL, versioning TEXT);
        CREATE TABLE s3_settings (
            bucket INTEGER NOT NULL, kind TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (bucket, kind));
        CREATE TABLE s3_versions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, bucket INTEGER NOT NULL, key BLOB NOT NULL, version TEXT NOT NULL,
            latest INTEGER NOT NULL, marker INTEGER NOT NULL, modified INTEGER NOT NULL, superseded INTEGER,
            size INTEGER NOT NULL, etag TEXT NOT NULL, storage_class TEXT NOT NULL, checksum_algorithm TEXT,
            is_composite INTEGER NOT NULL, parts INTEGER NOT NULL, tags BLOB, restore INTEGER NOT NULL DEFAULT 0,
            restore_due INTEGER, restore_days INTEGER, headers BLOB, acl BLOB, UNIQUE (bucket, key, version));
        CREATE UNIQUE INDEX s3_latest ON s3_versions (bucket, key) WHERE latest = 1;
        CREATE INDEX s3_history ON s3_versions (bucket, key, id DESC);
        CREATE INDEX s3_restores ON s3_versions (restore_due) WHERE restore_due IS NOT NULL;
        CREATE TABLE s3_segments (
            version INTEGER NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, checksum TEXT, file TEXT,
            bytes BLOB, PRIMARY KEY (version, number));
        CREATE TABLE s3_uploads (
            id INTEGER PRIMARY KEY AUTOINCREMENT, bucket INTEGER NOT NULL, key BLOB NOT NULL,
            upload TEXT NOT NULL UNIQUE, initiated INTEGER NOT NULL, initiator TEXT NOT NULL,
            storage_class TEXT NOT NULL, checksum_algorithm TEXT, is_composite INTEGER NOT NULL, headers BLOB NOT NULL,
            tags BLOB, acl BLOB);
        CREATE INDEX s3_upload_order ON s3_uploads (bucket, key, id);
        CREATE TABLE s3_parts (
            upload INTEGER NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
            md5 BLOB NOT NULL, etag TEXT NOT NULL, checksum TEXT, file TEXT, bytes BLOB,
            PRIMARY KEY (upload, number));
        CREATE TABLE s3_garbage (file TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE s3_outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, notification BLOB NOT NULL, since INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL);
        CREATE INDEX s3_outbox_due ON s3_outbox (due, id);
        CREATE TABLE s3_sequence (value INTEGER NOT NULL);
        INSERT INTO s3_sequence VALUES (0);
        """
}
