/// The tables in the world's database that hold every index of every account and region.
///
/// - `indices`: `definition` is JSON (``IndexDefinition``); `next_seq_no` numbers the writes of the index.
/// - `documents`: `source` is JSON as it was sent, but for the members that are `vectors` (``StoredSource``).
///   The index `numbers` has all that opening an index takes, so that sources and vectors need not be gone through.
/// - `segments`: the file with what analysis has made of documents numbered before `seq_no` (``IndexState/segment()``).
/// - `gone`: documents of that segment that were overwritten or deleted since.
/// - `items`: templates, pipelines and cluster settings, by kind and name.
enum StoreSchema {
    static let module = "opensearch"
    static let version = 4

    static let sql = """
        CREATE TABLE opensearch_indices (
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
            definition BLOB NOT NULL, next_seq_no INTEGER NOT NULL DEFAULT 0, UNIQUE (account, region, name));
        CREATE TABLE opensearch_documents (
            index_id INTEGER NOT NULL, id TEXT NOT NULL, source BLOB NOT NULL, vectors BLOB NOT NULL,
            version INTEGER NOT NULL, seq_no INTEGER NOT NULL, routing TEXT, bytes INTEGER NOT NULL,
            UNIQUE (index_id, id));
        CREATE UNIQUE INDEX opensearch_numbers
            ON opensearch_documents (index_id, seq_no, id, version, routing, bytes);
        CREATE TABLE opensearch_segments (
            index_id INTEGER PRIMARY KEY, file INTEGER NOT NULL, checksum INTEGER NOT NULL, seq_no INTEGER NOT NULL);
        CREATE TABLE opensearch_gone (
            index_id INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (index_id, id)) WITHOUT ROWID;
        CREATE TABLE opensearch_items (
            account TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (account, region, kind, name)) WITHOUT ROWID;
        """
}
