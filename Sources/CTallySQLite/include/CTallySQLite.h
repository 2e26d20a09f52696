#ifndef CTALLYSQLITE_H
#define CTALLYSQLITE_H

/// Switches `SQLITE_DBCONFIG_DEFENSIVE` on for the connection `db` (a `sqlite3 *`).
///
/// GRDB has no door to the variadic `sqlite3_db_config`. Returns an SQLite result code.
int tally_sqlite_defend(void *db);

/// Tells SQLite not to keep count of the memory that it holds, which costs a lock for each piece.
///
/// It is for the whole process, and does nothing once SQLite has begun. Returns an SQLite result code.
int tally_sqlite_count_no_memory(void);

/// Gives a file another name, unless something has that name: Swift's Glibc has no `renameat2`.
int tally_rename_new(const char *from, const char *to);

#endif
