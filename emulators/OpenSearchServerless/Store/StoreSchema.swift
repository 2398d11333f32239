/// The table in the world's database that holds collections and policies, each as the JSON of what describes it.
enum StoreSchema {
    static let module = "aoss"
    static let version = 1

    static let sql = """
        CREATE TABLE aoss_records (
            account TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value BLOB NOT NULL,
            PRIMARY KEY (account, region, kind, name));
        """
}
