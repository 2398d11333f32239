#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast that Swift does not import, and sqlite3_config takes a variable list.

static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int bytes) {
    return sqlite3_bind_text(statement, index, text, bytes, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *blob, int bytes) {
    return sqlite3_bind_blob(statement, index, blob, bytes, SQLITE_TRANSIENT);
}

// Without its memory statistics SQLite takes no process-wide lock for each allocation. No effect once initialised.
static inline int csqlite_initialize(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return sqlite3_initialize();
}
