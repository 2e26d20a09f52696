#ifndef CTALLYSQLITE_H
#define CTALLYSQLITE_H

/// Switches `SQLITE_DBCONFIG_DEFENSIVE` on for the connection `db` (a `sqlite3 *`).
///
/// GRDB has no door to the variadic `sqlite3_db_config`. Returns an SQLite result code.
int tally_sqlite_defend(void *db);

#endif
